using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>Tree to canonical text, such that parsing the text gives the same tree.</summary>
internal static class PatternPrinter
{
    public static string Print(PatternNode tree)
    {
        var text = tree switch
        {
            EventPattern one => Event(one.Event),
            CountPattern count => FormattableString.Invariant($"{count.Count} of {Event(count.Event)} within {Durations.Format(count.Window)}"),
            SequencePattern sequence => $"{string.Join(" then ", sequence.Parts.Select(p => (p.Negated ? "not " : "") + Event(p.Event)))} within {Durations.Format(sequence.Window)}",
            AbsencePattern absence => $"not {Event(absence.Event)} for {Durations.Format(absence.Duration)}",
            _ => throw new ArgumentException($"{tree.GetType().Name} is not a pattern.", nameof(tree)),
        };
        return tree.Same.Count == 0 ? text : text + " " + string.Join(" and ", tree.Same.Select(Same));
    }

    private static string Event(EventNode node) =>
        $"event {ConditionPrinter.Quote(node.EventType)}{(node.Where is null ? "" : " where " + ConditionPrinter.Print(node.Where, insideWhere: true))}";

    // A property named same or properties would be read as the word.
    private static string Same(string name) =>
        "same " + (string.Equals(name, "same", StringComparison.OrdinalIgnoreCase) || string.Equals(name, "properties", StringComparison.OrdinalIgnoreCase)
            ? ConditionPrinter.Quote(name) : ConditionPrinter.NamePart(name));
}
