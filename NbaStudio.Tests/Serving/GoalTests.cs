using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

/// <summary>Goals as moments: reached and behind plan, each told once, by events, changes and time.</summary>
public sealed class GoalTests
{
    [Fact]
    public async Task Reached_ByAnEvent_IsRaisedOnceAndTriggers()
    {
        await using var host = await EngineHost.StartAsync(Policy(new GoalDocument { Name = "shopper", Progress = "aggregate.buys / 3" }));
        await host.ConsentAsync("c", "hook", true);
        (await host.EventAsync("c", "buy")).ShouldBeEmpty();
        (await host.EventAsync("c", "buy")).ShouldBeEmpty();
        var decision = (await host.EventAsync("c", "buy")).ShouldHaveSingleItem();
        host.RecordOf(decision).Inputs.Trigger.ShouldBe(host.Policy.Triggers.Single(t => t.Name == "won").Key);
        (await host.EventAsync("c", "buy")).ShouldBeEmpty();

        // It is in the journal like any event, so that aggregates over it can be filled.
        Raised(host).ShouldBe(["goal.reached shopper"]);
        host.Ear.Events.Count(e => e.Type == "goal.reached").ShouldBe(1);
        var reading = (await host.Engine.ReadCustomerAsync("c", host.Engine.GoalsOf)).ShouldHaveSingleItem();
        (reading.Status, reading.Plan).ShouldBe((GoalStatus.Reached, null));
        reading.Progress!.Value.ShouldBe(4 / 3.0, 1e-9);
    }

    [Fact]
    public async Task Reached_ByTheProfile_IsToldAgainAfterItWasUsedUp()
    {
        await using var host = await EngineHost.StartAsync(Policy(new GoalDocument { Name = "points", Progress = "customer.age / 100" }));

        // What the hub sees for the first time is how things are, not a change.
        await host.PatchAsync("rich", ("age", Value.OfNumber(200)));
        await host.PatchAsync("c", ("age", Value.OfNumber(20)));
        Raised(host).ShouldBeEmpty();
        await host.PatchAsync("c", ("age", Value.OfNumber(100)));
        await host.PatchAsync("c", ("age", Value.OfNumber(150)));
        Raised(host).ShouldBe(["goal.reached points"]);
        await host.PatchAsync("c", ("age", Value.OfNumber(50)));
        await host.PatchAsync("c", ("age", Value.OfNumber(101)));
        Raised(host).Length.ShouldBe(2);
        await host.PatchAsync("c", ("age", Value.Missing));
        (await host.Engine.ReadCustomerAsync("c", host.Engine.GoalsOf))[0].Progress.ShouldBeNull();
    }

    [Fact]
    public async Task Behind_ByTimeAlone_IsRaisedAtTheInstantAndOverARestart()
    {
        await using var host = await EngineHost.StartAsync(Deadline());
        await host.ConsentAsync("c", "hook", true);
        await host.PatchAsync("c", ("age", Value.OfNumber(0)), ("ends", Value.OfUnixMilliseconds(host.Time.NowMilliseconds + 100_000_000)));
        await host.PatchAsync("c", ("age", Value.OfNumber(20)));

        // The plan asks for 0.3 after 30 % of the time: only then it is more than 10 points ahead of 0.2.
        await host.AdvanceAsync(TimeSpan.FromSeconds(30_000), "c");
        Raised(host).ShouldBeEmpty();
        await host.RestartAsync();
        await host.AdvanceAsync(TimeSpan.FromSeconds(1), "c");
        Raised(host).ShouldBe(["goal.behind save"]);
        host.Store.ReadDecisions(host.Engine.FindCustomer("c")!.Value, long.MaxValue, 9).ShouldHaveSingleItem();

        // On plan again once on the line, and told again when it falls behind again.
        await host.PatchAsync("c", ("age", Value.OfNumber(28)));
        (await host.Engine.ReadCustomerAsync("c", host.Engine.GoalsOf))[0].Status.ShouldBe(GoalStatus.Behind);
        await host.PatchAsync("c", ("age", Value.OfNumber(40)));
        (await host.Engine.ReadCustomerAsync("c", host.Engine.GoalsOf))[0].Status.ShouldBe(GoalStatus.Open);
        await host.AdvanceAsync(TimeSpan.FromSeconds(19_998), "c");
        Raised(host).Length.ShouldBe(1);
        await host.AdvanceAsync(TimeSpan.FromSeconds(2), "c");
        Raised(host).Length.ShouldBe(2);

        // Reached in time: the timer is gone.
        await host.PatchAsync("c", ("age", Value.OfNumber(100)));
        Raised(host)[^1].ShouldBe("goal.reached save");
        (await host.Engine.ReadCustomerAsync("c", c => c.Timers.Items.Count(t => t.Kind == TimerKind.Goal))).ShouldBe(0);
    }

    [Fact]
    public async Task Behind_AtTheDeadline_WhereItWasWithinTheTolerance()
    {
        await using var host = await EngineHost.StartAsync(Deadline());
        await host.PatchAsync("c", ("age", Value.OfNumber(95)), ("ends", Value.OfUnixMilliseconds(host.Time.NowMilliseconds + 1_000_000)));
        await host.AdvanceAsync(TimeSpan.FromMilliseconds(999_999), "c");
        Raised(host).ShouldBeEmpty();
        await host.AdvanceAsync(TimeSpan.FromMilliseconds(1), "c");
        Raised(host).ShouldBe(["goal.behind save"]);

        // Another deadline is another plan, from here.
        await host.PatchAsync("c", ("ends", Value.OfUnixMilliseconds(host.Time.NowMilliseconds + 1_000_000)));
        var reading = (await host.Engine.ReadCustomerAsync("c", host.Engine.GoalsOf))[0];
        (reading.Status, reading.Plan).ShouldBe((GoalStatus.Open, 0.95));
    }

    [Fact]
    public async Task Reached_ByTimeAlone_IsSeenWithinADay()
    {
        await using var host = await EngineHost.StartAsync(Policy(new GoalDocument { Name = "loyal", Progress = "days_since(customer.ends) / 10" }));
        await host.PatchAsync("c", ("ends", Value.OfUnixMilliseconds(host.Time.NowMilliseconds)));
        for (var day = 0; day < 9; day++)
        {
            await host.AdvanceAsync(TimeSpan.FromDays(1), "c");
        }

        Raised(host).ShouldBeEmpty();
        await host.AdvanceAsync(TimeSpan.FromDays(2), "c");
        Raised(host).ShouldBe(["goal.reached loyal"]);
    }

    [Fact]
    public async Task Merge_JoinsProgressAndTellsWhatItReaches()
    {
        await using var host = await EngineHost.StartAsync(Policy(new GoalDocument { Name = "shopper", Progress = "aggregate.buys / 3" }));
        await host.EventAsync("visitor", "buy");
        await host.EventAsync("member", "buy");
        await host.EventAsync("member", "buy");
        await host.Engine.MergeCustomersAsync("visitor", "member");
        Raised(host).ShouldBe(["goal.reached shopper"]);
    }

    [Fact]
    public async Task Sources_MayNotSendWhatTheHubRaises()
    {
        await using var host = await EngineHost.StartAsync(Policy());
        var reply = (await host.Engine.IngestAsync([new EventInput("1", "c", "Goal.Reached", host.Now, new Dictionary<string, Value>())]))[0];
        reply.Status.ShouldBe(EventStatus.Rejected);
        reply.Errors[0].Message.ShouldContain("raises itself");
        await host.EventAsync("c", "buy");
        (await host.Engine.ReadCustomerAsync("c", c => c.Goals.Count)).ShouldBe(0);
    }

    [Fact]
    public void NextChange_IsTheFirstInstantAtWhichTheStatusChanges()
    {
        var random = new Random(3);
        for (var i = 0; i < 2_000; i++)
        {
            var (start, length) = (random.NextInt64(1_000_000), 1 + random.NextInt64(10_000));
            var progress = random.NextDouble() * 1.1;
            var goal = GoalPlan.Next(null, random.NextDouble(), start + length, start);
            goal = GoalPlan.Next(goal, progress, start + length, start);
            var at = GoalPlan.NextChange(goal, progress);
            if (goal.Status != GoalStatus.Open)
            {
                at.ShouldBe(long.MaxValue);
                continue;
            }

            at.ShouldBeInRange(start, start + length + 1);
            GoalPlan.Next(goal, progress, start + length, at).Status.ShouldBe(GoalStatus.Behind);
            for (var before = Math.Max(start, at - 3); before < at - 1; before++)
            {
                GoalPlan.Next(goal, progress, start + length, before).Status.ShouldBe(GoalStatus.Open);
            }
        }
    }

    private static string[] Raised(EngineHost host) =>
    [
        .. host.Store.ReadJournal(1, 10_000).Where(r => r.Kind == JournalKind.Event).Select(r => JournalPayloads.ReadEvent(r.Payload!))
            .Where(e => e.Type.StartsWith("goal.", StringComparison.Ordinal)).Select(e => $"{e.Type} {e.Properties["goal"]}"),
    ];

    private static PolicyDocument Deadline()
    {
        var policy = Policy(new GoalDocument { Name = "save", Progress = "customer.age / 100", Deadline = "customer.ends" });
        return policy with { Triggers = [new() { Name = "nudge", Pattern = "event \"goal.behind\" where goal = \"save\"", Channels = ["hook"] }] };
    }

    private static PolicyDocument Policy(params GoalDocument[] goals)
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", 100, 0.1, "web", "hook"));
        return policy with
        {
            Attributes = [.. policy.Attributes, new() { Name = "ends", Type = "datetime" }],
            Aggregates = [new() { Name = "buys", Event = "buy", Window = "30d" }],
            Goals = goals,
            Triggers = goals.Length == 0 ? [] : [new() { Name = "won", Pattern = $"event \"goal.reached\" where goal = \"{goals[0].Name}\"", Channels = ["hook"] }],
        };
    }
}
