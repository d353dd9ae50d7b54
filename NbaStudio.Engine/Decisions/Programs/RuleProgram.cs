using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Evaluation;

namespace NbaStudio.Engine.Decisions.Programs;

/// <summary>The conditions of many items in one piece of memory. Immutable and thread safe; allocates nothing.</summary>
/// <remarks>
/// <para>A decision only asks whether a condition is true. So every comparison of a number becomes "at least a bound": x &lt;= h is -x &gt;= -h, exactly, and a missing
/// number is NaN, which is at least nothing.</para>
/// <para>
/// With the bounds of each number in falling order, those that fail come first: <see cref="MarkFailed"/> costs as many steps as comparisons fail, and
/// none for those that hold. (The counting idea of publish/subscribe matching, turned round.)
/// </para>
/// </remarks>
internal sealed class RuleProgram
{
    private readonly int[] _starts;
    private readonly int[] _numbers;
    private readonly double[] _bounds;
    private readonly Func<EvaluationFrame, Ternary>?[] _rests;

    // By number: the bounds on it, the highest first, and whose they are.
    private readonly int[] _firstOfNumber;
    private readonly double[] _falling;
    private readonly int[] _items;

    /// <param name="conditions">By item; null = always true.</param>
    /// <param name="slots">Slots of the layout.</param>
    public RuleProgram(IReadOnlyList<CompiledExpression?> conditions, int slots)
    {
        _starts = new int[conditions.Count + 1];
        _rests = new Func<EvaluationFrame, Ternary>?[conditions.Count];
        var numbers = new List<int>();
        var bounds = new List<double>();
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i] is DelegateExpression { Conjunction: var conjunction })
            {
                foreach (var range in conjunction.Ranges)
                {
                    Add(range, slots, numbers, bounds);
                }

                _rests[i] = conjunction.Rest;
            }
            else if (conditions[i] is { } other)
            {
                _rests[i] = other.Test;
            }

            _starts[i + 1] = numbers.Count;
        }

        IsNumbersOnly = Array.TrueForAll(_rests, r => r is null);
        _numbers = [.. numbers];
        _bounds = [.. bounds];
        var items = Enumerable.Range(0, conditions.Count).SelectMany(i => Enumerable.Repeat(i, _starts[i + 1] - _starts[i])).ToArray();
        var order = Enumerable.Range(0, items.Length).OrderBy(i => _numbers[i]).ThenByDescending(i => _bounds[i]).ToArray();
        _falling = [.. order.Select(i => _bounds[i])];
        _items = [.. order.Select(i => items[i])];
        _firstOfNumber = new int[(2 * slots) + 1];
        foreach (var number in _numbers)
        {
            _firstOfNumber[number + 1]++;
        }

        for (var number = 0; number < 2 * slots; number++)
        {
            _firstOfNumber[number + 1] += _firstOfNumber[number];
        }
    }

    /// <summary>Marks every item of which some comparison of a number does not hold; the rest of its condition is still to be asked (<see cref="RestHolds"/>).</summary>
    /// <param name="numbers">The slots as <see cref="Spread"/> writes them.</param>
    /// <param name="failed">By item; all false before.</param>
    public void MarkFailed(ReadOnlySpan<double> numbers, Span<bool> failed)
    {
        for (var number = 0; number < numbers.Length; number++)
        {
            var (first, end) = (_firstOfNumber[number], _firstOfNumber[number + 1]);
            for (var i = first; i < end && !(numbers[number] >= _falling[i]); i++)
            {
                failed[_items[i]] = true;
            }
        }
    }

    /// <summary>Whether the conditions of all items are comparisons of numbers and nothing else.</summary>
    public bool IsNumbersOnly { get; }

    /// <summary>Whether what is not a comparison of a number holds.</summary>
    public bool RestHolds(int item, EvaluationFrame frame) => _rests[item] is not { } rest || rest(frame) == Ternary.True;

    /// <summary>Whether the condition of an item is true; false and unknown are not.</summary>
    /// <param name="item">Index of the item.</param>
    /// <param name="numbers">The slots as <see cref="Spread"/> writes them.</param>
    /// <param name="frame">The same slots, for what is not a comparison of numbers.</param>
    public bool Holds(int item, ReadOnlySpan<double> numbers, EvaluationFrame frame)
    {
        var (start, end) = (_starts[item], _starts[item + 1]);
        var which = _numbers.AsSpan(start, end - start);
        var bounds = _bounds.AsSpan(start, end - start);
        for (var i = 0; i < which.Length && i < bounds.Length; i++)
        {
            if (!(numbers[which[i]] >= bounds[i]))
            {
                return false;
            }
        }

        return RestHolds(item, frame);
    }

    /// <summary>Writes every slot's number, then every negative of it; NaN where the slot is no number.</summary>
    /// <param name="slots">Slots of a frame.</param>
    /// <param name="numbers">Twice as long.</param>
    public static void Spread(ReadOnlySpan<Value> slots, Span<double> numbers)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            var number = slots[i].IsNumeric ? slots[i].Number : double.NaN;
            numbers[i] = number;
            numbers[i + slots.Length] = -number;
        }
    }

    private static void Add(in NumberRange range, int slots, List<int> numbers, List<double> bounds)
    {
        if (!double.IsNegativeInfinity(range.Low) || double.IsPositiveInfinity(range.High))
        {
            numbers.Add(range.Slot);
            bounds.Add(range.Low);
        }

        if (!double.IsPositiveInfinity(range.High))
        {
            numbers.Add(range.Slot + slots);
            bounds.Add(-range.High);
        }
    }
}
