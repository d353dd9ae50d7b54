using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Evaluation;

/// <summary>A slot's number in [Low, High]: what the comparisons with a literal come to, but for "not equal".</summary>
internal readonly record struct NumberRange(int Slot, double Low, double High)
{
    /// <summary>The range that an operator leaves (slot 0 for now); null where it is not one range.</summary>
    public static NumberRange? Of(ComparisonOperator op, double number) => op switch
    {
        ComparisonOperator.Equal => new(0, number, number),
        ComparisonOperator.Less => new(0, double.NegativeInfinity, double.BitDecrement(number)),
        ComparisonOperator.LessOrEqual => new(0, double.NegativeInfinity, number),
        ComparisonOperator.Greater => new(0, double.BitIncrement(number), double.PositiveInfinity),
        ComparisonOperator.GreaterOrEqual => new(0, number, double.PositiveInfinity),
        _ => null,
    };

    public static Ternary All(ReadOnlySpan<NumberRange> ranges, ReadOnlySpan<Value> slots)
    {
        var result = Ternary.True;
        foreach (ref readonly var range in ranges)
        {
            ref readonly var value = ref slots[range.Slot];
            if (!value.IsNumeric)
            {
                result = Ternary.Unknown;
            }
            else if (!(value.Number >= range.Low && value.Number <= range.High))
            {
                return Ternary.False;
            }
        }

        return result;
    }

    public static Ternary Any(ReadOnlySpan<NumberRange> ranges, ReadOnlySpan<Value> slots)
    {
        var result = Ternary.False;
        foreach (ref readonly var range in ranges)
        {
            ref readonly var value = ref slots[range.Slot];
            if (!value.IsNumeric)
            {
                result = Ternary.Unknown;
            }
            else if (value.Number >= range.Low && value.Number <= range.High)
            {
                return Ternary.True;
            }
        }

        return result;
    }
}
