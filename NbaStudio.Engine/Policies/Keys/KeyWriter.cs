namespace NbaStudio.Engine.Policies.Keys;

/// <summary>Copies a document with the keys that an assigner gives, in the document's order.</summary>
internal static class KeyWriter
{
    public static PolicyDocument Write(PolicyDocument document, KeyAssigner keys) => document with
    {
        Attributes = Each(document.Attributes, a => a with { Key = keys.KeyFor("attribute", a.Name, a.Key) }),
        Events = Each(document.Events, e => e with { Key = keys.KeyFor("event", e.Type, e.Key) }),
        TextModels = Each(document.TextModels, m => m with { Key = keys.KeyFor("textModel", m.Name, m.Key) }),
        Aggregates = Each(document.Aggregates, a => a with { Key = keys.KeyFor("aggregate", a.Name, a.Key) }),
        Scores = Each(document.Scores, s => s with { Key = keys.KeyFor("score", s.Name, s.Key) }),
        Goals = Each(document.Goals, g => g with { Key = keys.KeyFor("goal", g.Name, g.Key) }),
        Conditions = Each(document.Conditions, c => c with { Key = keys.KeyFor("condition", c.Name, c.Key) }),
        Channels = Each(document.Channels, c => c with { Key = keys.KeyFor("channel", c.Id, c.Key) }),
        Objectives = Each(document.Objectives, o => Objective(o, keys)),
        Audiences = Each(document.Audiences, a => a with { Key = keys.KeyFor("audience", a.Name, a.Key) }),
        ContactPolicies = Each(document.ContactPolicies, c => c with { Key = keys.KeyFor("contactPolicy", c.Id, c.Key) }),
        Budgets = Each(document.Budgets, b => b with { Key = keys.KeyFor("budget", b.Id, b.Key) }),
        ContextWeights = Each(document.ContextWeights, w => w with { Key = keys.KeyFor("contextWeight", "", w.Key) }),
        Triggers = Each(document.Triggers, t => t with { Key = keys.KeyFor("trigger", t.Name, t.Key) }),
        HoldOuts = Each(document.HoldOuts, h => h with { Key = keys.KeyFor("holdOut", h.Id, h.Key) }),
    };

    private static ObjectiveDocument Objective(ObjectiveDocument objective, KeyAssigner keys) => objective with
    {
        Key = keys.KeyFor("objective", objective.Id, objective.Key),
        Groups = Each(objective.Groups, g => g with
        {
            Key = keys.KeyFor("group", g.Id, g.Key),
            Actions = Each(g.Actions, a => a with
            {
                Key = keys.KeyFor("action", a.Id, a.Key),
                Treatments = Each(a.Treatments, t => t with { Key = keys.KeyFor("treatment", t.Id, t.Key) }),
            }),
        }),
    };

    // What has its key already stays the same member, and so does a list of nothing else: what is known of them stays known.
    private static IReadOnlyList<T> Each<T>(IReadOnlyList<T> items, Func<T, T> change)
        where T : class
    {
        var after = items.Select(item => change(item) is var changed && changed.Equals(item) ? item : changed).ToArray();
        return after.SequenceEqual(items, ReferenceEqualityComparer.Instance) ? items : after;
    }
}
