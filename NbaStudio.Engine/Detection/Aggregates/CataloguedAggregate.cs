using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Aggregates;

/// <summary>One aggregate of a catalogue.</summary>
/// <param name="Definition">What it counts.</param>
/// <param name="Filter">Which events count; null = all of the type.</param>
public sealed record CataloguedAggregate(AggregateDefinition Definition, IEventFilter? Filter)
{
    internal ulong Fingerprint { get; } = AggregateFingerprint.Of(Definition);
}
