using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;

namespace NbaStudio.Tests.Demo;

public sealed class DemoPolicyTests
{
    private static readonly PolicyDocument Policy = DemoPolicy.Create();
    private static readonly List<ActionDocument> Actions = [.. Policy.Objectives.SelectMany(o => o.Groups).SelectMany(g => g.Actions)];
    private static readonly List<TreatmentDocument> Treatments = [.. Actions.SelectMany(a => a.Treatments)];

    [Fact]
    public void Validate_DemoPolicy_HasNoIssue() =>
        string.Join('\n', PolicyValidator.Validate(Policy).Select(i => $"{i.Severity} {i.Code} {i.Path}: {i.Message}")).ShouldBeEmpty();

    [Fact]
    public void Compile_DemoPolicy_GivesASnapshotWithEverything()
    {
        var compilation = PolicyCompiler.Compile(Policy, 1, new DateTimeOffset(2026, 11, 16, 0, 0, 0, TimeSpan.Zero));

        var snapshot = compilation.Snapshot.ShouldNotBeNull();
        snapshot.Actions.Count.ShouldBe(Actions.Count);
        snapshot.Treatments.Count.ShouldBe(Treatments.Count);
        snapshot.Predictors.Count.ShouldBeGreaterThanOrEqualTo(25);
    }

    [Fact]
    public void Create_DemoPolicy_IsAsLargeAsPromised()
    {
        Policy.Objectives.Select(o => o.Id).ShouldBe(["grow", "retain", "nurture", "serve"]);
        Policy.Objectives.Sum(o => o.Groups.Count).ShouldBeGreaterThanOrEqualTo(10);
        Actions.Count.ShouldBeGreaterThanOrEqualTo(30);
        Treatments.Count.ShouldBeGreaterThanOrEqualTo(60);
        Treatments.Select(t => t.Channel).Distinct().ShouldBe(["web", "app", "push", "email", "sms", "agent"], ignoreOrder: true);
        Policy.Attributes.Count.ShouldBeGreaterThanOrEqualTo(18);
        Policy.Aggregates.Count.ShouldBeGreaterThanOrEqualTo(8);
    }

    [Fact]
    public void Create_EveryTreatment_SpeaksBothLanguages()
    {
        foreach (var treatment in Treatments)
        {
            foreach (var language in Policy.Languages)
            {
                var content = treatment.Content[language];
                content.Body.ShouldNotBeNullOrWhiteSpace(treatment.Id);
                content.Body.ShouldNotContain('!', treatment.Id);
                content.Body.ShouldNotContain('\uFF01', treatment.Id);
            }

            treatment.Content["ja"].Body!.Any(c => c is >= '\u3040' and <= '\u9fff').ShouldBeTrue(treatment.Id);
        }
    }

    [Fact]
    public void Create_EveryLabel_IsInBothLanguages()
    {
        IEnumerable<IReadOnlyDictionary<string, string>?> labels =
        [
            .. Policy.Objectives.Select(o => o.Label), .. Policy.Objectives.SelectMany(o => o.Groups).Select(g => g.Label), .. Actions.Select(a => a.Label),
            .. Policy.Attributes.Select(a => a.Label), .. Policy.Events.Select(e => e.Label), .. Policy.Channels.Select(c => c.Label), .. Policy.Triggers.Select(t => t.Label),
            .. Policy.ContactPolicies.Select(p => p.Label), .. Policy.Budgets.Select(b => b.Label), .. Policy.Channels.SelectMany(c => c.Placements).Select(p => p.Label),
        ];

        labels.ShouldAllBe(l => l != null && l.ContainsKey("en") && l.ContainsKey("ja"));
    }

    [Fact]
    public void Create_EveryEventTheMarketSends_IsDeclared()
    {
        string[] sent = ["page_view", "app_open", "cart_added", "purchase", "data_usage", "bill_issued", "payment_failed", "payment_received", "complaint", "call_ended", "roaming_arrival", "plan_changed", "survey_answered", "churned"];

        // Messages are written by people in the shop, never by the market.
        Policy.Events.Select(e => e.Type).ShouldBe([.. sent, "message"], ignoreOrder: true);
    }
}
