using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Decisions;
using NbaStudio.Tests.Detection.Text;

namespace NbaStudio.Tests.Serving;

public sealed class TextIntakeTests
{
    private const string Bad = "terrible network, I hate it";
    private const string Good = "wonderful staff, thank you";

    private static readonly PolicyDocument Policy = (TestPolicy.Of(TestPolicy.Action("calm", 100, 0.1, "hook"), TestPolicy.Action("joy", 100, 0.1, "hook")) with
    {
        Aggregates = [new() { Name = "last_mood", Function = "last", Event = "message", Property = "sentiment", Window = "30d" }],
        ContextWeights =
        [
            new() { When = "trigger.sentiment = \"bad\"", Scope = new() { Action = "calm" }, Weight = 3 },
            new() { When = "trigger.sentiment = \"good\" and trigger.sentiment_confidence > 0.5", Scope = new() { Action = "joy" }, Weight = 3 },
        ],
        Triggers = [new() { Name = "bad-message", Pattern = "event \"message\" where sentiment = \"bad\"", Channels = ["hook"] }, new() { Name = "shout", Pattern = "event \"message\" where text = \"hello\"", Channels = ["hook"] }],
    }).WithTexts();

    [Fact]
    public async Task Message_BadMood_FiresTheTriggerAndWeighsTheAction()
    {
        await using var host = await EngineHost.StartAsync(Policy);
        await host.ConsentAsync("c", "hook", true);

        (await host.EventAsync("c", "message", ("text", Value.OfText(Good)))).ShouldBeEmpty();
        var decision = (await host.EventAsync("c", "message", ("text", Value.OfText(Bad)))).ShouldHaveSingleItem();

        decision.Actions.ShouldHaveSingleItem().Action.ShouldBe("calm");
        decision.Actions[0].ContextWeight.ShouldBe(3);
    }

    [Fact]
    public async Task Message_Meaning_ReachesAggregatesTimelineAndJournal()
    {
        await using var host = await EngineHost.StartAsync(Policy with { Triggers = [] });
        await host.EventAsync("c", "message", ("text", Value.OfText(Bad)));

        var (mood, line) = await host.Engine.ReadCustomerAsync("c", c =>
        {
            var slot = host.Policy.Aggregates.Single(a => a.Definition.Name == "aggregate.last_mood");
            return (slot.Definition.Name, c.Timeline.Items.Last().Text);
        });
        mood.ShouldBe("aggregate.last_mood");
        line.ShouldStartWith("sentiment bad, text terrible");
        var journaled = Events(host).Single();
        journaled.Derived.ShouldBe(["sentiment", "sentiment_confidence"]);
        journaled.Properties["sentiment"].Text!.Original.ShouldBe("bad");
        journaled.Properties["sentiment_confidence"].Number.ShouldBeInRange(0.5, 1);
        journaled.Properties["text"].Text!.Original.ShouldBe(Bad);
    }

    [Fact]
    public async Task LastMood_InACondition_DecidesOnTheNextVisit()
    {
        var policy = Policy with { Triggers = [], Objectives = TestPolicy.Of(TestPolicy.Action("sorry") with { Eligibility = "aggregate.last_mood = \"bad\"" }).Objectives, ContextWeights = [] };
        await using var host = await EngineHost.StartAsync(policy);
        (await host.DecideAsync("c")).Actions.ShouldBeEmpty();

        await host.EventAsync("c", "message", ("text", Value.OfText(Bad)));
        (await host.DecideAsync("c")).Actions.ShouldHaveSingleItem().Action.ShouldBe("sorry");
        await host.EventAsync("c", "message", ("text", Value.OfText(Good)));
        (await host.DecideAsync("c")).Actions.ShouldBeEmpty();
    }

    [Fact]
    public async Task SameEventAgain_AfterOtherExamples_IsADuplicateAndNoConflict()
    {
        await using var host = await EngineHost.StartAsync(Policy);
        var sent = new EventInput("e1", "c", "message", host.Now, new Dictionary<string, Value> { ["text"] = Value.OfText(Good) });
        (await host.Engine.IngestAsync([sent]))[0].Status.ShouldBe(EventStatus.Accepted);

        await host.PublishAsync(Policy with { TextModels = [MessageTexts.Mood with { Examples = [.. MessageTexts.Mood.Examples.Select(e => e with { Label = e.Label == "good" ? "bad" : "good" })] }] });

        (await host.Engine.IngestAsync([sent]))[0].Status.ShouldBe(EventStatus.Duplicate);
        (await host.Engine.IngestAsync([sent with { EventId = "e2" }]))[0].Status.ShouldBe(EventStatus.Accepted);
        Events(host).Select(e => e.Properties["sentiment"].Text!.Original).ShouldBe(["good", "bad"]);
    }

    [Fact]
    public async Task Source_ThatStatesALabel_IsBelieved()
    {
        await using var host = await EngineHost.StartAsync(Policy);

        await host.EventAsync("c", "message", ("text", Value.OfText(Good)), ("sentiment", Value.OfText("BAD")));

        var journaled = Events(host).Single();
        journaled.Derived.ShouldBeEmpty();
        journaled.Properties["sentiment"].Text!.Original.ShouldBe("BAD");
        journaled.Properties.Keys.ShouldNotContain("sentiment_confidence");
    }

    [Fact]
    public async Task Source_ThatStatesNoLabelOfTheModel_IsRejected()
    {
        await using var host = await EngineHost.StartAsync(Policy);
        var wrong = new EventInput("e1", "c", "message", host.Now, new Dictionary<string, Value> { ["text"] = Value.OfText(Good), ["sentiment"] = Value.OfText("furious") });

        var reply = (await host.Engine.IngestAsync([wrong]))[0];

        reply.Status.ShouldBe(EventStatus.Rejected);
        var error = reply.Errors.ShouldHaveSingleItem();
        error.Path.ShouldBe("properties.sentiment");
        error.Message.ShouldContain("furious");
        error.Allowed!.ShouldContain("good, bad, unknown");
        host.Engine.FindCustomer("c").ShouldBeNull();
    }

    [Theory]
    [InlineData("other", "text", Bad)]
    [InlineData("message", "note", Bad)]
    [InlineData("message", "text", "   ")]
    public async Task Event_WithoutTheText_StaysAsItIs(string type, string property, string text)
    {
        await using var host = await EngineHost.StartAsync(Policy with { Triggers = [] });

        await host.EventAsync("c", type, (property, Value.OfText(text)));

        Events(host).Single().Properties.Keys.ShouldBe([property]);
    }

    [Fact]
    public async Task Text_ThatIsLongAndStrange_IsTaken()
    {
        await using var host = await EngineHost.StartAsync(Policy with { Triggers = [] });

        await host.EventAsync("c", "message", ("text", Value.OfText(string.Concat(Enumerable.Repeat("\ud800 😡 ﷺ \0 ", 200)))));

        Events(host).Single().Derived.Count.ShouldBe(2);
    }

    [Fact]
    public void ReadEvent_WithoutDerived_ReadsOldEntries()
    {
        var plain = new EventInput("e", "", "message", DateTimeOffset.UnixEpoch, new Dictionary<string, Value> { ["text"] = Value.OfText("a") });

        JournalPayloads.ReadEvent(JournalPayloads.Event(plain)).Derived.ShouldBeEmpty();
    }

    private static List<EventInput> Events(EngineHost host)
    {
        var events = new List<EventInput>();
        foreach (var row in host.Store.ReadJournal(0, 1_000))
        {
            if (row.Kind == JournalKind.Event)
            {
                events.Add(JournalPayloads.ReadEvent(row.Payload!));
            }
        }

        return events;
    }
}
