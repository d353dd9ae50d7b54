using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Decisions;

/// <summary>Small policies in which one thing at a time is written. Chance is off: no exploration, no random check, nothing sticky.</summary>
internal static class TestPolicy
{
    public static PolicyDocument Of(params ActionDocument[] actions) => new()
    {
        Name = "Test",
        Attributes =
        [
            new() { Name = "age", Type = "number" }, new() { Name = "plan", Type = "text" }, new() { Name = "fee", Type = "money" }, new() { Name = "first_name", Type = "text" },
        ],
        Channels = Channels(),
        Objectives = [new() { Id = "grow", Groups = [.. actions.Select(a => new GroupDocument { Id = "g-" + a.Id, Actions = [a] })] }],
        RandomCheck = 0,
    };

    /// <summary>web (hero, tile x 10), app (both ways), mail and hook (outbound).</summary>
    public static IReadOnlyList<ChannelDocument> Channels() =>
    [
        new() { Id = "web", StickyFor = "0s", ExplorationBudget = 0, Placements = [new() { Name = "hero" }, new() { Name = "tile", MaximumCount = 10 }] },
        new() { Id = "app", Kind = "app", Direction = "both", StickyFor = "0s", ExplorationBudget = 0, Placements = [new() { Name = "home" }] },
        new() { Id = "mail", Kind = "email", Direction = "outbound", ExplorationBudget = 0 },
        new() { Id = "hook", Kind = "webhook", Direction = "outbound", ExplorationBudget = 0 },
    ];

    /// <summary>An action worth value x p, with one treatment per channel (web when none is named), whose ids are action-channel.</summary>
    public static ActionDocument Action(string id, double value = 100, double p = 0.1, params string[] channels) => new()
    {
        Id = id,
        Value = FormattableString.Invariant($"{value}"),
        StartingPropensity = p,
        Treatments = [.. (channels.Length == 0 ? ["web"] : channels).Select(c => Treatment(id, c))],
    };

    public static TreatmentDocument Treatment(string action, string channel) => new()
    {
        Id = $"{action}-{channel}", Channel = channel,
        Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Subject = action, Body = "Hello {{customer.first_name | \"you\"}}" } },
    };

    public static PolicyDocument WithChannel(this PolicyDocument policy, string id, Func<ChannelDocument, ChannelDocument> change) =>
        policy with { Channels = [.. policy.Channels.Select(c => c.Id == id ? change(c) : c)] };

    public static PolicyDocument WithObjective(this PolicyDocument policy, Func<ObjectiveDocument, ObjectiveDocument> change) =>
        policy with { Objectives = [change(policy.Objectives[0]), .. policy.Objectives.Skip(1)] };

    public static PolicyDocument WithGroup(this PolicyDocument policy, string action, Func<GroupDocument, GroupDocument> change) =>
        policy with { Objectives = [.. policy.Objectives.Select(o => o with { Groups = [.. o.Groups.Select(g => g.Actions.Any(a => a.Id == action) ? change(g) : g)] })] };

    public static PolicyDocument WithAction(this PolicyDocument policy, string id, Func<ActionDocument, ActionDocument> change) =>
        policy.WithGroup(id, g => g with { Actions = [.. g.Actions.Select(a => a.Id == id ? change(a) : a)] });

    public static PolicyDocument WithTreatment(this PolicyDocument policy, string action, Func<TreatmentDocument, TreatmentDocument> change) =>
        policy.WithAction(action, a => a with { Treatments = [.. a.Treatments.Select(change)] });

    public static PolicyDocument WithRule(this PolicyDocument policy, ContactPolicyDocument rule) => policy with { ContactPolicies = [.. policy.ContactPolicies, rule] };

    /// <summary>A trigger on one event.</summary>
    public static PolicyDocument WithTrigger(this PolicyDocument policy, string eventType, params string[] channels) => policy with
    {
        Triggers = [.. policy.Triggers, new TriggerDocument { Name = "on-" + eventType, Pattern = $"event \"{eventType}\"", Channels = channels }],
    };

    public static ContactPolicyDocument Cap(string id, int limit, string window, string of = "impression", string per = "all", ScopeDocument? scope = null) =>
        new() { Id = id, Kind = "cap", Of = of, Limit = limit, Window = window, Per = per, Scope = scope ?? new() };
}
