using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Serving.Rules;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving.Rules;

/// <summary>Counting a rule that is not published gives what the published rule would give.</summary>
public sealed class RuleCensusTests
{
    private const int Customers = 600; // more than two pages

    [Fact]
    public async Task Count_Lines_EqualWhatIsKnownOfEachCustomer()
    {
        await using var host = await StartAsync();
        var question = Question(host, "customer.age < 40", ("customer.age >= 18", true), ("customer.plan = \"S\" or customer.plan is missing", true), ("customer.plan = \"S\"", false));

        var reach = await LastAsync(host, question);

        var all = Enumerable.Range(0, Customers).ToList();
        (reach.Looked, reach.Customers, reach.IsComplete).ShouldBe((Customers, Customers, true));
        reach.Lines[0].ShouldBe(new RuleLineReach(all.Count(i => Age(i) >= 18), all.Count(i => Age(i) is null), all.Count(i => Age(i) >= 18)));
        reach.Lines[1].ShouldBe(new RuleLineReach(all.Count(i => Plan(i) is "S" or null), 0, all.Count(Passes)));
        reach.Lines[2].ShouldBe(new RuleLineReach(all.Count(i => Plan(i) == "S"), all.Count(i => Plan(i) is null), null));
        (reach.Passes, reach.PassedBefore).ShouldBe((all.Count(Passes), all.Count(i => Age(i) < 40)));
        (reach.Added, reach.Dropped).ShouldBe((all.Count(i => Passes(i) && !(Age(i) < 40)), all.Count(i => !Passes(i) && Age(i) < 40)));
        reach.Passing.Count.ShouldBe(RuleReach.MostExamples);
        reach.Passing.All(id => Passes(Number(id))).ShouldBeTrue();
        reach.Failing.Any(id => Passes(Number(id))).ShouldBeFalse();

        static int Number(string id) => int.Parse(id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
        static bool Passes(int i) => Age(i) >= 18 && (Plan(i) is "S" or null);
    }

    [Fact]
    public async Task Count_EventsThatNoRuleAsksForYet_AreReadFromTheJournal()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 30; i++)
        {
            for (var n = 0; n < i % 4; n++)
            {
                await host.Engine.IngestAsync([new EventInput($"e{i}-{n}", $"c{i}", "view", host.Now, new Dictionary<string, Value>())]);
            }
        }

        var reach = await LastAsync(host, Question(host, null, ("count(event \"view\" in 7d) >= 2", true)));

        reach.Passes.ShouldBe(Enumerable.Range(0, 30).Count(i => i % 4 >= 2));
        host.Policy.Layout.Slots.OfType<AggregateSlot>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Try_OneCustomer_NamesTheValueThatDecided()
    {
        await using var host = await StartAsync();

        var trial = host.Engine.TryRule(Question(host, null, ("customer.age >= 18", true), ("customer.plan = \"S\"", false)), "c5").ShouldNotBeNull();

        trial.Passes.ShouldBe(Age(5) >= 18);
        trial.Lines[0].Leaves.ShouldHaveSingleItem().Actual.Number.ShouldBe(Age(5)!.Value);
        host.Engine.TryRule(Question(host, null, ("customer.age >= 18", true)), "nobody").ShouldBeNull();
    }

    [Fact]
    public async Task Count_LineWithAMistake_NamesIt()
    {
        await using var host = await StartAsync();

        Should.Throw<ArgumentException>(() => host.Engine.CountRuleAsync(Question(host, null, ("customer.agee >= 18", true)))).Message.ShouldContain("customer.age");
        Should.Throw<ArgumentException>(() => host.Engine.CountRuleAsync(Question(host, null))).Message.ShouldContain("0");
    }

    [Fact]
    public async Task Count_Cancelled_Stops()
    {
        await using var host = await StartAsync();
        using var cancel = new CancellationTokenSource();
        var pages = 0;

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var reach in host.Engine.CountRuleAsync(Question(host, null, ("customer.age >= 18", true)), cancel.Token))
            {
                pages++;
                reach.IsComplete.ShouldBeFalse();
                await cancel.CancelAsync();
            }
        });

        pages.ShouldBe(1);
    }

    private static int? Age(int i) => i % 7 == 0 ? null : i % 80;

    private static string? Plan(int i) => (i % 5) switch { 0 => null, 1 or 2 => "S", _ => "L" };

    private static RuleQuestion Question(EngineHost host, string? before, params (string Text, bool IsStep)[] lines) =>
        new(host.Policy.Document, [.. lines.Select(l => new RuleQuestionLine(l.Text, l.IsStep))], before);

    private static async Task<RuleReach> LastAsync(EngineHost host, RuleQuestion question)
    {
        RuleReach? last = null;
        await foreach (var reach in host.Engine.CountRuleAsync(question))
        {
            last = reach;
        }

        return last.ShouldNotBeNull();
    }

    private static async Task<EngineHost> StartAsync()
    {
        var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")));
        for (var i = 0; i < Customers; i++)
        {
            var attributes = new Dictionary<string, Value>();
            if (Age(i) is { } age)
            {
                attributes["age"] = Value.OfNumber(age);
            }

            if (Plan(i) is { } plan)
            {
                attributes["plan"] = Value.OfText(plan);
            }

            await host.Engine.UpsertCustomerAsync("c" + i, new CustomerPatch { Attributes = attributes });
        }

        return host;
    }
}
