using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Detection.Aggregates;

/// <summary>Last and days since: the newest event is all they need, since when it has left the window every event has.</summary>
internal sealed class LatestAggregateState : AggregateState
{
    internal const byte Tag = 2;

    private const double DayMilliseconds = 86_400_000;

    private long _time = long.MinValue;
    private Value _value;

    public override void Update(AggregateDefinition definition, Value value, long time)
    {
        if (time >= _time)
        {
            _time = time;
            _value = definition.Function == AggregateFunction.Last ? value : Value.Missing;
        }
    }

    /// <remarks>Days since counts whole days of 24 hours.</remarks>
    public override Value Read(AggregateDefinition definition, long now)
    {
        if (_time == long.MinValue || _time <= AggregateWindow.StartOf(definition, now))
        {
            return Value.Missing;
        }

        return definition.Function == AggregateFunction.Last ? _value : Value.OfNumber(Math.Floor(Math.Max(0, now - _time) / DayMilliseconds));
    }

    internal override void Merge(AggregateDefinition definition, AggregateState other)
    {
        if (other is LatestAggregateState latest && latest._time > _time)
        {
            (_time, _value) = (latest._time, latest._value);
        }
    }

    internal override void Write(StateWriter writer)
    {
        writer.WriteByte(Tag);
        writer.WriteSigned(_time);
        writer.WriteValue(_value);
    }

    internal static LatestAggregateState ReadFrom(ref StateReader reader) => new() { _time = reader.ReadSigned(), _value = reader.ReadValue() };
}
