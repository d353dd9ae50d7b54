using NbaStudio.Configuration;
using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Measurement.Control;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Measuring;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Live.Measuring;

public sealed class ControlStatisticsTests
{
    private static readonly MeasureOptions Options = new();

    [Fact]
    public async Task Journal_EventsOfEverybody_AreCountedInTheArmThatTheDecisionsHave()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a")) with
        {
            HoldOuts = [new() { Id = "all", Share = 0.2, Salt = "s" }, new() { Id = "grow", Scope = "grow", Share = 0.25, Salt = "t" }],
        };
        await using var host = await EngineHost.StartAsync(policy);
        List<(bool Held, bool NoGrow)> arms = [];
        for (var i = 0; i < 60; i++)
        {
            var reply = await host.DecideAsync("c" + i);
            var arm = host.RecordOf(reply).Inputs.Arm;
            arms.Add((arm.HoldOutAll, arm.HoldOutObjectives.Count > 0));
            if (reply.Actions.Count > 0)
            {
                // What was offered and accepted counts for nobody: only what is seen of everybody does.
                await host.OutcomeAsync(reply, ContactKind.Conversion, amount: 5_000);
            }

            await host.EventAsync("c" + i, "purchase", ("amount", Value.OfMoney(100 + i)), ("product", Value.OfText("x")));
            await host.EventAsync("c" + i, "bill_issued", ("amount", Value.OfMoney(9_000)));
        }

        await host.EventAsync("c3", "churned");
        await host.PatchAsync("silent", ("age", Value.OfNumber(40)));
        await host.DecideAsync("only-asked");
        var lines = Read(host);
        lines.Count.ShouldBe(2);
        Check(lines[0], a => a.Held, a => !a.Held);
        Check(lines[1], a => !a.Held && a.NoGrow, a => !a.Held && !a.NoGrow);
        (lines[0].Control.Left + lines[0].Treated.Left).ShouldBe(1);
        (lines[0].Control.Count + lines[0].Treated.Count).ShouldBe(62, "who did nothing counts as well, known by a profile or only by being decided for");

        void Check(ControlLine line, Func<(bool Held, bool NoGrow), bool> control, Func<(bool Held, bool NoGrow), bool> treated)
        {
            line.Control.X.ShouldBe(Enumerable.Range(0, 60).Where(i => control(arms[i])).Sum(i => 100 + i));
            line.Treated.X.ShouldBe(Enumerable.Range(0, 60).Where(i => treated(arms[i])).Sum(i => 100 + i));
            line.Control.Bought.ShouldBe(arms.Count(control));
            line.Treated.Y.ShouldBe(0);
        }
    }

    [Fact]
    public async Task Journal_RestartMergeAndErasure_AreCountedAsIfReadAtOnce()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a")) with { HoldOuts = [new() { Id = "all", Share = 0.3, Salt = "s" }] };
        await using var host = await EngineHost.StartAsync(policy);
        var live = new ControlStatistics(host.Engine.FindRevision, Options);
        long position = 0;
        for (var i = 0; i < 30; i++)
        {
            await host.EventAsync("c" + i, "purchase", ("amount", Value.OfMoney(100)));
        }

        // Bought before anybody was held out, and told late.
        (await host.Engine.IngestAsync([new EventInput("old", "c1", "purchase", host.Now.AddDays(-20), new Dictionary<string, Value> { ["amount"] = Value.OfMoney(70) })]))[0].Status.ShouldBe(EventStatus.Accepted);
        Follow();
        live.Read()[0].Treated.Y.ShouldBe(70 - live.Read()[0].Control.Y);
        await host.RestartAsync();
        await host.Engine.MergeCustomersAsync("c0", "c2");
        await host.Engine.EraseCustomerAsync("c1");
        await host.EventAsync("c2", "purchase", ("amount", Value.OfMoney(11)));
        Follow();

        var at = live.Read();
        at.Count.ShouldBe(1);
        var again = Read(host)[0];
        (again.Treated, again.Control, again.Moved, again.Since).ShouldBe((at[0].Treated, at[0].Control, at[0].Moved, at[0].Since));
        (at[0].Treated.Count + at[0].Control.Count + at[0].Moved).ShouldBe(28);
        at[0].Erased.ShouldBe(1);

        void Follow()
        {
            while (host.Store.ReadJournal(position + 1, 7) is { Count: > 0 } page)
            {
                live.Take(page);
                position = page[^1].Sequence;
            }
        }
    }

    [Fact]
    public async Task Trial_ItsCustomersStandBesideEveryoneElse_AndHowItEndedIsKept()
    {
        var policy = PolicyKeys.Assign(
            TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 90)) with { HoldOuts = [new() { Id = "all", Share = 0.2, Salt = "s" }] }, 0).Document;
        var trial = policy.WithAction("b", b => b with { Value = "300" });
        await using var host = await EngineHost.StartAsync(policy);
        Read(host).ShouldHaveSingleItem();
        await host.TrialAsync(trial, 0.4);
        List<(bool Held, bool Taken, bool Accepted)> arms = [];
        for (var i = 0; i < 80; i++)
        {
            var reply = await host.DecideAsync("c" + i);
            var accepts = reply.Actions.Count > 0 && i % 3 == 0;
            arms.Add((host.RecordOf(reply).Inputs.Arm.HoldOutAll, reply.Revision == 2, accepts));
            if (accepts)
            {
                await host.OutcomeAsync(reply, ContactKind.Accept);
                await host.OutcomeAsync(reply, ContactKind.Conversion, "c" + i, 5_000);
            }

            await host.EventAsync("c" + i, "purchase", ("amount", Value.OfMoney(100 + i)));
        }

        Check(Read(host)[^1]);
        await host.RestartAsync();
        await host.PublishAsync(policy.WithAction("a", a => a with { Lever = 1.1 }), trial.WithAction("a", a => a with { Lever = 1.1 }));
        Check(Read(host)[^1]);
        Read(host)[0].Control.Count.ShouldBe(arms.Count(a => a.Held), "the hold-out is measured as before");

        await host.Engine.SetTrialAsync(null);
        await host.EventAsync("c1", "purchase", ("amount", Value.OfMoney(1_000)));
        Check(Read(host)[^1]);

        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.TrialAsync(trial, 0.2);
        await host.EventAsync("c1", "purchase", ("amount", Value.OfMoney(1_000)));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.WidenAsync(0.3);
        var again = Read(host)[^1];
        (again.HoldOut.Trial!.Share, again.Treated.X + again.Control.X).ShouldBe((0.3, 0), "another share begins anew");

        void Check(ControlLine line)
        {
            (line.HoldOut.Trial!.Id, line.PlannedShare).ShouldBe((2, 0.6));
            foreach (var (sums, taken) in new[] { (line.Treated, true), (line.Control, false) })
            {
                var of = Enumerable.Range(0, 80).Where(i => !arms[i].Held && arms[i].Taken == taken).ToList();
                (sums.Count, sums.Accepted, sums.X).ShouldBe((of.Count, of.Count(i => arms[i].Accepted), of.Sum(i => 100 + i)));
                sums.Accepted.ShouldBeGreaterThan(0);
            }
        }
    }

    [Fact]
    public async Task Purchases_FromTheJournal_AreDaysOfCustomersWithMergesAndErasures()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")));
        foreach (var (customer, daysAgo, amount) in new[] { ("a", 21, 10.0), ("a", 14, 30), ("a", 14, 10), ("b", 7, 50), ("c", 0, 9), ("gone", 9, 9), ("a", 3, -5) })
        {
            (await host.Engine.IngestAsync([new EventInput($"{customer}{daysAgo}{amount}", customer, "purchase", host.Now.AddDays(-daysAgo), new Dictionary<string, Value> { ["amount"] = Value.OfMoney(amount) })]))[0]
                .Status.ShouldBe(EventStatus.Accepted);
        }

        await host.Engine.EraseCustomerAsync("gone");
        var (a, b) = (await host.Engine.ReadCustomerAsync("a", c => c.Key), await host.Engine.ReadCustomerAsync("b", c => c.Key));
        Purchases().ShouldBe([(a, 1, 1.0, 3.0, 40.0), (b, 0, 0, 1, double.NaN)], ignoreOrder: true, "what was given back is no purchase, and who came today is too new");
        await host.Engine.MergeCustomersAsync("b", "a");
        Purchases().ShouldBe([(a, 2, 2.0, 3.0, 45.0)]);

        List<(long Customer, int Frequency, double Recency, double Age, double Spend)> Purchases()
        {
            var purchases = new JournalPurchases(new HashSet<string> { "purchase" }, TimeZoneInfo.Utc);
            purchases.Take(host.Store.ReadJournal(1, 100_000));
            return [.. purchases.Read(host.Now).Select(p => (long.Parse(p.Customer, System.Globalization.CultureInfo.InvariantCulture), p.Frequency, p.Recency, p.Age, p.MeanSpend))];
        }
    }

    private static IReadOnlyList<ControlLine> Read(EngineHost host)
    {
        var statistics = new ControlStatistics(host.Engine.FindRevision, Options);
        statistics.Take(host.Store.ReadJournal(1, 100_000));
        return statistics.Read();
    }
}
