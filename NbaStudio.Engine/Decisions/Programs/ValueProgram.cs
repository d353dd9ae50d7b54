using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Evaluation;

namespace NbaStudio.Engine.Decisions.Programs;

/// <summary>The values of all actions in one piece of memory. Immutable and thread safe; allocates nothing.</summary>
internal sealed class ValueProgram
{
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
        var steps = new List<NumberStep>();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is DelegateExpression { Number: { } number })
            {
                steps.AddRange(number);
            }
            else
            {
                _others[i] = values[i];
            }

            _starts[i + 1] = steps.Count;
        }

        _steps = [.. steps];
    }

    /// <summary>The value of an action in money, before its cap; NaN when it cannot be worked out.</summary>
    public double Of(int action, EvaluationFrame frame)
    {
        var (start, end) = (_starts[action], _starts[action + 1]);
        return end > start ? NumberProgram.Run(_steps.AsSpan(start, end - start), frame)
            : _others[action] is not { } other ? _standard
            : other.Evaluate(frame) is { IsMissing: false } value ? value.Number : double.NaN;
    }
}
