using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Detection.Aggregates;

/// <summary>Distinct values: exact to 64, then estimated.</summary>
/// <remarks>Exact: the newest step of each value. Estimated: a HyperLogLog whose registers keep their maxima by step, so that it slides too.</remarks>
internal sealed class DistinctAggregateState : AggregateState
{
    internal const byte Tag = 3;
    internal const int ExactCapacity = 64;

    private readonly List<Seen> _exact = [];
    private SlidingHyperLogLog? _sketch;
    private long _newest = long.MinValue;

    public override bool IsApproximate => _sketch is not null;

    public override void Update(AggregateDefinition definition, Value value, long time)
    {
        if (value.IsMissing)
        {
            return;
        }

        var step = AggregateWindow.StepOf(definition, time);
        var oldest = MoveTo(definition, step);
        if (step < oldest)
        {
            return;
        }

        if (value.Set is { } members)
        {
            foreach (var member in members)
            {
                Add(HashOf(Value.OfText(member)), step, oldest);
            }
        }
        else
        {
            Add(HashOf(value), step, oldest);
        }
    }

    public override Value Read(AggregateDefinition definition, long now)
    {
        var first = AggregateWindow.FirstStep(definition, now);
        if (_sketch is not null)
        {
            return Value.OfNumber(_sketch.Estimate(first));
        }

        var count = 0;
        foreach (var seen in _exact)
        {
            count += seen.Step >= first ? 1 : 0;
        }

        return Value.OfNumber(count);
    }

    internal override void Merge(AggregateDefinition definition, AggregateState other)
    {
        if (other is not DistinctAggregateState distinct)
        {
            return;
        }

        var oldest = MoveTo(definition, distinct._newest);
        if (distinct._sketch is not null)
        {
            Estimate().Merge(distinct._sketch);
        }

        foreach (var seen in distinct._exact)
        {
            Add(seen.Hash, seen.Step, oldest);
        }
    }

    internal override void Write(StateWriter writer)
    {
        writer.WriteByte(Tag);
        writer.WriteSigned(_newest);
        writer.WriteBoolean(_sketch is not null);
        if (_sketch is not null)
        {
            _sketch.Write(writer, _newest);
            return;
        }

        writer.WriteUnsigned((ulong)_exact.Count);
        foreach (var seen in _exact)
        {
            writer.WriteFixed(seen.Hash);
            writer.WriteUnsigned((ulong)(_newest - seen.Step));
        }
    }

    internal static DistinctAggregateState ReadFrom(ref StateReader reader)
    {
        var state = new DistinctAggregateState { _newest = reader.ReadSigned() };
        if (reader.ReadBoolean())
        {
            state._sketch = SlidingHyperLogLog.ReadFrom(ref reader, state._newest);
            return state;
        }

        var count = reader.ReadCount();
        for (var i = 0; i < count; i++)
        {
            state._exact.Add(new Seen(reader.ReadFixed(), state._newest - (long)reader.ReadUnsigned()));
        }

        return state;
    }

    // Forgets an estimate whose steps have all left the window: an empty window starts anew, exact.
    private long MoveTo(AggregateDefinition definition, long step)
    {
        _newest = Math.Max(_newest, step);
        var oldest = _newest - AggregateWindow.StepsKept(definition);
        if (_sketch is not null && _sketch.DropBefore(oldest))
        {
            _sketch = null;
        }

        return oldest;
    }

    private SlidingHyperLogLog Estimate()
    {
        _sketch ??= new SlidingHyperLogLog();
        foreach (var seen in _exact)
        {
            _sketch.Add(seen.Hash, seen.Step);
        }

        _exact.Clear();
        return _sketch;
    }

    private void Add(ulong hash, long step, long oldest)
    {
        if (_sketch is not null)
        {
            _sketch.Add(hash, step);
            return;
        }

        for (var i = 0; i < _exact.Count; i++)
        {
            if (_exact[i].Hash == hash)
            {
                _exact[i] = new Seen(hash, Math.Max(step, _exact[i].Step));
                return;
            }
        }

        if (_exact.Count == ExactCapacity)
        {
            _exact.RemoveAll(s => s.Step < oldest);
        }

        _exact.Add(new Seen(hash, step));
        if (_exact.Count > ExactCapacity)
        {
            Estimate();
        }
    }

    // Numbers and money are one family; the finaliser of MurmurHash3 spreads the bits.
    private static ulong HashOf(Value value)
    {
        var family = value.Kind switch { ValueKind.Text => 1UL, ValueKind.Number or ValueKind.Money => 2UL, var kind => 8UL + (ulong)kind };
        var bits = (ulong)BitConverter.DoubleToInt64Bits(value.Predictor + 0.0) + (family * 0x9E3779B97F4A7C15UL);
        bits = (bits ^ (bits >> 33)) * 0xFF51AFD7ED558CCDUL;
        bits = (bits ^ (bits >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return bits ^ (bits >> 33);
    }

    private readonly record struct Seen(ulong Hash, long Step);
}
