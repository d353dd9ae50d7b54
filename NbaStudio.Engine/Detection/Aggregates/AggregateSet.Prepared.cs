using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Aggregates;

/// <summary>Aggregates of a revision to come: filled from the journal and kept current beside those in force, until that revision is.</summary>
public sealed partial class AggregateSet
{
    /// <summary>Whether a state, or a mark, with this fingerprint is kept.</summary>
    internal bool Contains(ulong fingerprint) => Find(fingerprint) is not null;

    internal bool ContainsAny(AggregateCatalogue catalogue)
    {
        foreach (var item in catalogue.Items)
        {
            if (Contains(item.Fingerprint))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Remembers something about the customer under a fingerprint that no aggregate has.</summary>
    internal void Mark(ulong fingerprint) => _others.Add(new(fingerprint, new LatestAggregateState()));

    /// <summary>Takes an event into aggregates that are not in force yet.</summary>
    internal void ApplyPrepared(AggregateCatalogue prepared, TextValue eventType, IPropertyReader properties, long time, long now)
    {
        foreach (var index in prepared.OfEventType(eventType.Folded))
        {
            var item = prepared.Items[index];
            if (Take(item, properties, out var value))
            {
                var state = Find(item.Fingerprint);
                if (state is null)
                {
                    Put(item.Fingerprint, state = AggregateState.Create(item.Definition));
                }

                state.Update(item.Definition, value, Math.Min(time, now));
            }
        }
    }

    /// <summary>Replaces the states of these aggregates by those that were worked out from the journal; null = no event counts.</summary>
    internal void Install(AggregateCatalogue catalogue, AggregateSet? filled)
    {
        foreach (var item in catalogue.Items)
        {
            Put(item.Fingerprint, filled?.Find(item.Fingerprint));
        }
    }

    /// <summary>Takes in another customer's aggregates that are not in force yet.</summary>
    internal void MergePrepared(AggregateSet other, AggregateCatalogue prepared)
    {
        foreach (var item in prepared.Items)
        {
            if (other.Find(item.Fingerprint) is { } state)
            {
                var own = Find(item.Fingerprint);
                if (own is null)
                {
                    Put(item.Fingerprint, own = AggregateState.Create(item.Definition));
                }

                own.Merge(item.Definition, state);
            }
        }
    }

    private void Put(ulong fingerprint, AggregateState? state)
    {
        if (_catalogue.IndexOf(fingerprint) is var index and >= 0)
        {
            _states[index] = state;
            return;
        }

        _others.RemoveAll(o => o.Key == fingerprint);
        if (state is not null)
        {
            _others.Add(new(fingerprint, state));
        }
    }
}
