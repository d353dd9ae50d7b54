using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

/// <summary>Two ids turn out to be one person: nothing is lost, nothing counts twice, and every older name of anything still finds it.</summary>
public sealed class MergeTests
{
    [Fact]
    public async Task Merge_VisitorIntoCustomer_EverythingFindsTheOneWhoStays()
    {
        await using var host = await EngineHost.StartAsync(Policy());
        await host.PatchAsync("member", ("plan", Value.OfText("M")));
        await host.DecideAsync("member");
        await host.PatchAsync("visitor", ("plan", Value.OfText("S")), ("age", Value.OfNumber(30)));
        await host.EventAsync("visitor", "view", ("page", Value.OfText("/a")));
        await host.EventAsync("member", "view", ("page", Value.OfText("/b")));
        var early = await host.DecideAsync("visitor", requestId: "r1");
        var (gone, stays) = (host.Engine.FindCustomer("visitor")!.Value, host.Engine.FindCustomer("member")!.Value);
        (await host.OutcomeAsync(early, ContactKind.Click)).Status.ShouldBe(OutcomeStatus.Accepted);

        (await host.Engine.MergeCustomersAsync("visitor", "member")).ShouldBe(new MergeReply("member", true));

        host.Engine.FindCustomer("visitor").ShouldBe(stays);
        host.Store.LoadCustomer(gone).ShouldBeNull();
        var state = await host.Engine.ReadCustomerAsync("visitor", c => (
            Views: Count(host, c), Plan: c.Profile.Get("plan"), Age: c.Profile.Get("age"), Clicks: c.Contacts.Entries.Count(e => e.Kind == ContactKind.Click), Next: c.NextDecisionNumber, c.Aliases));
        state.Views.ShouldBe(2);
        (state.Plan, state.Age, state.Clicks, state.Next).ShouldBe((Value.OfText("M"), Value.OfNumber(30), 1, 3));
        state.Aliases.ShouldBe(["member", "visitor"]);

        // Told again it is the same; told for the first time it counts, by id or token.
        (await host.OutcomeAsync(early, ContactKind.Click)).Status.ShouldBe(OutcomeStatus.Duplicate);
        (await host.OutcomeAsync(early, ContactKind.Accept)).Status.ShouldBe(OutcomeStatus.Accepted);
        (await host.OutcomeAsync(early, ContactKind.Accept)).Status.ShouldBe(OutcomeStatus.Duplicate);
        var byToken = new OutcomeInput(null, early.Actions[0].TrackingToken, null, ContactKind.Dismiss, host.Now, null, null);
        (await host.Engine.RecordOutcomesAsync([byToken]))[0].Status.ShouldBe(OutcomeStatus.Accepted);
        (await host.Engine.ReadCustomerAsync("member", c => c.Contacts.HasConfirmed(2, early.Actions[0].TreatmentKey, ContactKind.Accept))).ShouldBeTrue();

        // The same request and the same event under the older id.
        (await host.DecideAsync("visitor", requestId: "r1")).DecisionId.ShouldBe(early.DecisionId);
        (await Send(host, "visitor", "m1")).Status.ShouldBe(EventStatus.Accepted);
        (await Send(host, "member", "m1")).Status.ShouldBe(EventStatus.Duplicate);

        // Its record is found by the id it was given and by the number it has now; what is decided from now on is the member's.
        host.Engine.Records.Read(new DecisionId(stays, 2)).ShouldNotBeNull().Inputs.Id.ShouldBe(new DecisionId(gone, 1));
        host.Engine.Explain(new DecisionId(stays, 2), "en").ShouldNotBeNull();
        host.Engine.NamesOf(new DecisionId(gone, 1)).ShouldBe([new DecisionId(gone, 1), new DecisionId(stays, 2)]);
        host.Engine.NamesOf(new DecisionId(stays, 1)).ShouldBe([new DecisionId(stays, 1)]);
        (await host.DecideAsync("visitor")).DecisionId.ShouldBe(new DecisionId(stays, 3).ToString());
        host.Store.ReadJournal(1, 1000).Count(r => r.Kind == JournalKind.Merge).ShouldBe(1);

        await host.RestartAsync();
        (await host.OutcomeAsync(early, ContactKind.Click)).Status.ShouldBe(OutcomeStatus.Duplicate);
        (await host.Engine.ReadCustomerAsync("visitor", c => Count(host, c))).ShouldBe(3);
    }

    [Fact]
    public async Task Merge_Twice_OldestNamesStillArrive()
    {
        await using var host = await EngineHost.StartAsync(Policy());
        var decisions = new List<DecisionReply>();
        foreach (var id in (string[])["a", "b", "c"])
        {
            decisions.Add(await host.DecideAsync(id));
            decisions.Add(await host.DecideAsync(id));
            await host.EventAsync(id, "view");
        }

        (await host.OutcomeAsync(decisions[1], ContactKind.Click)).Status.ShouldBe(OutcomeStatus.Accepted);
        (await host.OutcomeAsync(decisions[3], ContactKind.Click)).Status.ShouldBe(OutcomeStatus.Accepted);
        await host.Engine.MergeCustomersAsync("a", "b");
        await host.Engine.MergeCustomersAsync("b", "c");

        for (var i = 0; i < decisions.Count; i++)
        {
            var known = i is 1 or 3;
            (await host.OutcomeAsync(decisions[i], ContactKind.Click)).Status.ShouldBe(known ? OutcomeStatus.Duplicate : OutcomeStatus.Accepted, $"decision {i}");
        }

        var key = host.Engine.FindCustomer("a")!.Value;
        var (views, clicks, next) = await host.Engine.ReadCustomerAsync("a", c => (Count(host, c), c.Contacts.Entries.Where(e => e.Kind == ContactKind.Click).Select(e => e.Decision).Order().ToArray(), c.NextDecisionNumber));
        views.ShouldBe(3);
        clicks.ShouldBe([1, 2, 3, 4, 5, 6]);
        next.ShouldBe(7);
        for (var number = 1; number <= 6; number++)
        {
            host.Engine.Records.Read(new DecisionId(key, number)).ShouldNotBeNull($"decision {number}");
        }

        // Erasing the one who stays erases what is kept under every key that became part of it.
        await host.Engine.EraseCustomerAsync("b");
        host.Store.ReadJournal(1, 1000).Where(r => r.Customer != 0 && r.Kind != JournalKind.Erasure).ShouldAllBe(r => r.Payload == null);
        decisions.ShouldAllBe(d => host.Engine.Records.Read(Id(d)) == null);
        host.Store.ReadBlobNames("merged:").ShouldBeEmpty();
        host.Store.ReadBlobNames("folded:").ShouldBeEmpty();
    }

    [Fact]
    public async Task Merge_Deliveries_AreTheOtherCustomersAndStillUnderCaps()
    {
        await using var host = await EngineHost.StartAsync(Policy().WithTrigger("leave", "hook").WithRule(TestPolicy.Cap("cap", 1, "7d", "sent")));
        await host.ConsentAsync("visitor", "hook", true);
        await host.ConsentAsync("member", "hook", false);
        var sent = (await host.EventAsync("visitor", "leave"))[0];
        sent.Actions.Count.ShouldBe(1);
        var (gone, stays) = (host.Engine.FindCustomer("visitor")!.Value, host.Engine.FindCustomer("member")!.Value);
        var row = host.Store.ReadOutboxOf(gone, 9).ShouldHaveSingleItem();
        await host.Engine.MergeCustomersAsync("visitor", "member");

        host.Store.ReadOutboxOf(gone, 9).ShouldBeEmpty();
        var moved = host.Store.ReadOutboxOf(stays, 9).ShouldHaveSingleItem();
        Delivery.FromBytes(moved.Payload).Customer.ShouldBe(stays);

        // Whoever is sending it knows the older key still.
        await host.Engine.CompleteDeliveryAsync(gone, row.Id, DeliveryResult.Delivered);
        host.Store.ReadOutboxRow(row.Id)!.Status.ShouldBe(OutboxStatus.Delivered);
        (await host.Engine.ReadCustomerAsync("member", c => c.Contacts.HasConfirmed(1, sent.Actions[0].TreatmentKey, ContactKind.Delivered))).ShouldBeTrue();

        // One of the two refused: nothing more is sent.
        (await host.EventAsync("visitor", "leave"))[0].Actions.ShouldBeEmpty();
        (await host.Engine.ReadCustomerAsync("member", c => c.Consents.Check("hook", "marketing", true).Allowed)).ShouldBeFalse();

        // Its timers go on: the response window of the moved message ends.
        await host.AdvanceAsync(TimeSpan.FromDays(30), "member");
        (await host.Engine.ReadCustomerAsync("member", c => c.Timers.Items.Count(t => t.Kind == TimerKind.ResponseWindow))).ShouldBe(0);
    }

    [Fact]
    public async Task Merge_Mistakes_AreAnsweredClearly()
    {
        await using var host = await EngineHost.StartAsync(Policy());
        await host.PatchAsync("a");
        await host.PatchAsync("b");
        await host.Engine.UpsertCustomerAsync("s", new CustomerPatch { Simulated = true });
        (await Should.ThrowAsync<UnknownCustomerException>(() => host.Engine.MergeCustomersAsync("a", "nobody"))).Alias.ShouldBe("nobody");
        (await Should.ThrowAsync<UnknownCustomerException>(() => host.Engine.MergeCustomersAsync("nobody", "a"))).Alias.ShouldBe("nobody");
        (await Should.ThrowAsync<InvalidInputException>(() => host.Engine.MergeCustomersAsync("a", "a"))).Errors[0].Path.ShouldBe("into");
        (await Should.ThrowAsync<InvalidInputException>(() => host.Engine.MergeCustomersAsync("s", "a"))).Errors[0].Message.ShouldContain("simulated");

        // A refused merge leaves both as they were, and free.
        await host.EventAsync("s", "view");
        (await host.Engine.MergeCustomersAsync("a", "b")).Merged.ShouldBeTrue();
        (await host.Engine.MergeCustomersAsync("a", "b")).ShouldBe(new MergeReply("b", false));
        (await host.Engine.MergeCustomersAsync("b", "a")).ShouldBe(new MergeReply("b", false));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Merge_RacesWithEverything_EachEventAndOutcomeCountsOnce(int seed)
    {
        var random = new Random(seed);
        await using var host = await EngineHost.StartAsync(Policy());
        string[] ids = ["p0", "p1", "p2", "p3", "p4", "p5"];
        foreach (var id in ids)
        {
            await host.PatchAsync(id);
        }

        var clicked = 0;
        var taken = 0;
        var work = Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            var own = new Random((seed * 100) + worker);
            for (var i = 0; i < 60; i++)
            {
                var id = ids[own.Next(ids.Length)];
                var reply = await Send(host, id, $"w{worker}-{i}");
                reply.Status.ShouldBe(EventStatus.Accepted);
                Interlocked.Increment(ref taken);
                var decision = await host.DecideAsync(id);
                (await host.OutcomeAsync(decision, ContactKind.Click)).Status.ShouldBe(OutcomeStatus.Accepted);
                (await host.OutcomeAsync(decision, ContactKind.Click)).Status.ShouldBe(OutcomeStatus.Duplicate);
                Interlocked.Increment(ref clicked);
            }
        })).ToArray();
        var merges = Task.Run(async () =>
        {
            for (var i = ids.Length - 1; i > 0; i--)
            {
                await Task.WhenAll(host.Engine.MergeCustomersAsync(ids[i], ids[random.Next(i)]), host.Engine.MergeCustomersAsync(ids[i], ids[0]));
            }
        });
        await Task.WhenAll([.. work, merges]);

        ids.Select(host.Engine.FindCustomer).Distinct().ShouldHaveSingleItem();
        var (views, next, open) = await host.Engine.ReadCustomerAsync("p3", c => (Count(host, c), c.NextDecisionNumber, c.OpenResponses.Items.Count));
        views.ShouldBe(taken);
        next.ShouldBe(clicked + 1);
        open.ShouldBe(Math.Min(OpenResponseList.Capacity, clicked));
        var key = host.Engine.FindCustomer("p0")!.Value;
        Enumerable.Range(1, clicked).ShouldAllBe(number => host.Engine.Records.Read(new DecisionId(key, number)) != null);
        var outcomes = host.Store.ReadJournal(1, 100_000).Where(r => r.Kind == JournalKind.Outcome).Select(r => JournalPayloads.ReadOutcome(r.Payload!));
        outcomes.Count(o => o.Kind == ContactKind.Click).ShouldBe(clicked);
    }

    [Theory]
    [InlineData(FaultKind.Before)]
    [InlineData(FaultKind.During)]
    [InlineData(FaultKind.AfterCommit)]
    [InlineData(FaultKind.DiskFull)]
    [InlineData(FaultKind.Locked)]
    public async Task Merge_CommitFails_IsWholeOrNothingAndMayBeRepeated(FaultKind fault)
    {
        var expected = await Final(null);
        (await Final(fault)).ShouldBe(expected);
    }

    private static async Task<string> Final(FaultKind? fault)
    {
        var store = new FaultInjectingHubStore(new InMemoryHubStore(), 5);
        await using var host = await EngineHost.StartAsync(Policy(), store);
        await host.EventAsync("visitor", "view");
        await host.EventAsync("member", "view");
        var decision = await host.DecideAsync("visitor");
        var (gone, stays) = (host.Engine.FindCustomer("visitor"), host.Engine.FindCustomer("member"));
        if (fault is { } kind)
        {
            store.FailNext(kind);
            await Should.ThrowAsync<CommitFailedException>(() => host.Engine.MergeCustomersAsync("visitor", "member"));
            await Ready(host);
            var done = kind == FaultKind.AfterCommit;
            host.Engine.FindCustomer("visitor").ShouldBe(done ? stays : gone);
            (await host.Engine.ReadCustomerAsync("visitor", c => Count(host, c))).ShouldBe(done ? 2 : 1);
            (await host.Engine.ReadCustomerAsync("member", c => Count(host, c))).ShouldBe(done ? 2 : 1);
            (await host.Engine.MergeCustomersAsync("visitor", "member")).Merged.ShouldBe(!done);
        }
        else
        {
            await host.Engine.MergeCustomersAsync("visitor", "member");
        }

        (await host.OutcomeAsync(decision, ContactKind.Click)).Status.ShouldBe(OutcomeStatus.Accepted);
        var memory = await host.Engine.ReadCustomerAsync("visitor", c => Convert.ToHexString(CustomerStateCodec.ToArray(c)));
        await host.RestartAsync();
        (await host.Engine.ReadCustomerAsync("visitor", c => Convert.ToHexString(CustomerStateCodec.ToArray(c)))).ShouldBe(memory, "memory is what a restart reads");

        // What does not depend on the clock, which recovery moves.
        return await host.Engine.ReadCustomerAsync("visitor", c => string.Join('\n', [
            string.Join(',', c.Aliases), $"{Count(host, c)} {c.NextDecisionNumber} {c.JournalPosition}", .. c.Contacts.Entries.Select(e => $"{e.Treatment} {e.Channel} {e.Kind} {e.Status} {e.Decision}"),
            .. c.OpenResponses.Items.Select(o => $"{o.Decision} {o.Treatment} {o.PositiveLearned}"), .. c.Timers.Items.Select(t => $"{t.Kind} {t.Decision} {t.Treatment}"),
            .. c.Timeline.Items.Select(t => $"{t.Kind} {t.Type} {t.Text} {t.Decision}"), $"{host.Store.ReadJournal(1, 1000).Count(r => r.Kind == JournalKind.Merge)} merge"]));
    }

    private static async Task Ready(EngineHost host)
    {
        var give = DateTime.UtcNow.AddSeconds(20);
        while (!host.Engine.IsReady)
        {
            // The probe of the store waits on the hub's clock.
            host.Time.Advance(TimeSpan.FromMilliseconds(10));
            DateTime.UtcNow.ShouldBeLessThan(give, "The hub did not recover.");
            await Task.Yield();
        }
    }

    private static async Task<EventReply> Send(EngineHost host, string customer, string eventId) =>
        (await host.Engine.IngestAsync([new EventInput(eventId, customer, "view", DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000), new Dictionary<string, Value>())]))[0];

    private static DecisionId Id(DecisionReply reply) => DecisionId.TryParse(reply.DecisionId, out var id) ? id : throw new InvalidOperationException(reply.DecisionId);

    private static double Count(EngineHost host, CustomerState customer) =>
        customer.Aggregates.Read(host.Policy.Aggregates.Single(a => a.Declared).Definition, host.Time.NowMilliseconds).Number;

    private static PolicyDocument Policy() => TestPolicy.Of(TestPolicy.Action("a", 100, 0.1, "web", "hook")) with
    {
        Aggregates = [new() { Name = "views", Event = "view", Window = "400d" }],
    };
}
