using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Evaluation;

namespace NbaStudio.Engine.Decisions.Programs;

/// <summary>The values of all actions in one piece of memory. Immutable and thread safe; allocates nothing.</summary>
/// <remarks>Most values are "a number of the customer's, times something, plus something": those are one multiplication and one addition, the same to the last bit as step by step.</remarks>
internal sealed class ValueProgram
{
    private readonly int[] _slots;
    private readonly double[] _factors;
    private readonly double[] _addends;
    private readonly int[] _starts;
    private readonly NumberStep[] _steps;
    private readonly CompiledExpression?[] _others;
    private readonly double _standard;

    /// <param name="values">By action; null = <paramref name="standard"/>.</param>
    /// <param name="standard">Value in money of an action that states none.</param>
    public ValueProgram(IReadOnlyList<CompiledExpression?> values, double standard)
    {
        _standard = standard;
        _starts = new int[values.Count + 1];
        _others = new CompiledExpression?[values.Count];
        var lines = new Line?[values.Count];
        var steps = new List<NumberStep>();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not DelegateExpression { Number: { } number })
            {
                _others[i] = values[i];
            }
            else if (LineOf(number) is { } line)
            {
                lines[i] = line;
            }
            else
            {
                steps.AddRange(number);
            }

            _starts[i + 1] = steps.Count;
        }

        _slots = [.. lines.Select(l => l?.Slot ?? -1)];
        _factors = [.. lines.Select(l => l?.Factor ?? 0)];
        _addends = [.. lines.Select(l => l?.Addend ?? 0)];
        _steps = [.. steps];
    }

    /// <summary>The value of an action in money, before its cap; NaN when it cannot be worked out.</summary>
    /// <param name="action">Index of the action.</param>
    /// <param name="numbers">The slots as <see cref="RuleProgram.Spread"/> writes them.</param>
    /// <param name="frame">The same slots, for what is more than a line.</param>
    public double Of(int action, ReadOnlySpan<double> numbers, EvaluationFrame frame)
    {
        var slot = _slots[action];
        return slot >= 0 ? Finite((numbers[slot] * _factors[action]) + _addends[action]) : Other(action, frame);
    }

    private double Other(int action, EvaluationFrame frame)
    {
        var (start, end) = (_starts[action], _starts[action + 1]);
        return end > start ? NumberProgram.Run(_steps.AsSpan(start, end - start), frame)
            : _others[action] is not { } other ? _standard
            : other.Evaluate(frame) is { IsMissing: false } value ? value.Number : double.NaN;
    }

    private static double Finite(double number) => double.IsFinite(number) ? number : double.NaN;

    /// <summary>Slot x factor + addend, where the steps come to that; else null.</summary>
    private static Line? LineOf(ReadOnlySpan<NumberStep> steps)
    {
        // Adding minus zero changes no number, not even minus zero.
        Line line;
        switch (steps)
        {
            case [{ Operation: NumberOperation.Load, Operand: NumberOperand.Slot } load, { Operation: NumberOperation.Multiply, Operand: NumberOperand.Constant } times, ..]:
                line = new Line(load.Slot, times.Constant, -0.0);
                steps = steps[2..];
                break;
            case [{ Operation: NumberOperation.Load, Operand: NumberOperand.Constant } load, { Operation: NumberOperation.Multiply, Operand: NumberOperand.Slot } times, ..]:
                line = new Line(times.Slot, load.Constant, -0.0);
                steps = steps[2..];
                break;
            case [{ Operation: NumberOperation.Load, Operand: NumberOperand.Slot } load, ..]:
                line = new Line(load.Slot, 1, -0.0);
                steps = steps[1..];
                break;
            default:
                return null;
        }

        return steps switch
        {
            [] => line,
            [{ Operation: NumberOperation.Add, Operand: NumberOperand.Constant } plus] => line with { Addend = plus.Constant },
            [{ Operation: NumberOperation.Subtract, Operand: NumberOperand.Constant } minus] => line with { Addend = -minus.Constant },
            _ => null,
        };
    }

    private readonly record struct Line(int Slot, double Factor, double Addend);
}
