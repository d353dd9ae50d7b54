using System.Net;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies;
using NbaStudio.Live;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;
using NbaStudio.Tests.Detection.Text;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Api;

/// <summary>The agent desk over the real hub: previews leave no trace, answers are recorded decisions with outcomes.</summary>
public sealed class AgentDeskTests(AgentDeskTests.Hub shared) : IClassFixture<AgentDeskTests.Hub>
{
    private static readonly Caller Agent = Caller.ForAccount("the-agent", "a", Roles.ScopesOf([Roles.Agent]));
    private readonly ApiServer _api = shared.Server;

    private IAgentDesk Desk => _api.Get<IAgentDesk>();

    [Fact]
    public async Task Propose_TellsWhatToSayAndLeavesNoTrace()
    {
        var first = (await Desk.ProposeAsync(Ask(), "en", Agent)).ShouldNotBeNull();
        var again = (await Desk.ProposeAsync(Ask(), "en", Agent)).ShouldNotBeNull();

        first.Action.ShouldBe("bonus");
        first.Points.ShouldBe(["We can help.", "Your plan is M."]);
        first.Others.Select(o => o.ActionId).ShouldBe(["smaller", "call-back"]);
        first.Why.ShouldNotBeEmpty();
        again.Equation.ShouldBe(first.Equation);
        (await CustomerAsync(_api)).ShouldBe((0, []), "no decision, no contact");
        (await Desk.ProposeAsync(Ask() with { CustomerId = "nobody" }, "en", Agent)).ShouldBeNull();
    }

    [Fact]
    public async Task Note_ThatTellsTheMood_ChangesWhatLeads()
    {
        var set = await Desk.ReadAsync("en");
        var reading = (await Desk.ReadNoteAsync("Terrible, broken, I hate this shop", "en")).ShouldHaveSingleItem();

        var model = set.Notes.ShouldHaveSingleItem();
        reading.Label.ShouldBe("bad");
        (await Desk.ProposeAsync(Ask() with { Context = new Dictionary<string, string> { [model.Context] = reading.Label! } }, "en", Agent))!.Action.ShouldBe("call-back");
        (await Desk.ReadNoteAsync("  ", "en")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(AgentAnswer.Accept, ContactKind.Accept)]
    [InlineData(AgentAnswer.Decline, ContactKind.Reject)]
    [InlineData(AgentAnswer.Later, ContactKind.Impression)]
    public async Task Answer_RecordsTheDecisionAndTheOutcome(AgentAnswer answer, ContactKind kind)
    {
        await using var own = await StartAsync();
        var desk = own.Get<IAgentDesk>();
        var receipt = await desk.AnswerAsync(Ask(), "bonus", answer, Agent);

        receipt.Recorded.ShouldBeTrue();
        var (decisions, contacts) = await CustomerAsync(own);
        decisions.ShouldBe(1);
        contacts.ShouldBe(kind == ContactKind.Impression ? [ContactKind.Impression] : [ContactKind.Impression, kind]);
        (await own.GetAsync("/api/v1/decisions/" + receipt.DecisionId)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Answers_OfOneConversation_NeverOfferTheSameTwice()
    {
        await using var own = await StartAsync();
        var desk = own.Get<IAgentDesk>();
        (await desk.AnswerAsync(Ask(), "bonus", AgentAnswer.Later, Agent)).Recorded.ShouldBeTrue();
        (await desk.ProposeAsync(Ask("bonus"), "en", Agent))!.Action.ShouldBe("smaller", "the same channel's decision would still hold, but the answer is known now");
        (await desk.AnswerAsync(Ask("bonus"), "smaller", AgentAnswer.Decline, Agent)).Recorded.ShouldBeTrue();
        (await desk.ProposeAsync(Ask("bonus", "smaller"), "en", Agent))!.Action.ShouldBe("call-back");
        var last = await desk.AnswerAsync(Ask("bonus", "smaller"), "call-back", AgentAnswer.Accept, Agent);
        last.Recorded.ShouldBeTrue();
        (await own.PostAsync($"/api/v1/decisions/{last.DecisionId}/replay", "{}")).Body.GetProperty("identical").GetBoolean().ShouldBeTrue("the record knows what was left out");

        var end = (await desk.ProposeAsync(Ask("bonus", "smaller", "call-back"), "ja", Agent)).ShouldNotBeNull();
        end.Action.ShouldBeNull();
        end.Why.ShouldBe("ご案内に値するものは、この会話ですべて回答済みです。");
        (await desk.ProposeAsync(Ask(), "en", Agent))!.Action.ShouldBe("bonus", "later is no refusal: another conversation offers it");
    }

    [Fact]
    public async Task Answer_ToWhatIsNotBestAnyMore_RecordsNoOutcome()
    {
        var before = await CustomerAsync(_api);
        (await Desk.AnswerAsync(Ask(), "call-back", AgentAnswer.Accept, Agent)).ShouldBe(new AgentReceipt(false, null));
        (await Desk.AnswerAsync(Ask() with { CustomerId = "nobody" }, "bonus", AgentAnswer.Accept, Agent)).Recorded.ShouldBeFalse();

        var after = await CustomerAsync(_api);
        after.Decisions.ShouldBe(before.Decisions, "no decision is promised that nobody heard of");
        after.Contacts.ShouldBe(before.Contacts);
        _api.Engine.FindCustomer("nobody").ShouldBeNull("nobody is made by an answer");
    }

    [Fact]
    public async Task Desk_WithoutItsScopes_Refuses()
    {
        var analyst = Caller.ForAccount("a", "", Roles.ScopesOf([Roles.Analyst]));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Desk.ProposeAsync(Ask(), "en", analyst));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Desk.AnswerAsync(Ask(), "bonus", AgentAnswer.Accept, analyst));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Desk.FindAsync("c", "en", Caller.Anonymous));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Desk.OpenAsync("c1", "en", Caller.Anonymous));
    }

    [Theory]
    [InlineData("One. Two? Three!", "One.|Two?|Three!")]
    [InlineData("1分で終わります。「はい。」と答えます。\nまた連絡します", "1分で終わります。|「はい。」と答えます。|また連絡します")]
    [InlineData("Costs 1.5 GB a day.", "Costs 1.5 GB a day.")]
    [InlineData(null, "")]
    public void TalkingPoints_AreSentences(string? body, string points) =>
        string.Join('|', NbaStudio.Live.Readers.TalkingPoints.Of(body)).ShouldBe(points);

    private static async Task<(long Decisions, ContactKind[] Contacts)> CustomerAsync(ApiServer api) => await api.Engine.ReadCustomerAsync(
        "c1", c => (c.NextDecisionNumber - 1, c.Contacts.Entries.Where(e => e.Status == ContactStatus.Confirmed).Select(e => e.Kind).ToArray()));

    private static AgentQuestion Ask(params string[] setAside) => new("c1", "desk", new Dictionary<string, string>(), setAside);

    private static ActionDocument Talk(string id, string value) => new()
    {
        Id = id, Value = value,
        Treatments = [new() { Id = id + "-desk", Channel = "desk", Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Subject = "Help", Body = "We can help. Your plan is {{customer.plan | \"ours\"}}." } } }],
    };

    private static async Task<ApiServer> StartAsync()
    {
        var policy = ApiPolicy.Create();
        var api = await ApiServer.StartAsync(policy.WithTexts() with
        {
            Channels = [.. policy.Channels, new() { Id = "desk", Kind = "agent", StickyFor = "5m", Placements = [new() { Name = "next", MaximumCount = 3 }] }],
            Objectives =
            [
                policy.Objectives[0] with
                {
                    Groups = [policy.Objectives[0].Groups[0] with { Actions = [Talk("bonus", "customer.fee * 20"), Talk("smaller", "customer.fee * 10"), Talk("call-back", "customer.fee * 5")] }],
                },
            ],
            ContextWeights = [new() { When = "context.sentiment = \"bad\"", Scope = new() { Action = "call-back" }, Weight = 8 }],
            ContactPolicies = [new() { Id = "rest", Kind = "rest", Of = "reject", Per = "action", Rest = "14d" }],
            Triggers = [],
        });
        (await api.PutAsync("/api/v1/customers/c1", """{"attributes":{"plan":"M","age":40,"fee":100}}""")).Status.ShouldBe(HttpStatusCode.Created);
        return api;
    }

    /// <summary>A hub with one customer, for those that leave no trace: answers teach the models what leads.</summary>
    public sealed class Hub() : SharedServer<ApiServer>(StartAsync);
}
