using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Detection;

/// <summary>The event types that the hub raises itself, one for each kind of outcome: outcome.sent, outcome.open, outcome.accept ... Thread safe.</summary>
public static class OutcomeEventTypes
{
    /// <summary>What all of their types begin with; sources may not send such types.</summary>
    public const string Prefix = "outcome.";

    private static readonly TextValue[] Types = [.. ContactKindNames.All.Select(n => new TextValue(Prefix + n))];

    /// <summary>Every type, in the order of <see cref="ContactKind"/>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Types.Select(t => t.Original)];

    /// <summary>What they carry: ids of the policy as text, the decision, and the amount where there is one.</summary>
    public static IReadOnlyDictionary<string, ValueKind> Properties { get; } = new Dictionary<string, ValueKind>(StringComparer.Ordinal)
    {
        ["decisionId"] = ValueKind.Text, ["objective"] = ValueKind.Text, ["group"] = ValueKind.Text, ["action"] = ValueKind.Text, ["treatment"] = ValueKind.Text,
        ["channel"] = ValueKind.Text, ["trigger"] = ValueKind.Text, ["amount"] = ValueKind.Money,
    };

    /// <summary>The type of a kind.</summary>
    public static TextValue Of(ContactKind kind) => Types[(int)kind];

    /// <summary>Whether a type is one of these, however it is written.</summary>
    public static bool Contains(string type) => TextValue.Fold(type).StartsWith(FoldedPrefix, StringComparison.Ordinal);

    /// <summary>The scope with these types declared.</summary>
    internal static ConditionScope In(ConditionScope scope)
    {
        if (scope.Events.ContainsKey(All[0]))
        {
            return scope;
        }

        var events = new Dictionary<string, IReadOnlyDictionary<string, ValueKind>>(StringComparer.Ordinal);
        foreach (var (type, properties) in scope.Events)
        {
            events[type] = properties;
        }

        foreach (var type in All)
        {
            events[type] = Properties;
        }

        return scope with { Events = events };
    }

    private static string FoldedPrefix { get; } = TextValue.Fold(Prefix);
}
