using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Story;

/// <summary>
/// The story that the product is for. At lunch a customer clicks through the cancellation pages on the phone: the risk has risen, a retention offer is pushed.
/// Minutes later a purchase comes in: now a reward is best. And where nothing adds value, silence.
/// </summary>
public sealed class FoundingStoryTests
{
    [Fact]
    public async Task Clicks_Then_Purchase_Then_NothingWorthSaying()
    {
        await using var host = await EngineHost.StartAsync(Policy());
        await host.Engine.UpsertCustomerAsync("aoi", new CustomerPatch
        {
            Attributes = new Dictionary<string, Value> { ["fee"] = Value.OfMoney(60), ["first_name"] = Value.OfText("Aoi") },
            Consents = [new ConsentInput("*", "marketing", true, host.Now, "app", null)],
        });
        var key = host.Engine.FindCustomer("aoi")!.Value;
        host.Presence.Connect(key, "app");

        // Before anything happened the score says: nothing is worth saying.
        var calm = await host.DecideAsync("aoi", "home", channel: "app");
        calm.Silence!.Code.ShouldBe("belowThreshold");
        calm.Silence.BestPriority!.Value.ShouldBe(60 * 0.3 * 0.02, 1e-9);

        // Three clicks within a few minutes; the third one tips it.
        (await Click(host)).ShouldBeEmpty();
        host.Time.Advance(TimeSpan.FromMinutes(2));
        (await Click(host)).ShouldBeEmpty();
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var pushed = (await Click(host)).Single();
        var offer = pushed.Actions.Single();
        (offer.Channel, offer.Action, offer.Content.Body).ShouldBe(("app", "loyalty", "Aoi, 10% for you"));
        offer.Priority.ShouldBe(0.08 * 3 * (60 * 12 * 0.3) * 1.2, 1e-9);
        host.Ear.Deliveries.Single().Action.ShouldBe("loyalty");
        var why = host.Engine.Explain(IdOf(pushed), "ja").ShouldNotBeNull();
        why.Headline.ShouldContain("長期割");
        why.Candidates.Single(c => c.Action == "gift").Sentence.ShouldNotBeNullOrWhiteSpace();

        // It is shown, and a purchase follows: the profile is scored again and a reward is best now.
        await host.OutcomeAsync(pushed, ContactKind.Impression);
        host.Time.Advance(TimeSpan.FromMinutes(4));
        var rewarded = (await host.EventAsync("aoi", "purchase", ("amount", Value.OfMoney(120)))).Single();
        var reward = rewarded.Actions.Single();
        (reward.Action, reward.Channel).ShouldBe(("gift", "app"));
        reward.Priority.ShouldBe(0.15 * 120 * 0.4, 1e-9);
        host.FateOf(rewarded, "loyalty-app").Reason.ShouldBe(DropReason.ActionRule, "who just bought is not about to leave");
        host.Ear.Deliveries.Select(d => d.Action).ShouldBe(["loyalty", "gift"]);

        // The purchase is the answer to the retention offer as well: credited once.
        host.Ear.Outcomes.Where(o => o.IsPositive).Select(o => (o.Decision.ToString(), o.Value)).ShouldBe([(pushed.DecisionId, 120.0)]);

        // Somebody with nothing worth saying: silence, recorded like any other decision.
        await host.PatchAsync("ren", ("fee", Value.OfMoney(5)));
        await host.ConsentAsync("ren", "*", true);
        var nothing = await host.DecideAsync("ren", "home", channel: "app");
        nothing.Silence!.Code.ShouldBe("belowThreshold");
        nothing.Silence.Reason.ShouldContain("not above");
        host.RecordOf(nothing).Result.IsSilence.ShouldBeTrue();
        host.Engine.Replay(IdOf(pushed))!.IsIdentical.ShouldBeTrue();
        host.Engine.Replay(IdOf(rewarded))!.IsIdentical.ShouldBeTrue();
    }

    private static DecisionId IdOf(DecisionReply reply) => DecisionId.TryParse(reply.DecisionId, out var id) ? id : throw new InvalidOperationException(reply.DecisionId);

    private static Task<IReadOnlyList<DecisionReply>> Click(EngineHost host) => host.EventAsync("aoi", "page_view", ("page", Value.OfText("/cancel")), ("device", Value.OfText("phone")));

    private static PolicyDocument Policy()
    {
        var policy = TestPolicy.Of() with
        {
            Languages = ["en", "ja"],
            Aggregates =
            [
                new() { Name = "cancel_pages", Event = "page_view", Where = "page = \"/cancel\"", Window = "30m" },
                new() { Name = "bought", Function = "sum", Event = "purchase", Property = "amount", Window = "1d" },
            ],
            Events =
            [
                new() { Type = "page_view", Properties = [new() { Name = "page", Type = "text" }] }, new() { Type = "purchase", Properties = [new() { Name = "amount", Type = "money" }] },
            ],
            Objectives =
            [
                new()
                {
                    Id = "retain", Lever = 1.2,
                    Groups = [new() { Id = "keep", Actions = [Action("loyalty", "長期割", "customer.fee * 12 * 0.3", 0.08, "{{customer.first_name | \"Hello\"}}, 10% for you") with { Eligibility = "aggregate.cancel_pages >= 1 and not seen(event \"purchase\" in 1d)" }] }],
                },
                new() { Id = "reward", Groups = [new() { Id = "thanks", Actions = [Action("gift", "ギフト", "aggregate.bought * 0.4", 0.15, "A gift for you") with { Eligibility = "aggregate.bought > 0" }] }] },
                new() { Id = "grow", Groups = [new() { Id = "tips", Actions = [Action("tip", "ヒント", "customer.fee * 0.3", 0.02, "Did you know?")] }] },
            ],
            ContextWeights = [new() { When = "aggregate.cancel_pages >= 3", Weight = 3, Scope = new ScopeDocument { Objective = "retain" } }],
            Arbitration = new ArbitrationDocument { SilenceThreshold = 1 },
            Triggers =
            [
                new() { Name = "leaving", Pattern = "3 of event \"page_view\" where page = \"/cancel\" within 30m", Channels = ["app"] },
                new() { Name = "bought", Pattern = "event \"purchase\"", Channels = ["app"] },
            ],
        };
        return policy;
    }

    private static ActionDocument Action(string id, string japanese, string value, double p, string body) => new()
    {
        Id = id, Label = new Dictionary<string, string> { ["ja"] = japanese }, Value = value, StartingPropensity = p,
        Treatments =
        [
            new()
            {
                Id = id + "-app", Channel = "app", Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Body = body } },
                Heads = [new() { Kind = "conversion", Positive = ["accept", "event \"purchase\""] }],
            },
        ],
    };
}
