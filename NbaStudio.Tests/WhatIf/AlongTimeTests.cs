using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.WhatIf;

/// <summary>Contacts followed through time are those of a hub that had the other policy from the start.</summary>
public sealed class AlongTimeTests
{
    private const int Customers = 30;
    private const int Days = 8;

    public static TheoryData<string> Scenarios => [.. Changes.Keys];

    private static readonly Dictionary<string, Func<PolicyDocument, PolicyDocument>> Changes = new()
    {
        ["a cap on each action"] = d => d.WithRule(TestPolicy.Cap("each", 1, "3d", per: "action")),
        ["a cap on all"] = d => d.WithRule(TestPolicy.Cap("all", 2, "5d")),
        ["another order under a cap"] = d => d.WithAction("c", a => a with { Lever = 3 }).WithRule(TestPolicy.Cap("each", 2, "7d", per: "action")),
        ["a rule"] = d => d.WithAction("a", a => a with { Eligibility = "customer.age >= 30" }),
    };

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Follow_AnotherPolicy_ChoosesWhatAHubWithItWould(string name)
    {
        await using var host = await StartAsync(Today());
        var scenario = PolicyCompiler.Compile(Changes[name](host.Policy.Document), 2, host.Now).Snapshot.ShouldNotBeNull();
        await using var other = await StartAsync(scenario.Document);
        await LiveAsync(host);
        await LiveAsync(other);

        var result = WhatIfRun.Of(Read(host), scenario, new WhatIfOptions { Workers = 2, AlongTime = true }).AlongTime.ShouldNotBeNull();

        var (was, would) = (Chosen(host), Chosen(other));
        was.Zip(would).Count(p => !p.First.SequenceEqual(p.Second)).ShouldBe(result.Changed);
        result.Changed.ShouldBeGreaterThan(0, "a scenario that turns nothing proves nothing");
        (result.Decisions, result.Customers).ShouldBe((Customers * Days, Customers));
        Check(result.Before, was);
        Check(result.After, would);
        var sample = Read(host);
        var rows = new PathRow[sample.Decisions];
        new AlongTime(sample, scenario, (decision, context) => Decide(decision, context, scenario), () => new DecisionContext(scenario), _ => { }, null, rows).Follow(1, default);
        rows.Select(r => r.Keys.Where(k => k != 0).ToArray()).Zip(would).ShouldAllBe(p => p.First.SequenceEqual(p.Second));
        result.Contacts.Value.ShouldBe((would.Sum(w => w.Length) - was.Sum(w => w.Length)) / (double)Customers, 1e-9);
    }

    [Fact]
    public async Task Follow_WithoutHistory_IsNotWhatTheSameSituationsSay()
    {
        await using var host = await StartAsync(Today());
        await LiveAsync(host);
        var scenario = PolicyCompiler.Compile(host.Policy.Document.WithRule(TestPolicy.Cap("each", 1, "7d", per: "action")), 2, host.Now).Snapshot.ShouldNotBeNull();

        var result = WhatIfRun.Of(Read(host), scenario, new WhatIfOptions { AlongTime = true });

        // Nobody was shown b, so in the situations as they were a cap on it never bites; through time it is used up as well.
        result.AlongTime!.After.Silent.ShouldBeGreaterThan(result.After.Silent);
    }

    [Fact]
    public async Task Follow_SamePolicy_ChangesNothing()
    {
        await using var host = await StartAsync(Today());
        await LiveAsync(host);

        var result = WhatIfRun.Of(Read(host), host.Policy, new WhatIfOptions { AlongTime = true }).AlongTime!;

        (result.Changed, result.Contacts.Value, result.Silence.Value).ShouldBe((0, 0, 0));
        result.After.ShouldBe(result.Before);
    }

    [Fact]
    public async Task Follow_Cancelled_Stops()
    {
        await using var host = await StartAsync(Today());
        await LiveAsync(host);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var sample = Read(host);

        Should.Throw<OperationCanceledException>(() => new AlongTime(sample, host.Policy, (decision, context) => Decide(decision, context, host.Policy), () => new DecisionContext(host.Policy), _ => { }, null, new PathRow[sample.Decisions]).Follow(1, stop.Token));
    }

    private static bool Decide(RecordedDecision decision, DecisionContext context, PolicySnapshot policy)
    {
        DecisionPipeline.Decide(context, Redecide.Translate(decision.Inputs, policy, []), new KeptPropensities(decision.Scores, policy, new Engine.Serving.ModelView(Engine.Propensity.PropensityModels.Empty, policy)));
        return true;
    }

    private static void Check(AlongTimeSide side, List<int[]> chosen) =>
        (side.Contacts, side.Silent, side.CustomersContacted).ShouldBe(
            (chosen.Sum(c => c.Length), chosen.Count(c => c.Length == 0), chosen.Chunk(Days).Count(customer => customer.Any(c => c.Length > 0))));

    // By customer, then in the order of time, as the sample.
    private static List<int[]> Chosen(EngineHost host) =>
    [
        .. host.Store.ReadDecisionsBetween(0, long.MaxValue, int.MaxValue).OrderBy(r => r.Customer).ThenBy(r => r.Number)
            .Select(r => host.Engine.Records.Read(new DecisionId(r.Customer, r.Number))!.Result).Select(r => r.Filled.Where(f => f >= 0).Select(f => r.Ranked[f].TreatmentKey).ToArray()),
    ];

    private static WhatIfSample Read(EngineHost host) => host.Engine.ReadSample(new WhatIfRange(0, long.MaxValue, 10_000), 2);

    // Age is among the inputs that records have.
    private static PolicyDocument Today() => TestPolicy.Of(
        TestPolicy.Action("a", value: 100), TestPolicy.Action("b", value: 90) with { Eligibility = "customer.age >= 0" }, TestPolicy.Action("c", value: 80), TestPolicy.Action("d", value: 10))
        .WithRule(TestPolicy.Cap("often", 5, "7d"));

    private static async Task<EngineHost> StartAsync(PolicyDocument policy)
    {
        // Nothing is learned: what is shown to others would change what each hub says of its customers.
        var host = await EngineHost.StartAsync(policy, change: o => o with { Propensities = (_, snapshot, _) => new Engine.Serving.ModelView(Engine.Propensity.PropensityModels.Empty, snapshot) });
        for (var i = 0; i < Customers; i++)
        {
            await host.PatchAsync("c" + i, ("age", Value.OfNumber(20 + i)));
        }

        return host;
    }

    // A decision a day, seen at once.
    private static async Task LiveAsync(EngineHost host)
    {
        for (var day = 0; day < Days; day++)
        {
            for (var i = 0; i < Customers; i++)
            {
                var reply = await host.DecideAsync("c" + i);
                if (reply.Actions.Count > 0)
                {
                    await host.OutcomeAsync(reply, ContactKind.Impression);
                }
            }

            host.Time.Advance(TimeSpan.FromDays(1));
        }
    }
}
