using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Aggregates;

/// <summary>Makes the catalogue of a revision from the aggregates that its layout reads.</summary>
public static class AggregateCatalogueBuilder
{
    /// <summary>Compiles the filter of every aggregate of the layout.</summary>
    /// <param name="layout">Slots of a revision that has been validated.</param>
    /// <param name="scope">The declared event types.</param>
    /// <exception cref="ArgumentException">A where has issues, or a window is out of range: validation reports these before.</exception>
    public static AggregateCatalogue Build(SlotLayout layout, ConditionScope scope)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(scope);
        var definitions = layout.Slots.OfType<AggregateSlot>().Select(s => s.Aggregate).Distinct();
        return new AggregateCatalogue([.. definitions.Select(d => (d, FilterOf(d, scope)))]);
    }

    private static IEventFilter? FilterOf(AggregateDefinition definition, ConditionScope scope)
    {
        if (string.IsNullOrWhiteSpace(definition.Where))
        {
            return null;
        }

        var (filter, issues) = WhereFilter.Compile(definition.Where, definition.EventType, scope);
        return filter is not null
            ? new CompiledEventFilter(filter)
            : throw new ArgumentException($"The filter of {definition.Name} is wrong: {issues[0].Message}", nameof(definition));
    }
}
