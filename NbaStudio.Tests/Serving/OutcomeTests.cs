using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

public sealed class OutcomeTests
{
    private static readonly PolicyDocument One = TestPolicy.Of(TestPolicy.Action("a", 100, 0.1));

    [Fact]
    public async Task ByDecision_ByToken_OnceEach()
    {
        await using var host = await EngineHost.StartAsync(One);
        var reply = await host.DecideAsync("c");
        (await host.OutcomeAsync(reply, ContactKind.Impression)).Status.ShouldBe(OutcomeStatus.Accepted);
        (await host.OutcomeAsync(reply, ContactKind.Impression)).Status.ShouldBe(OutcomeStatus.Duplicate);
        (await ByToken(host, reply.Actions[0].TrackingToken, ContactKind.Click)).Status.ShouldBe(OutcomeStatus.Accepted);
        (await host.OutcomeAsync(reply, ContactKind.Click)).Status.ShouldBe(OutcomeStatus.Duplicate, "the same click, told by another way");
        await host.RestartAsync();
        (await ByToken(host, reply.Actions[0].TrackingToken, ContactKind.Click)).Status.ShouldBe(OutcomeStatus.Duplicate);
        host.Ear.Outcomes.Select(o => o.Kind).ShouldBe([ContactKind.Impression, ContactKind.Click]);
    }

    [Fact]
    public async Task OutcomeId_SameIsADuplicate_OtherContentAConflict()
    {
        await using var host = await EngineHost.StartAsync(One);
        var reply = await host.DecideAsync("c");
        (await host.OutcomeAsync(reply, ContactKind.Conversion, "o1", 50)).Status.ShouldBe(OutcomeStatus.Accepted);
        (await host.OutcomeAsync(reply, ContactKind.Conversion, "o1", 50.00m)).Status.ShouldBe(OutcomeStatus.Duplicate);
        var conflict = await host.OutcomeAsync(reply, ContactKind.Conversion, "o1", 51);
        conflict.Status.ShouldBe(OutcomeStatus.Conflict);
        conflict.Errors.Single().Path.ShouldBe("outcomeId");
        (await host.OutcomeAsync(reply, ContactKind.Conversion, "o2", 51)).Status.ShouldBe(OutcomeStatus.Accepted);
        host.Ear.Outcomes.Select(o => o.Value).ShouldBe([50, 51]);
    }

    [Fact]
    public async Task Mistakes_AreRejectedByName()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b")));
        var reply = await host.DecideAsync("c", "tile", 2);
        await Rejected("action", new OutcomeInput(reply.DecisionId, null, null, ContactKind.Click, host.Now));
        await Rejected("action", new OutcomeInput(reply.DecisionId, null, "x", ContactKind.Click, host.Now));
        await Rejected("decisionId", new OutcomeInput("d-1-99", null, null, ContactKind.Click, host.Now));
        await Rejected("decisionId", new OutcomeInput("hello", null, null, ContactKind.Click, host.Now));
        await Rejected("decisionId", new OutcomeInput(null, null, null, ContactKind.Click, host.Now));
        await Rejected("trackingToken", new OutcomeInput(null, new string('A', 22), null, ContactKind.Click, host.Now));
        await Rejected("outcome", new OutcomeInput(null, reply.Actions[0].TrackingToken, null, ContactKind.Conversion, host.Now, OutcomeId: "o"));
        await Rejected("outcomeId", new OutcomeInput(reply.DecisionId, null, "a", ContactKind.Conversion, host.Now));
        await Rejected("amount", new OutcomeInput(reply.DecisionId, null, "a", ContactKind.Click, host.Now, 5));
        (await host.OutcomeAsync(reply, ContactKind.Click, action: "A-WEB")).Status.ShouldBe(OutcomeStatus.Accepted);
        host.Time.Advance(TimeSpan.FromDays(60));
        await Rejected("trackingToken", new OutcomeInput(null, reply.Actions[0].TrackingToken, null, ContactKind.Click, host.Now));

        async Task Rejected(string path, OutcomeInput input)
        {
            var rejected = (await host.Engine.RecordOutcomesAsync([input]))[0];
            rejected.Status.ShouldBe(OutcomeStatus.Rejected);
            rejected.Errors[0].Path.ShouldBe(path);
            rejected.Errors[0].Allowed.ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Fact]
    public async Task Positive_ChangesTheNextDecision()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a", 100, 0.1), TestPolicy.Action("b", 99, 0.1)));
        var before = (await host.DecideAsync("c0")).Actions.Single();
        before.Action.ShouldBe("a");
        for (var i = 0; i < 20; i++)
        {
            var reply = await host.DecideAsync("c" + i);
            await host.OutcomeAsync(reply, ContactKind.Impression);
            await host.AdvanceAsync(TimeSpan.FromMinutes(30), "c" + i);
            await host.Engine.SettleModelsAsync();
            if (reply.Actions.Single().Action == "b")
            {
                i.ShouldBeInRange(1, 2, "silence after the window is a negative, and the first ones are felt");
                return;
            }
        }

        Assert.Fail("Silence was never learned.");
    }

    [Fact]
    public async Task Window_SilenceIsANegative_ALatePositiveCorrectsIt()
    {
        await using var host = await EngineHost.StartAsync(One);
        var start = await P(host);
        var reply = await host.DecideAsync("c");
        await host.OutcomeAsync(reply, ContactKind.Impression);
        (await P(host)).ShouldBe(start, "nothing is known yet");
        await host.AdvanceAsync(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1), "c");
        (await P(host)).ShouldBe(start);
        await host.AdvanceAsync(TimeSpan.FromMilliseconds(1), "c");
        var silent = await P(host);
        silent.ShouldBeLessThan(start);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.OutcomeAsync(reply, ContactKind.Click);
        host.Ear.Outcomes.Last().IsLate.ShouldBeTrue();
        (await P(host)).ShouldBeGreaterThan(start);
        var learned = Responses(host);
        learned.Select(r => (r.IsPositive, r.IsCorrection)).ShouldBe([(false, false), (true, true)]);
    }

    [Fact]
    public async Task NotShown_TeachesNothing()
    {
        await using var host = await EngineHost.StartAsync(One);
        await host.DecideAsync("c");
        await host.AdvanceAsync(TimeSpan.FromHours(1), "c");
        Responses(host).ShouldBeEmpty();
        (await host.Engine.ReadCustomerAsync("c", c => (c.Contacts.Entries.Count, c.OpenResponses.Items.Count, c.Timers.Items.Count))).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Answer_WithoutAnImpressionReport_KeepsThePromise()
    {
        await using var host = await EngineHost.StartAsync(One.WithRule(TestPolicy.Cap("cap", 1, "1d", "impression")));
        await host.OutcomeAsync(await host.DecideAsync("c"), ContactKind.Click);
        await host.AdvanceAsync(TimeSpan.FromHours(2), "c");
        (await host.DecideAsync("c")).Silence.ShouldNotBeNull("whoever clicked has seen it");
    }

    [Fact]
    public async Task Event_IsCreditedOnce_ToTheLatestShownTreatmentThatListsIt()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 90), TestPolicy.Action("d", 80));
        policy = policy.WithTreatment("a", Bought).WithTreatment("b", Bought);
        await using var host = await EngineHost.StartAsync(policy);
        var reply = await host.DecideAsync("c", "tile", 3);
        await host.OutcomeAsync(reply, ContactKind.Impression, action: "b");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.OutcomeAsync(reply, ContactKind.Impression, action: "d");
        await host.EventAsync("c", "purchase", ("amount", Value.OfMoney(5)));
        host.Ear.Outcomes.Count.ShouldBe(2, "too small to count");
        await host.EventAsync("c", "purchase", ("amount", Value.OfMoney(70)));
        var credited = host.Ear.Outcomes.Last();
        (credited.Kind, credited.TreatmentKey, credited.Value, credited.IsPositive).ShouldBe((ContactKind.Conversion, reply.Actions[1].TreatmentKey, 70, true));
        Responses(host).Count.ShouldBe(1);

        await host.OutcomeAsync(reply, ContactKind.Impression, action: "a");
        await host.EventAsync("c", "purchase", ("amount", Value.OfMoney(80)));
        host.Ear.Outcomes.Last().TreatmentKey.ShouldBe(reply.Actions[0].TreatmentKey, "a was seen last");
        await host.EventAsync("c", "purchase", ("amount", Value.OfMoney(90)));
        host.Ear.Outcomes.Last().TreatmentKey.ShouldBe(reply.Actions[0].TreatmentKey, "money of its own, but nothing new to learn");
        Responses(host).Count.ShouldBe(2);
        await host.AdvanceAsync(TimeSpan.FromHours(1), "c");
        var count = host.Ear.Outcomes.Count;
        await host.EventAsync("c", "purchase", ("amount", Value.OfMoney(90)));
        host.Ear.Outcomes.Count.ShouldBe(count, "after the window");

        static TreatmentDocument Bought(TreatmentDocument t) => t with { Heads = [new() { Kind = "conversion", Positive = ["event \"purchase\" where amount > 10"] }] };
    }

    [Fact]
    public async Task Validity_Unconfirmed_IsDecidedAgainOnTheOtherChannels_WithWhatTheTriggerCaptured()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", channels: ["app", "mail"]) with { Eligibility = "trigger.page = \"/cancel\"" }).WithTrigger("leave", "app");
        policy = policy with { Triggers = [policy.Triggers[0] with { FallBackChannels = ["mail"], ValidFor = "5m" }] };
        await using var host = await EngineHost.StartAsync(policy.WithRule(TestPolicy.Cap("cap", 1, "1d")));
        await host.ConsentAsync("c", "*", true);
        await host.AddressAsync("c", "mail", "c@example.com");
        host.Presence.Connect(host.Engine.FindCustomer("c")!.Value, "app");
        (await host.EventAsync("c", "leave", ("page", Value.OfText("/cancel")))).Single().Actions.Single().Channel.ShouldBe("app");
        var push = host.Ear.Deliveries.Single();
        await host.Engine.CompleteDeliveryAsync(push.Customer, push.Id, DeliveryResult.Sent);
        await host.RestartAsync();
        await host.AdvanceAsync(TimeSpan.FromMinutes(5), "c");
        var mail = host.Ear.Deliveries.Last();
        (mail.Channel, mail.Address).ShouldBe(("mail", "c@example.com"));
        await host.Engine.CompleteDeliveryAsync(mail.Customer, mail.Id, DeliveryResult.Delivered);
        await host.AdvanceAsync(TimeSpan.FromHours(1), "c");
        host.Ear.Deliveries.Count.ShouldBe(2, "it was delivered");

        // The push turns out to have been seen after all: it counts, and is late.
        await host.Engine.RecordOutcomesAsync([new OutcomeInput(push.DecisionId, null, null, ContactKind.Impression, host.Now)]);
        host.Ear.Outcomes.Last().IsLate.ShouldBeTrue();
        (await host.Engine.ReadCustomerAsync("c", c => c.Contacts.Entries.Count(e => e.Kind == ContactKind.Sent))).ShouldBe(2);
    }

    [Fact]
    public async Task Validity_UnconfirmedInQuietHoursOfTheOtherChannel_IsHeldAndDecidedThere()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", channels: ["app", "mail"])).WithTrigger("leave", "app")
            .WithChannel("mail", c => c with { QuietHours = new QuietHoursDocument { From = "09:00", To = "11:00" } });
        policy = policy with { Triggers = [policy.Triggers[0] with { FallBackChannels = ["mail"], ValidFor = "5m" }] };
        await using var host = await EngineHost.StartAsync(policy);
        await host.ConsentAsync("c", "*", true);
        await host.AddressAsync("c", "mail", "c@example.com");
        host.Presence.Connect(host.Engine.FindCustomer("c")!.Value, "app");
        (await host.EventAsync("c", "leave")).Single().Actions.Single().Channel.ShouldBe("app");
        await host.AdvanceAsync(TimeSpan.FromMinutes(5), "c");
        host.Ear.Decisions.Last().Reply.Silence!.Code.ShouldBe("quietHours");
        await host.RestartAsync();

        // Still online at the app: what is held is the message to the other channel.
        await host.AdvanceAsync(TimeSpan.FromMinutes(114), "c");
        host.Ear.Deliveries.Count.ShouldBe(1);
        await host.AdvanceAsync(TimeSpan.FromMinutes(1), "c");
        host.Ear.Deliveries.Last().Channel.ShouldBe("mail");
        host.Ear.Deliveries.Count.ShouldBe(2);
        host.Engine.Triggers.Of("on-leave").Decided.ShouldBe(0, "the moment was counted when the first channel was decided, before the restart");
    }

    [Fact]
    public async Task Delivery_RefusedAtSendingTime_WhenConsentOrCapsChangedMeanwhile()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", channels: "hook")).WithTrigger("leave", "hook").WithRule(TestPolicy.Cap("cap", 1, "1d"));
        await using var host = await EngineHost.StartAsync(policy);
        await host.ConsentAsync("c", "hook", true);
        await host.EventAsync("c", "leave");
        var first = host.Ear.Deliveries.Single();
        await host.Engine.CompleteDeliveryAsync(first.Customer, first.Id, DeliveryResult.Retry, "busy");
        (await host.EventAsync("c", "leave")).Single().Silence.ShouldNotBeNull("the retry holds the only contact");
        var second = await host.Engine.BeginDeliveryAsync(first.Customer, first.Id);
        second!.Attempt.ShouldBe(2, "its own reservation does not block it");
        await host.Engine.CompleteDeliveryAsync(first.Customer, first.Id, DeliveryResult.Retry, "busy");
        await host.ConsentAsync("c", "hook", false, time: host.Now.AddSeconds(1));
        (await host.Engine.BeginDeliveryAsync(first.Customer, first.Id)).ShouldBeNull();
        var row = host.Store.ReadOutboxRow(first.Id).ShouldNotBeNull();
        (row.Status, row.LastError).ShouldBe((OutboxStatus.Dropped, "The customer no longer agrees."));
        (await host.Engine.ReadCustomerAsync("c", c => c.Contacts.Entries.Count)).ShouldBe(0);
    }

    [Theory]
    [InlineData("objective")]
    [InlineData("group")]
    [InlineData("action")]
    [InlineData("treatment")]
    public async Task Delivery_OfWhatHasEndedMeanwhile_IsDroppedAndReleased(string level)
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a", channels: "hook")).WithTrigger("leave", "hook"));
        await host.PublishAsync(EndingAt(host.Now.AddMinutes(2)));
        await host.ConsentAsync("c", "hook", true);
        await host.EventAsync("c", "leave");
        var sent = host.Ear.Deliveries.Single();
        await host.Engine.CompleteDeliveryAsync(sent.Customer, sent.Id, DeliveryResult.Retry, "busy");
        (await host.Engine.BeginDeliveryAsync(sent.Customer, sent.Id)).ShouldNotBeNull("it runs still");
        await host.Engine.CompleteDeliveryAsync(sent.Customer, sent.Id, DeliveryResult.Retry, "busy");

        await host.AdvanceAsync(TimeSpan.FromMinutes(2), "c");

        host.Now.ShouldBeLessThan(sent.ValidUntil, "the message itself would still be valid");
        (await host.Engine.BeginDeliveryAsync(sent.Customer, sent.Id)).ShouldBeNull();
        var row = host.Store.ReadOutboxRow(sent.Id).ShouldNotBeNull();
        (row.Status, row.LastError).ShouldBe((OutboxStatus.Dropped, "It had ended when it could be sent."));
        (await host.Engine.ReadCustomerAsync("c", c => c.Contacts.Entries.Count)).ShouldBe(0);

        PolicyDocument EndingAt(DateTimeOffset end)
        {
            DateTimeOffset? At(string of) => of == level ? end : null;
            var policy = host.Engine.Policy!.Document;
            return policy with
            {
                Objectives =
                [
                    .. policy.Objectives.Select(o => o with
                    {
                        ValidTo = At("objective"),
                        Groups = [.. o.Groups.Select(g => g with { ValidTo = At("group"), Actions = [.. g.Actions.Select(a => a with { ValidTo = At("action"), Treatments = [.. a.Treatments.Select(t => t with { ValidTo = At("treatment") })] })] })],
                    }),
                ],
            };
        }
    }

    [Fact]
    public async Task Bounce_RefusesTheAddressAndReleases()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", channels: "mail")).WithTrigger("leave", "mail");
        await using var host = await EngineHost.StartAsync(policy);
        await host.ConsentAsync("c", "mail", true);
        await host.AddressAsync("c", "mail", "c@example.com");
        await host.EventAsync("c", "leave");
        var delivery = host.Ear.Deliveries.Single();
        await host.Engine.CompleteDeliveryAsync(delivery.Customer, delivery.Id, DeliveryResult.Bounced, "550 no such user");
        var state = await host.Engine.ReadCustomerAsync("c", c => (c.Addresses.Find("mail")!.IsRefused, c.Contacts.Entries.Any(e => e.Status == ContactStatus.Reserved)));
        state.ShouldBe((true, false));
    }

    private static async Task<OutcomeReply> ByToken(EngineHost host, string token, ContactKind kind) =>
        (await host.Engine.RecordOutcomesAsync([new OutcomeInput(null, token, null, kind, host.Now)]))[0];

    private static async Task<double> P(EngineHost host)
    {
        await host.Engine.SettleModelsAsync();
        return (await host.PreviewAsync("other")).Actions.Single().Propensity;
    }

    private static List<LearnedResponse> Responses(EngineHost host) =>
        [.. host.Store.ReadJournal(1, 10_000).Where(r => r.Kind == JournalKind.Model).Select(r => JournalPayloads.ReadResponse(r.Payload))];
}
