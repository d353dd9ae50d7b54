using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Detection.Aggregates;

/// <summary>Count, sum, average, minimum and maximum: one cell per step that has events, at most one more than steps fit into the window.</summary>
internal sealed class SteppedAggregateState : AggregateState
{
    internal const byte Tag = 1;

    private const double LargestMilliseconds = 8.6e14; // no date or duration lies beyond

    private Cell[] _cells = [];
    private int _count;
    private ValueKind _kind = ValueKind.Number;

    public override void Update(AggregateDefinition definition, Value value, long time)
    {
        var counts = definition.Function == AggregateFunction.Count;
        if (!counts && value.Kind is not (ValueKind.Number or ValueKind.Money or ValueKind.DateTime or ValueKind.Duration or ValueKind.Boolean))
        {
            return;
        }

        _kind = counts ? ValueKind.Number : value.Kind;
        Add(definition, new Cell { Step = AggregateWindow.StepOf(definition, time), Count = 1, Number = counts ? 0 : value.Number });
    }

    internal override void Merge(AggregateDefinition definition, AggregateState other)
    {
        if (other is not SteppedAggregateState stepped)
        {
            return;
        }

        _kind = _count == 0 ? stepped._kind : _kind;
        for (var i = 0; i < stepped._count; i++)
        {
            Add(definition, stepped._cells[i]);
        }
    }

    private void Add(AggregateDefinition definition, in Cell added)
    {
        var step = added.Step;
        var oldest = (_count == 0 ? step : Math.Max(step, _cells[_count - 1].Step)) - AggregateWindow.StepsKept(definition);
        if (step < oldest)
        {
            return;
        }

        DropBefore(oldest);
        var index = _count;
        while (index > 0 && _cells[index - 1].Step > step)
        {
            index--;
        }

        if (index > 0 && _cells[index - 1].Step == step)
        {
            ref var cell = ref _cells[index - 1];
            cell.Count += added.Count;
            cell.Number = definition.Function switch
            {
                AggregateFunction.Min => Math.Min(cell.Number, added.Number),
                AggregateFunction.Max => Math.Max(cell.Number, added.Number),
                _ => cell.Number + added.Number,
            };
            return;
        }

        if (_count == _cells.Length)
        {
            Array.Resize(ref _cells, _count == 0 ? 2 : _count * 2);
        }

        Array.Copy(_cells, index, _cells, index + 1, _count - index);
        _cells[index] = added;
        _count++;
    }

    public override Value Read(AggregateDefinition definition, long now)
    {
        var first = AggregateWindow.FirstStep(definition, now);
        var function = definition.Function;
        long count = 0;
        var number = function switch { AggregateFunction.Min => double.PositiveInfinity, AggregateFunction.Max => double.NegativeInfinity, _ => 0.0 };
        for (var i = _count - 1; i >= 0 && _cells[i].Step >= first; i--)
        {
            ref readonly var cell = ref _cells[i];
            count += cell.Count;
            number = function switch
            {
                AggregateFunction.Min => Math.Min(number, cell.Number),
                AggregateFunction.Max => Math.Max(number, cell.Number),
                _ => number + cell.Number,
            };
        }

        return function switch
        {
            AggregateFunction.Count => Value.OfNumber(count),
            AggregateFunction.Sum => OfKind(number),
            _ when count == 0 => Value.Missing,
            AggregateFunction.Average => OfKind(number / count),
            _ => OfKind(number),
        };
    }

    internal override void Write(StateWriter writer)
    {
        writer.WriteByte(Tag);
        writer.WriteByte((byte)_kind);
        writer.WriteUnsigned((ulong)_count);
        var step = 0L;
        for (var i = 0; i < _count; i++)
        {
            writer.WriteSigned(_cells[i].Step - step);
            writer.WriteUnsigned((ulong)_cells[i].Count);
            writer.WriteDouble(_cells[i].Number);
            step = _cells[i].Step;
        }
    }

    internal static SteppedAggregateState ReadFrom(ref StateReader reader)
    {
        var state = new SteppedAggregateState { _kind = (ValueKind)reader.ReadByte(), _count = reader.ReadCount() };
        state._cells = new Cell[state._count];
        var step = 0L;
        for (var i = 0; i < state._count; i++)
        {
            step += reader.ReadSigned();
            state._cells[i] = new Cell { Step = step, Count = (int)reader.ReadUnsigned(), Number = reader.ReadDouble() };
        }

        return state;
    }

    private Value OfKind(double number) => _kind switch
    {
        _ when !double.IsFinite(number) => Value.Missing,
        ValueKind.Money => Value.OfMoney(number),
        ValueKind.DateTime or ValueKind.Duration when Math.Abs(number) > LargestMilliseconds => Value.Missing,
        ValueKind.DateTime => Value.OfUnixMilliseconds((long)number),
        ValueKind.Duration => Value.OfDuration(TimeSpan.FromMilliseconds(number)),
        _ => Value.OfNumber(number),
    };

    private void DropBefore(long oldest)
    {
        var drop = 0;
        while (drop < _count && _cells[drop].Step < oldest)
        {
            drop++;
        }

        if (drop > 0)
        {
            Array.Copy(_cells, drop, _cells, 0, _count - drop);
            _count -= drop;
        }
    }

    private struct Cell
    {
        public long Step;
        public int Count;
        public double Number;
    }
}
