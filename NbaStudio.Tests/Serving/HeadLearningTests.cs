using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

/// <summary>What further heads learn: each in its own window, once, from outcomes and events.</summary>
public sealed class HeadLearningTests
{
    private static readonly ContactKind[] Answers = [ContactKind.Click, ContactKind.Accept, ContactKind.Reject, ContactKind.Unsubscribe];
    private const string Purchase = "event \"purchase\"";
    private static readonly HeadDocument Engagement = new() { Positive = ["click"], Negative = ["reject"] };
    private static readonly HeadDocument Conversion = new() { Kind = "conversion", Positive = [Purchase, "accept"], Window = "2h", Value = "1000" };
    private static readonly HeadDocument Harm = new() { Kind = "harm", Positive = ["unsubscribe", "event \"complaint\""], Window = "1d", Value = "-500", StartingPropensity = 0.01 };

    [Fact]
    public async Task Windows_OfEachHead_EndInSilenceByThemselves_AlsoAfterARestart()
    {
        await using var host = await EngineHost.StartAsync(Policy(Engagement, Conversion, Harm));
        var reply = await host.DecideAsync("c");
        await host.OutcomeAsync(reply, ContactKind.Impression);
        await host.AdvanceAsync(TimeSpan.FromMinutes(30), "c");
        Learned(host).ShouldBe(["primary -"]);
        await host.RestartAsync();
        await host.AdvanceAsync(TimeSpan.FromMinutes(90), "c");
        Learned(host).ShouldBe(["primary -", "Conversion -"]);
        await host.RestartAsync();
        await host.AdvanceAsync(TimeSpan.FromHours(22), "c");
        Learned(host).ShouldBe(["primary -", "Conversion -", "Harm -"]);
        await host.AdvanceAsync(TimeSpan.FromDays(3), "c");
        Learned(host).Count.ShouldBe(3);
        (await host.Engine.ReadCustomerAsync("c", c => c.OpenResponses.Items.Single().IsSettled)).ShouldBeTrue();
    }

    [Fact]
    public async Task Window_ThatEndedBeforeItWasSeen_IsLearnedWithThePrimaryOne_AndNeverWhereNothingWasSeen()
    {
        await using var host = await EngineHost.StartAsync(Policy(Engagement, Harm with { Window = "5m" }));
        var reply = await host.DecideAsync("c");
        await host.DecideAsync("d");
        await host.AdvanceAsync(TimeSpan.FromMinutes(6), "c", "d");
        Learned(host).ShouldBeEmpty("nothing was seen yet");
        await host.OutcomeAsync(reply, ContactKind.Impression);
        await host.AdvanceAsync(TimeSpan.FromMinutes(24), "c", "d");
        Learned(host).ShouldBe(["primary -", "Harm -"]);
        (await host.Engine.ReadCustomerAsync("d", c => (c.OpenResponses.Items.Count, c.Timers.Items.Count))).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Outcome_LaterThanItsWindow_CorrectsThatHeadOnly()
    {
        await using var host = await EngineHost.StartAsync(Policy(Engagement, Conversion, Harm));
        var reply = await host.DecideAsync("c");
        await host.OutcomeAsync(reply, ContactKind.Impression);
        await host.AdvanceAsync(TimeSpan.FromHours(3), "c");
        await host.OutcomeAsync(reply, ContactKind.Accept);
        Learned(host).ShouldBe(["primary -", "Conversion -", "Conversion + corrects"]);
        var correction = Responses(host)[^1];
        correction.NegativeTime.ShouldBe(Responses(host)[1].Time, "the negative that it takes back");
        await host.OutcomeAsync(reply, ContactKind.Unsubscribe);
        await host.OutcomeAsync(reply, ContactKind.Unsubscribe);
        Learned(host)[3..].ShouldBe(["Harm +"]);
        await host.AdvanceAsync(TimeSpan.FromDays(2), "c");
        Learned(host).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Event_IsCreditedOncePerHead_ToTheLatestThatListsIt_AndItsMoneyCountsOnce()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 50))
            .WithTreatment("a", t => t with { Heads = [Engagement, Conversion] })
            .WithTreatment("b", t => t with { Heads = [Conversion with { Window = "1h" }] });
        await using var host = await EngineHost.StartAsync(policy);
        var reply = await host.DecideAsync("c", "tile", 2);
        await host.OutcomeAsync(reply, ContactKind.Impression, action: "b");
        await host.OutcomeAsync(reply, ContactKind.Impression, action: "a");
        var event1 = new EventInput("once", "c", "purchase", host.Now, new Dictionary<string, Value> { ["amount"] = Value.OfMoney(80) });
        await host.Engine.IngestAsync([event1]);
        await host.Engine.IngestAsync([event1]);

        var credited = host.Ear.Outcomes.Where(o => o.Kind == ContactKind.Conversion).ToList();
        credited.Select(o => (host.Policy.Treatments[host.Policy.TreatmentIndexOfKey(o.TreatmentKey)].Id, o.Value, o.IsPositive)).ShouldBe([("b-web", 80, true), ("a-web", 0, false)]);
        Learned(host).ShouldBe(["primary +", "Conversion +"]);

        // After a restart the same event is the same; another one is credited, and nothing new is learned.
        await host.RestartAsync();
        await host.Engine.IngestAsync([event1]);
        await host.EventAsync("c", "purchase", ("amount", Value.OfMoney(90)));
        host.Ear.Outcomes.Where(o => o.Kind == ContactKind.Conversion).Sum(o => o.Value).ShouldBe(170);
        Learned(host).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Event_ThatSeveralHeadsOfOneTreatmentList_IsOneOutcome()
    {
        await using var host = await EngineHost.StartAsync(Policy(Engagement with { Negative = ["event \"complaint\""] }, Conversion, Harm));
        await host.ConsentAsync("c", "web", true);
        var reply = await host.DecideAsync("c");
        await host.OutcomeAsync(reply, ContactKind.Impression);
        await host.EventAsync("c", "complaint");
        host.Ear.Outcomes.Last().Kind.ShouldBe(ContactKind.Complaint);
        host.Ear.Outcomes.Count.ShouldBe(2);
        Learned(host).ShouldBe(["primary -", "Harm +"]);
        (await host.Engine.ReadCustomerAsync("c", c => c.Consents.Check("web", "marketing", true).Allowed)).ShouldBeTrue("an event is no withdrawal of consent");
        var row = host.Store.ReadJournal(1, 1000).Last(r => r.Kind == JournalKind.Outcome);
        JournalPayloads.ReadOutcome(row.Payload).IsAttributed.ShouldBeTrue();

        // Reported by the customer, it is.
        await host.OutcomeAsync(reply, ContactKind.Complaint, "said");
        (await host.Engine.ReadCustomerAsync("c", c => c.Consents.Check("web", "marketing", true).Allowed)).ShouldBeFalse();
    }

    [Fact]
    public async Task Hub_LearnsWhatLearnersFedByHandLearn_AcrossPublishesAndRestarts()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", 100), TestPolicy.Action("b", 100), TestPolicy.Action("c", 100))
            .WithTreatment("a", t => t with { Heads = [Engagement, Conversion, Harm] }).WithTreatment("b", t => t with { Heads = [Engagement, Harm] });
        policy = policy.WithAction("a", a => a with { Suitability = "customer.age >= 0" });
        await using var host = await EngineHost.StartAsync(policy, change: o => o with { CheckpointEvery = 200 });
        var random = new Random(4);
        var late = new List<DecisionReply>();
        for (var i = 0; i < 500; i++)
        {
            var customer = "c" + random.Next(60);
            await host.PatchAsync(customer, ("age", Value.OfNumber(random.Next(10, 90))));
            var reply = await host.DecideAsync(customer, "tile", 3);
            late.Add(reply);
            foreach (var action in reply.Actions)
            {
                await host.OutcomeAsync(reply, ContactKind.Impression, action: action.Treatment);
                if (random.Next(3) == 0)
                {
                    await host.OutcomeAsync(reply, Answers[random.Next(Answers.Length)], action: action.Treatment);
                }
            }

            if (random.Next(5) == 0)
            {
                await host.EventAsync(customer, random.Next(4) == 0 ? "complaint" : "purchase");
            }

            if (i % 50 == 49)
            {
                await host.AdvanceAsync(TimeSpan.FromHours(random.Next(1, 30)), [.. Enumerable.Range(0, 60).Select(n => "c" + n).Where(c => host.Engine.FindCustomer(c) is not null)]);
                foreach (var old in late.Where(_ => random.Next(4) == 0))
                {
                    foreach (var action in old.Actions)
                    {
                        await host.OutcomeAsync(old, Answers[random.Next(Answers.Length)], action: action.Treatment);
                    }
                }

                late.Clear();
            }

            if (i is 150 or 350)
            {
                await host.RestartAsync();
            }
            else if (i == 250)
            {
                await host.PublishAsync(policy.WithTreatment("c", t => t with { Heads = [Engagement, Conversion] }));
            }
        }

        await host.Engine.SettleModelsAsync();
        var further = Enum.GetValues<HeadKind>().ToDictionary(k => k, _ => new PropensityLearner());
        var primary = new PropensityLearner();
        foreach (var row in host.Store.ReadJournal(1, 100_000))
        {
            if (row.Kind == JournalKind.Policy)
            {
                var (_, treatments, predictors, heads, _) = JournalPayloads.ReadCatalogue(row.Payload);
                primary.SetCatalogue(treatments, predictors);
                foreach (var (kind, learner) in further)
                {
                    learner.SetCatalogue(
                        [.. treatments.SelectMany(t => heads.Where(h => h.TreatmentKey == t.Key && h.Kind == kind).Select(h => t with { StartingPropensity = h.StartingPropensity }))], predictors);
                }
            }
            else if (row.Kind == JournalKind.Model)
            {
                var r = JournalPayloads.ReadResponse(row.Payload);
                (r.FurtherHead is { } head ? further[head] : primary).Learn(
                    new Response(row.Sequence, r.Time, r.Treatment, r.Predictors, r.IsPositive, r.IsCorrection, r.NegativeTime, r.Arm.DecidedAt, r.Arm.WindowEnd) { Served = r.Served }).ShouldBeTrue();
            }
        }

        (await host.Engine.AskLearnerAsync(Bytes)).SequenceEqual(Bytes(primary)).ShouldBeTrue("the hub learns what the learner fed by hand does");
        (await host.Engine.AskLearnerAsync(HeadKind.Engagement, l => l is null)).ShouldBeTrue("no treatment has engagement as a further head");
        foreach (var kind in new[] { HeadKind.Conversion, HeadKind.Harm })
        {
            (await host.Engine.AskLearnerAsync(kind, l => Bytes(l.ShouldNotBeNull()))).SequenceEqual(Bytes(further[kind])).ShouldBeTrue(kind.ToString());
            Responses(host).Count(r => r.FurtherHead == kind).ShouldBeGreaterThan(150);
        }

        Responses(host).Count(r => r.IsCorrection).ShouldBeGreaterThan(10);
        host.Store.ReadBlob("learner").ShouldNotBeNull("a checkpoint held all learners");
    }

    [Fact]
    public async Task Policy_WithoutFurtherHeads_HasNoFurtherLearners()
    {
        await using var host = await EngineHost.StartAsync(Policy(Engagement));
        await host.OutcomeAsync(await host.DecideAsync("c"), ContactKind.Click);
        await host.Engine.SettleModelsAsync();
        host.Engine.ModelView.Further.ShouldBeSameAs(FurtherModels.None);
        Responses(host).ShouldHaveSingleItem().FurtherHead.ShouldBeNull();
        host.Store.ReadJournal(1, 100).Where(r => r.Kind is JournalKind.Model).Select(r => r.Payload![0]).ShouldAllBe(v => v == 1, "as before there were further heads");
    }

    private static PolicyDocument Policy(params HeadDocument[] heads) => TestPolicy.Of(TestPolicy.Action("a")).WithTreatment("a", t => t with { Heads = heads });

    private static byte[] Bytes(PropensityLearner learner)
    {
        using var stream = new MemoryStream();
        learner.Write(stream);
        return stream.ToArray();
    }

    private static List<string> Learned(EngineHost host) =>
        [.. Responses(host).Select(r => $"{r.FurtherHead?.ToString() ?? "primary"} {(r.IsPositive ? "+" : "-")}{(r.IsCorrection ? " corrects" : "")}")];

    private static List<LearnedResponse> Responses(EngineHost host) =>
        [.. host.Store.ReadJournal(1, 100_000).Where(r => r.Kind == JournalKind.Model).Select(r => JournalPayloads.ReadResponse(r.Payload))];
}
