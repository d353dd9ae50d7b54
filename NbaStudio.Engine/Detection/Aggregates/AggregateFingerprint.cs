using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Aggregates;

/// <summary>The stable identity of an aggregate: its name and all that changes its numbers. A redefined aggregate starts anew.</summary>
internal static class AggregateFingerprint
{
    public static ulong Of(AggregateDefinition definition)
    {
        var hash = 14695981039346656037UL; // FNV-1a
        Add(ref hash, definition.Name);
        Add(ref hash, definition.Function.ToString());
        Add(ref hash, TextValue.Fold(definition.EventType));
        Add(ref hash, definition.Property ?? "");
        Add(ref hash, definition.Where ?? "");
        Add(ref hash, Durations.Format(definition.Window));
        return hash;
    }

    private static void Add(ref ulong hash, string text)
    {
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        hash = (hash ^ 0x1F) * 1099511628211UL;
    }
}
