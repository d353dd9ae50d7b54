using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Detection.Aggregates;

/// <summary>The aggregates of one customer. Not thread safe.</summary>
/// <remarks>After reading from storage and after each publication call <see cref="Bind"/>, which makes reads an array access.</remarks>
public sealed partial class AggregateSet
{
    private AggregateCatalogue _catalogue = AggregateCatalogue.Empty;
    private AggregateState?[] _states = [];

    // States of aggregates that the bound catalogue does not have: kept until the next write, so that a binding alone loses nothing.
    private List<KeyValuePair<ulong, AggregateState>> _others = [];

    /// <summary>The catalogue that the states are arranged by.</summary>
    public AggregateCatalogue Catalogue => _catalogue;

    /// <summary>Arranges the states by a catalogue; a reference comparison when it is bound already.</summary>
    public void Bind(AggregateCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        if (ReferenceEquals(catalogue, _catalogue))
        {
            return;
        }

        var states = new AggregateState?[catalogue.Count];
        List<KeyValuePair<ulong, AggregateState>> others = [];
        foreach (var (fingerprint, state) in All())
        {
            var index = catalogue.IndexOf(fingerprint);
            if (index < 0)
            {
                others.Add(new(fingerprint, state));
            }
            else
            {
                states[index] = state;
            }
        }

        (_catalogue, _states, _others) = (catalogue, states, others);
    }

    /// <summary>Takes an event into every aggregate of its type whose filter it passes.</summary>
    /// <param name="eventType">Type of the event.</param>
    /// <param name="properties">Its properties.</param>
    /// <param name="time">Event time, milliseconds since 1970 UTC. Late ones count where they belong; one ahead of the clock counts as now.</param>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    /// <returns>How many aggregates took it.</returns>
    public int Apply(AggregateCatalogue catalogue, TextValue eventType, IPropertyReader properties, long time, long now)
    {
        Bind(catalogue);
        var taken = 0;
        foreach (var index in catalogue.OfEventType(eventType.Folded))
        {
            taken += ApplyAt(index, properties, Math.Min(time, now)) ? 1 : 0;
        }

        return taken;
    }

    /// <summary>Takes an event into one aggregate only: back-filling a new one from the journal.</summary>
    /// <param name="index">Index in the bound catalogue; the event has the aggregate's type.</param>
    /// <param name="time">Event time, milliseconds since 1970 UTC, not ahead of the clock.</param>
    /// <returns>Whether it passed the filter.</returns>
    public bool ApplyAt(int index, IPropertyReader properties, long time)
    {
        var item = _catalogue.Items[index];
        if (!Take(item, properties, out var value))
        {
            return false;
        }

        (_states[index] ??= AggregateState.Create(item.Definition)).Update(item.Definition, value, time);
        return true;
    }

    // Whether an event counts for an aggregate, and with which value.
    private static bool Take(CataloguedAggregate item, IPropertyReader properties, out Value value)
    {
        var (definition, filter) = item;
        value = Value.Missing;
        if (filter is not null && filter.Test(properties) != Ternary.True)
        {
            return false;
        }

        value = definition.Property is null ? Value.Missing : properties.Read(definition.Property);
        return !value.IsMissing || definition.Function is AggregateFunction.Count or AggregateFunction.DaysSince;
    }

    /// <summary>The number of the aggregate at an index of the bound catalogue. Allocates nothing.</summary>
    public Value ReadAt(int index, long now)
    {
        var definition = _catalogue.Items[index].Definition;
        return _states[index]?.Read(definition, now) ?? AggregateState.ReadEmpty(definition);
    }

    /// <summary>The number of an aggregate by its definition, bound or not.</summary>
    public Value Read(AggregateDefinition definition, long now) => Find(definition)?.Read(definition, now) ?? AggregateState.ReadEmpty(definition);

    /// <summary>The state of an aggregate, or null when no event has counted.</summary>
    public AggregateState? Find(AggregateDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Find(AggregateFingerprint.Of(definition));
    }

    internal AggregateState? Find(ulong fingerprint)
    {
        var index = _catalogue.IndexOf(fingerprint);
        if (index >= 0)
        {
            return _states[index];
        }

        foreach (var (key, state) in _others)
        {
            if (key == fingerprint)
            {
                return state;
            }
        }

        return null;
    }

    /// <summary>Takes in the aggregates of another customer, as far as the catalogue has them.</summary>
    internal void Merge(AggregateSet other, AggregateCatalogue catalogue)
    {
        Bind(catalogue);
        other.Bind(catalogue);
        for (var i = 0; i < _states.Length; i++)
        {
            if (other._states[i] is { } state)
            {
                var definition = catalogue.Items[i].Definition;
                (_states[i] ??= AggregateState.Create(definition)).Merge(definition, state);
            }
        }
    }

    // A state that has been read and never bound keeps everything: what the catalogue lacks is known only once there is one.
    internal void DropOthers(Predicate<ulong>? keep)
    {
        if (keep is not null)
        {
            _others.RemoveAll(o => !keep(o.Key));
        }
        else if (_catalogue.Count > 0)
        {
            _others.Clear();
        }
    }

    internal IEnumerable<KeyValuePair<ulong, AggregateState>> All()
    {
        for (var i = 0; i < _states.Length; i++)
        {
            if (_states[i] is { } state)
            {
                yield return new(_catalogue.Items[i].Fingerprint, state);
            }
        }

        foreach (var other in _others)
        {
            yield return other;
        }
    }

    internal void Restore(ulong fingerprint, AggregateState state) => _others.Add(new(fingerprint, state));
}
