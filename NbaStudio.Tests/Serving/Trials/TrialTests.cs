using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Trials;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving.Trials;

public sealed class TrialTests
{
    private const int Customers = 60;

    private static readonly PolicyDocument InForce = PolicyKeys.Assign(
        TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 90)) with { Events = [new() { Type = "view" }] }, 0).Document;

    // Another favourite, and an action of its own in a new group.
    private static readonly PolicyDocument Challenger = PolicyKeys.Assign(
        InForce.WithAction("b", b => b with { Value = "300" })
            .WithObjective(o => o with { Groups = [.. o.Groups, new() { Id = "g-new", Actions = [TestPolicy.Action("new", 200)] }] }),
        100,
        InForce).Document;

    [Fact]
    public async Task Trial_DecidesForItsShare_WidensAndEnds()
    {
        await using var host = await EngineHost.StartAsync(InForce);
        (await DecideAllAsync(host)).ShouldAllBe(d => d.Revision == 1 && d.Action == "a");

        await host.TrialAsync(Challenger, 0.2);
        var narrow = await DecideAllAsync(host);
        var taken = Taken(narrow, 2);
        taken.Count.ShouldBeInRange(3, 25);
        narrow.ShouldAllBe(d => d.Action == (d.Revision == 2 ? "b" : "a"));

        await host.WidenAsync(0.5);
        var wide = await DecideAllAsync(host);
        var more = Taken(wide, 2);
        more.Count.ShouldBeGreaterThan(taken.Count);
        taken.ShouldBeSubsetOf(more);

        (await host.Engine.SetTrialAsync(null)).Succeeded.ShouldBeTrue();
        host.Engine.Trial.ShouldBeNull();
        (await DecideAllAsync(host)).ShouldAllBe(d => d.Revision == 1 && d.Action == "a");
    }

    [Fact]
    public async Task Previews_EventsAndTimers_FollowTheCustomersPolicy()
    {
        var withTrigger = PolicyKeys.Assign(InForce.WithAction("a", a => a with { Treatments = [.. a.Treatments, TestPolicy.Treatment("a", "hook")] })
            .WithAction("b", b => b with { Treatments = [.. b.Treatments, TestPolicy.Treatment("b", "hook")] }).WithChannel("hook", c => c with { RequireOptIn = false })
            .WithTrigger("view", "hook"), 200, InForce).Document;
        var document = withTrigger with { Triggers = [.. withTrigger.Triggers, new() { Name = "gone", Key = 900, Pattern = "event \"view\" then not event \"buy\" within 10m", Channels = ["hook"] }] };
        await using var host = await EngineHost.StartAsync(document);
        await host.TrialAsync(document.WithAction("b", b => b with { Value = "300" }), 0.5);
        foreach (var customer in Enumerable.Range(0, 20).Select(i => "c" + i))
        {
            var (preview, sent) = (await host.PreviewAsync(customer), (await host.EventAsync(customer, "view")).Single());
            var (action, revision) = await IsTakenAsync(host, customer) ? ("b", 2) : ("a", 1);
            preview.Actions.Single().Action.ShouldBe(action);
            (sent.Actions.Single().Action, sent.Revision).ShouldBe((action, revision));
            await host.AdvanceAsync(TimeSpan.FromMinutes(11), customer);
            var due = host.RecordOf(host.Ear.Decisions.Last(d => d.Trigger == "gone").Reply);
            (due.Policy.Actions[due.Policy.Treatments[due.Result.Ranked[due.Result.Filled[0]].Treatment].Action].Id, due.Inputs.Revision).ShouldBe((action, revision));
        }
    }

    [Fact]
    public async Task Restart_GoesOn_AndEveryDecisionReplays()
    {
        await using var host = await EngineHost.StartAsync(InForce);
        await host.TrialAsync(Challenger, 0.5);
        var before = await DecideAllAsync(host);
        await host.RestartAsync();
        var after = await DecideAllAsync(host);
        after.Select(d => d.Revision).ShouldBe(before.Select(d => d.Revision));

        // Somebody publishes to everyone: the trial goes on upon it as the next revision, for the same customers.
        var fix = InForce.WithAction("a", a => a with { Paused = true });
        await host.PublishAsync(fix, Challenger.WithAction("a", a => a with { Paused = true }));
        var fixedUp = await DecideAllAsync(host);
        Taken(fixedUp, 4).ShouldBe(Taken(before, 2));
        fixedUp.ShouldAllBe(d => d.Action == "b");

        await host.PublishAsync(fix);
        host.Engine.Trial.ShouldBeNull("what is published without a trial ends it");
        foreach (var decision in (Decided[])[.. before, .. after, .. fixedUp])
        {
            host.Engine.Replay(decision.Id).ShouldNotBeNull().IsIdentical.ShouldBeTrue(decision.Id.ToString());
            host.Engine.Explain(decision.Id, "en").ShouldNotBeNull();
        }

        Journaled(host).ShouldBe([null, new TrialDraw(2, 2, 0.5), new TrialDraw(2, 2, 0.5), new TrialDraw(2, 4, 0.5), null]);
    }

    [Fact]
    public async Task Models_AreShared_AndWhatOnlyTheTrialHasIsLearned()
    {
        var trial = Challenger.WithAction("new", n => n with { Value = "900" });
        await using var host = await EngineHost.StartAsync(InForce.WithAction("a", a => a with { Eligibility = "customer.age is missing" }));
        await host.TrialAsync(trial.WithAction("a", a => a with { Eligibility = "customer.age is missing" }), 0.5);
        var answered = (New: 0, A: 0);
        for (var i = 0; i < Customers; i++)
        {
            var reply = await host.DecideAsync("c" + i);
            (await host.OutcomeAsync(reply, ContactKind.Accept, "o" + i)).Status.ShouldBe(OutcomeStatus.Accepted);
            answered = reply.Actions[0].Action == "new" ? answered with { New = answered.New + 1 } : answered with { A = answered.A + 1 };
        }

        answered.New.ShouldBeGreaterThan(10);
        await host.Engine.SettleModelsAsync();
        var key = trial.Objectives[0].Groups[^1].Actions[0].Treatments[0].Key!.Value;
        (await ResponsesAsync(host, key)).ShouldBe(answered.New);

        // The same treatment answers in both arms and is one model.
        await host.PublishAsync(InForce.WithAction("a", a => a with { Paused = true }), trial.WithAction("new", n => n with { Paused = true }));
        for (var i = 0; i < Customers; i++)
        {
            var reply = await host.DecideAsync("c" + i);
            reply.Actions.Single().Action.ShouldBe("b");
            await host.OutcomeAsync(reply, ContactKind.Accept, "p" + i);
        }

        await host.Engine.SettleModelsAsync();
        (await ResponsesAsync(host, InForce.Objectives[0].Groups[1].Actions[0].Treatments[0].Key!.Value)).ShouldBe(Customers);
        await host.Engine.SetTrialAsync(null);
        await host.Engine.SettleModelsAsync();
        (await host.DecideAsync("c0")).Actions.Single().Action.ShouldBe("b");
    }

    [Fact]
    public async Task Budgets_AreOnePotForBoth()
    {
        var document = InForce with { Budgets = [new() { Id = "day", Key = 901, Limit = 12, Period = "day" }] };
        await using var host = await EngineHost.StartAsync(document, change: o => o with { Runtime = o.Runtime with { LaneGroups = 1 } });
        await host.TrialAsync(Challenger with { Budgets = document.Budgets }, 0.5);
        var made = await DecideAllAsync(host);
        made.Count(d => d.Action is not null).ShouldBe(12);
        made.Where(d => d.Action is not null).Select(d => d.Revision).Distinct().Count().ShouldBe(2);
        host.Store.ReadBudgets().Single().Used.ShouldBe(12);
    }

    [Fact]
    public async Task Caps_CountWhatTheTrialSaid_AndTheOtherWayRound()
    {
        var rule = TestPolicy.Cap("cap", 1, "1d") with { Key = 902 };
        await using var host = await EngineHost.StartAsync(InForce.WithRule(rule));
        (await host.DecideAsync("c0")).Silence.ShouldBeNull();
        await host.TrialAsync(Challenger.WithRule(rule), 0.5);
        var made = await DecideAllAsync(host);
        made[0].Action.ShouldBeNull();
        made.Skip(1).ShouldAllBe(d => d.Action != null);
        await host.Engine.SetTrialAsync(null);
        (await DecideAllAsync(host)).ShouldAllBe(d => d.Action == null);
    }

    [Fact]
    public async Task WhatTheTrialDoesNotRead_IsKeptForItsCustomers()
    {
        var document = InForce.WithAction("a", a => a with { Eligibility = "count(event \"view\" in 7d) >= 1" });
        await using var host = await EngineHost.StartAsync(document);
        await host.TrialAsync(Challenger, 0.5);
        var taken = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            await host.EventAsync("c" + i, "view");
            if ((await host.DecideAsync("c" + i)).Revision == 2)
            {
                taken.Add("c" + i);
            }
        }

        taken.ShouldNotBeEmpty();
        await host.Engine.SetTrialAsync(null);
        foreach (var customer in taken)
        {
            (await host.DecideAsync(customer)).Actions.Single().Action.ShouldBe("a", customer);
        }
    }

    [Fact]
    public async Task MessagesOfTheTrial_AreNotSentAfterItEnded_WhereThePolicyHasThemNot()
    {
        var document = PolicyKeys.Assign(InForce.WithChannel("hook", c => c with { RequireOptIn = false }).WithTrigger("view", "hook"), 200, InForce).Document;
        await using var host = await EngineHost.StartAsync(document);
        await host.TrialAsync(PolicyKeys.Assign(document.WithAction("b", b => b with { Treatments = [.. b.Treatments, TestPolicy.Treatment("b", "hook")] }), 300, document).Document, 0.5);
        host.Engine.SendingStopped = true;
        Engine.Decisions.DecisionReply? sent = null;
        for (var i = 0; sent is null; i++)
        {
            sent = (await host.EventAsync("c" + i, "view")).SingleOrDefault(d => d.Actions.Count > 0);
        }

        var row = host.Store.ReadOutbox(OutboxStatus.Held, long.MaxValue, 10).Single();
        await host.Engine.SetTrialAsync(null);
        host.Engine.SendingStopped = false;
        (await host.Engine.BeginDeliveryAsync(row.Customer, row.Id)).ShouldBeNull();
        host.Store.ReadOutboxRow(row.Id)!.Status.ShouldBe(OutboxStatus.Dropped);
    }

    [Fact]
    public async Task AnswersToWhatTheTrialHad_MeanWhatTheyMeant_AfterItEnded()
    {
        await using var host = await EngineHost.StartAsync(InForce);
        var letters = PolicyKeys.Assign(InForce.WithObjective(o => o with { Groups = [.. o.Groups, new() { Id = "g-new", Actions = [TestPolicy.Action("new", 900) with { Purpose = "newsletter" }] }] }), 100, InForce).Document;
        await host.TrialAsync(letters, 0.5);
        var replies = new List<Engine.Decisions.DecisionReply>();
        for (var i = 0; i < Customers; i++)
        {
            replies.Add(await host.DecideAsync("c" + i));
        }

        var told = replies.Where(r => r.Revision == 2).ToList();
        told.ShouldAllBe(r => r.Actions.Single().Action == "new");
        await host.Engine.SetTrialAsync(null);

        (await host.OutcomeAsync(told[0], ContactKind.Unsubscribe)).Status.ShouldBe(OutcomeStatus.Accepted);
        (await host.OutcomeAsync(told[1], ContactKind.Accept)).Status.ShouldBe(OutcomeStatus.Accepted);

        var refused = await host.Engine.ReadCustomerAsync(told[0].CustomerId, c => c.Consents.Records.Select(r => (r.Channel, r.Purpose, r.State)).ToList());
        refused.ShouldBe([("web", "newsletter", ConsentState.Refused)]);
        host.Ear.Outcomes.Last().IsPositive.ShouldBeTrue();
    }

    [Fact]
    public async Task AnswersToWhatTheTrialLeavesOut_Count_WhileItRuns()
    {
        await using var host = await EngineHost.StartAsync(InForce);
        var without = InForce.WithObjective(o => o with { Groups = [.. o.Groups.Where(g => g.Id != "g-a")] });
        var offers = new Dictionary<string, Engine.Decisions.DecisionReply>();
        for (var i = 0; i < 20; i++)
        {
            offers["c" + i] = await host.DecideAsync("c" + i);
        }

        await host.TrialAsync(without, 0.5);
        var keys = await Task.WhenAll(offers.Keys.Select(async customer => (customer, Key: await host.Engine.ReadCustomerAsync(customer, c => c.Key))));
        var taken = keys.First(k => host.Engine.Trial!.Takes(k.Key)).customer;
        offers[taken].Actions.Single().Action.ShouldBe("a");

        (await host.OutcomeAsync(offers[taken], ContactKind.Accept)).Status.ShouldBe(OutcomeStatus.Accepted);
        host.Ear.Outcomes.Last().IsPositive.ShouldBeTrue();
    }

    [Fact]
    public async Task Merge_TheOneWhoStays_KeepsTheirPolicy()
    {
        await using var host = await EngineHost.StartAsync(InForce);
        await host.TrialAsync(Challenger, 0.5);
        var made = await DecideAllAsync(host);
        var (taken, other) = (made.First(d => d.Revision == 2).Customer, made.First(d => d.Revision == 1).Customer);
        await host.Engine.MergeCustomersAsync(taken, other);
        (await host.DecideAsync(taken)).Revision.ShouldBe(1, "the other's key draws");
        host.Engine.Replay(made.First(d => d.Customer == taken).Id).ShouldNotBeNull().IsIdentical.ShouldBeTrue();
        await host.Engine.EraseCustomerAsync(other);
        (await host.DecideAsync(made.Last(d => d.Revision == 2).Customer)).Revision.ShouldBe(2);
    }

    [Fact]
    public async Task NotAllowed_ChangesNothing()
    {
        await using var host = await EngineHost.StartAsync(InForce);
        var refused = await host.Engine.SetTrialAsync(new TrialPolicy(new TrialDraw(2, 2, 0.1), InForce with { Events = [new() { Type = "view" }, new() { Type = "buy" }] }));
        refused.Succeeded.ShouldBeFalse();
        refused.Issues.Single().Message.ShouldContain("event \"buy\"");
        host.Engine.Trial.ShouldBeNull();
        await Should.ThrowAsync<ArgumentException>(() => host.Engine.SetTrialAsync(new TrialPolicy(new TrialDraw(2, 2, 0.6), InForce)));
        await Should.ThrowAsync<ArgumentException>(() => host.Engine.SetTrialAsync(new TrialPolicy(new TrialDraw(1, 1, 0.1), InForce)));
        var both = await host.Engine.PublishAsync(InForce with { RandomCheck = 0.1 }, 2, new TrialPolicy(new TrialDraw(3, 3, 0.1), InForce));
        (both.Succeeded, host.Engine.Policy!.Revision).ShouldBe((false, 1));
    }

    [Fact]
    public void Scratch_IsOneForEachOfBoth_HoweverTheyAlternate()
    {
        var policy = new ServingPolicy(PolicyCompiler.Compile(InForce, 1, default).Snapshot!, UnknownAttributes.Reject);
        var models = new ModelView(PropensityModels.Empty, policy.Snapshot);
        var trial = ServingTrial.Make(new TrialPolicy(new TrialDraw(2, 2, 0.5), Challenger), policy, UnknownAttributes.Reject, default).Trial.ShouldNotBeNull();
        var (alone, state) = (new ServingState(policy, models), new ServingState(policy, models, trial: trial));
        var (first, second) = (DecisionScratch.For(state), DecisionScratch.For(state.Challenger!));
        first.ShouldNotBeSameAs(second);
        for (var i = 0; i < 3; i++)
        {
            DecisionScratch.For(state.Challenger!).ShouldBeSameAs(second);
            DecisionScratch.For(state).ShouldBeSameAs(first);
        }

        DecisionScratch.For(alone).ShouldBeSameAs(first);
        alone.Of(1).ShouldBeSameAs(alone);
        var found = (Taken: 0, Left: 0);
        for (var customer = 1; customer <= 100; customer++)
        {
            state.Of(customer).ShouldBeSameAs(trial.Draw.Takes(customer) ? state.Challenger : state);
            found = trial.Draw.Takes(customer) ? found with { Taken = found.Taken + 1 } : found with { Left = found.Left + 1 };
        }

        (found.Taken > 20 && found.Left > 20).ShouldBeTrue();
    }

    private static async Task<IReadOnlyList<Decided>> DecideAllAsync(EngineHost host)
    {
        var made = new List<Decided>();
        for (var i = 0; i < Customers; i++)
        {
            var reply = await host.DecideAsync("c" + i);
            DecisionId.TryParse(reply.DecisionId, out var id).ShouldBeTrue();
            host.RecordOf(reply).Policy.Revision.ShouldBe(reply.Revision);
            made.Add(new Decided("c" + i, id, reply.Revision, reply.Actions.FirstOrDefault()?.Action));
        }

        return made;
    }

    private static List<string> Taken(IEnumerable<Decided> decisions, int revision) => [.. decisions.Where(d => d.Revision == revision).Select(d => d.Customer)];

    private static async Task<bool> IsTakenAsync(EngineHost host, string customer) => host.Engine.Trial!.Takes(await host.Engine.ReadCustomerAsync(customer, c => c.Key));

    private static Task<int> ResponsesAsync(EngineHost host, int treatment) => Task.FromResult(
        (int)(host.Engine.Models.RowOf(treatment) is var row and >= 0 ? host.Engine.Models.BriefEvidenceOf(row).Responses : -1));

    private static TrialDraw?[] Journaled(EngineHost host) =>
        [.. host.Store.ReadJournal(1, 10_000).Where(r => r.Kind == JournalKind.Policy).Select(r => JournalPayloads.ReadCatalogue(r.Payload!).Trial)];

    private sealed record Decided(string Customer, DecisionId Id, int Revision, string? Action);
}
