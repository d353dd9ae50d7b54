using NbaStudio.Engine.Policies.Json;

namespace NbaStudio.Engine.Policies.Items;

/// <summary>The kinds of items and the documents they are.</summary>
internal static class ItemKinds
{
    /// <summary>Lists of the document whose members are items, by their field, with the kind.</summary>
    public static IReadOnlyList<(string Field, string Kind)> Lists { get; } =
    [
        ("attributes", "attribute"), ("events", "event"), ("textModels", "textModel"), ("aggregates", "aggregate"), ("scores", "score"), ("goals", "goal"), ("conditions", "condition"), ("channels", "channel"),
        ("objectives", "objective"), ("audiences", "audience"), ("contactPolicies", "contactPolicy"), ("budgets", "budget"), ("contextWeights", "contextWeight"),
        ("triggers", "trigger"), ("holdOuts", "holdOut"), ("fairness", "fairness"),
    ];

    /// <summary>Kinds that hang under another, with the field of the parent that holds them.</summary>
    public static IReadOnlyList<(string Parent, string Field, string Kind)> Nested { get; } =
        [("objective", "groups", "group"), ("group", "actions", "action"), ("action", "treatments", "treatment")];

    private static readonly Dictionary<string, Type> Types = Lists
        .ToDictionary(l => l.Kind, l => DocumentShape.Of(typeof(PolicyDocument)).ByName[l.Field].ItemType)
        .Concat(
        [
            new("group", typeof(GroupDocument)), new("action", typeof(ActionDocument)), new("treatment", typeof(TreatmentDocument)),
            new(PolicyItems.WorkspaceKind, typeof(PolicyDocument)),
        ])
        .ToDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Types.Keys;

    public static Type? TypeOf(string kind) => Types.GetValueOrDefault(kind);

    /// <summary>Field of the item that holds its children; null for items without.</summary>
    public static (string Field, string Kind)? ChildrenOf(string kind)
    {
        foreach (var (parent, field, child) in Nested)
        {
            if (parent == kind)
            {
                return (field, child);
            }
        }

        return null;
    }
}
