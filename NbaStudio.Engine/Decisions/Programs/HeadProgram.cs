using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Programs;

/// <summary>The further heads of all treatments side by side, and the values that heads state. Immutable and thread safe; allocates nothing.</summary>
internal sealed class HeadProgram
{
    private readonly int[] _starts;
    private readonly HeadKind[] _kinds;
    private readonly CompiledExpression?[] _values;
    private readonly CompiledExpression?[] _primaryValues;

    public HeadProgram(IReadOnlyList<TreatmentSnapshot> treatments)
    {
        HeadSnapshot[] further = [.. treatments.SelectMany(t => t.Heads.Skip(1))];
        _kinds = [.. further.Select(h => h.Kind)];
        _values = [.. further.Select(h => h.Value)];
        _primaryValues = [.. treatments.Select(t => t.Heads[0].Value)];
        _starts = new int[treatments.Count + 1];
        for (var t = 0; t < treatments.Count; t++)
        {
            _starts[t + 1] = _starts[t] + treatments[t].Heads.Count - 1;
        }

        Kinds = [.. _kinds.Distinct().Order()];
    }

    /// <summary>Kinds that are a further head of any treatment; empty for most policies.</summary>
    public HeadKind[] Kinds { get; }

    /// <summary>Further heads of all treatments together.</summary>
    public int Count => _kinds.Length;

    /// <summary>Places of a treatment's further heads: from Start up to End, without it.</summary>
    public (int Start, int End) Of(int treatment) => (_starts[treatment], _starts[treatment + 1]);

    public HeadKind KindAt(int place) => _kinds[place];

    /// <summary>Place of a treatment's further head of a kind; -1 where it has none.</summary>
    public int Find(int treatment, HeadKind kind)
    {
        for (var place = _starts[treatment]; place < _starts[treatment + 1]; place++)
        {
            if (_kinds[place] == kind)
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>Money of a further head if it happens; the action's where it states none. NaN when it cannot be worked out. Harm is never a gain.</summary>
    public double ValueAt(int place, double actionValue, EvaluationFrame frame)
    {
        var value = Evaluate(_values[place], actionValue, frame);
        return _kinds[place] == HeadKind.Harm ? Math.Min(0, value) : value;
    }

    /// <summary>Money of a treatment's primary head if it happens; the action's where it states none.</summary>
    public double PrimaryValue(int treatment, double actionValue, EvaluationFrame frame) => Evaluate(_primaryValues[treatment], actionValue, frame);

    private static double Evaluate(CompiledExpression? expression, double otherwise, EvaluationFrame frame) =>
        expression is null ? otherwise : expression.Evaluate(frame) is { IsMissing: false } value ? value.Number : double.NaN;
}
