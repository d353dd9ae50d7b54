using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection;

/// <summary>The event types that the hub raises when a goal of a customer changes. Thread safe.</summary>
public static class GoalEventTypes
{
    /// <summary>What both begin with; sources may not send such types.</summary>
    public const string Prefix = "goal.";

    /// <summary>A goal was reached.</summary>
    public const string Reached = "goal.reached";

    /// <summary>A goal fell behind its plan, or its deadline passed.</summary>
    public const string Behind = "goal.behind";

    /// <summary>What they carry: the goal's name, its progress, and its deadline where it has one.</summary>
    public static IReadOnlyDictionary<string, ValueKind> Properties { get; } = new Dictionary<string, ValueKind>(StringComparer.Ordinal)
    {
        ["goal"] = ValueKind.Text, ["progress"] = ValueKind.Number, ["deadline"] = ValueKind.DateTime,
    };

    /// <summary>Whether a type is one of these, however it is written.</summary>
    public static bool Contains(string type) => TextValue.Fold(type).StartsWith(FoldedPrefix, StringComparison.Ordinal);

    private static string FoldedPrefix { get; } = TextValue.Fold(Prefix);
}
