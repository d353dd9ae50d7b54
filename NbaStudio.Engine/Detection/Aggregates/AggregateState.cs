using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Detection.Aggregates;

/// <summary>The live number of one aggregate for one customer. Small, made when the first event counts. Not thread safe.</summary>
public abstract class AggregateState
{
    /// <summary>Whether the number is an estimate (shown with ~).</summary>
    public virtual bool IsApproximate => false;

    /// <summary>An empty state of the right shape for the definition's function.</summary>
    public static AggregateState Create(AggregateDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Function switch
        {
            AggregateFunction.Distinct => new DistinctAggregateState(),
            AggregateFunction.Last or AggregateFunction.DaysSince => new LatestAggregateState(),
            _ => new SteppedAggregateState(),
        };
    }

    /// <summary>The number of a customer for whom no event has counted yet: 0 for counts and sums, else missing.</summary>
    public static Value ReadEmpty(AggregateDefinition definition) =>
        definition.Function is AggregateFunction.Count or AggregateFunction.Sum or AggregateFunction.Distinct ? Value.OfNumber(0) : Value.Missing;

    /// <summary>Takes one event that passed the filter, in any order of time; one older than the window changes nothing that can be read.</summary>
    /// <param name="definition">The definition for which the state was made.</param>
    /// <param name="value">Value of the property; ignored by count and days since.</param>
    /// <param name="time">Event time, milliseconds since 1970 UTC.</param>
    public abstract void Update(AggregateDefinition definition, Value value, long time);

    /// <summary>The number over (floor((now - W)/step) x step, now]. Allocates nothing.</summary>
    /// <param name="definition">The definition for which the state was made.</param>
    /// <param name="now">Milliseconds since 1970 UTC; at or after the newest event.</param>
    public abstract Value Read(AggregateDefinition definition, long now);

    /// <summary>Takes in everything that another state of the same definition has seen (two customers become one).</summary>
    internal abstract void Merge(AggregateDefinition definition, AggregateState other);

    internal abstract void Write(StateWriter writer);

    internal static AggregateState Read(ref StateReader reader) => reader.ReadByte() switch
    {
        SteppedAggregateState.Tag => SteppedAggregateState.ReadFrom(ref reader),
        LatestAggregateState.Tag => LatestAggregateState.ReadFrom(ref reader),
        DistinctAggregateState.Tag => DistinctAggregateState.ReadFrom(ref reader),
        var tag => throw StateReader.Invalid($"aggregate of unknown shape {tag}"),
    };
}
