using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Aggregates;

/// <summary>The aggregates of one revision with their compiled filters. Immutable.</summary>
public sealed class AggregateCatalogue
{
    private readonly Dictionary<string, int[]> _byEventType;
    private readonly Dictionary<ulong, int> _byFingerprint = [];

    /// <param name="aggregates">Each definition once, with its filter (null = all events of the type).</param>
    /// <exception cref="ArgumentException">A window is outside 1 minute to 400 days, or a definition stands twice.</exception>
    public AggregateCatalogue(IReadOnlyList<(AggregateDefinition Definition, IEventFilter? Filter)> aggregates)
    {
        ArgumentNullException.ThrowIfNull(aggregates);
        Items = [.. aggregates.Select(a => new CataloguedAggregate(a.Definition, a.Filter))];
        for (var i = 0; i < Items.Count; i++)
        {
            var definition = Items[i].Definition;
            if (definition.Window < AggregateWindow.Shortest || definition.Window > AggregateWindow.Longest)
            {
                throw new ArgumentException($"The window of {definition.Name} is {definition.Window}; allowed is 1m to 400d.", nameof(aggregates));
            }

            if (!_byFingerprint.TryAdd(Items[i].Fingerprint, i))
            {
                throw new ArgumentException($"{definition.Name} stands twice.", nameof(aggregates));
            }
        }

        _byEventType = Items.Select((a, i) => (a, i)).GroupBy(p => TextValue.Fold(p.a.Definition.EventType), p => p.i)
            .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>No aggregates.</summary>
    public static AggregateCatalogue Empty { get; } = new([]);

    public IReadOnlyList<CataloguedAggregate> Items { get; }

    public int Count => Items.Count;

    /// <summary>Index of a definition, or -1 when it (or an equal one) is not in the catalogue.</summary>
    public int IndexOf(AggregateDefinition definition) => IndexOf(AggregateFingerprint.Of(definition));

    internal int IndexOf(ulong fingerprint) => _byFingerprint.GetValueOrDefault(fingerprint, -1);

    internal ReadOnlySpan<int> OfEventType(string folded) => _byEventType.GetValueOrDefault(folded);
}
