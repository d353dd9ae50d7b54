namespace NbaStudio.Engine.Conditions.Evaluation;

/// <summary>A condition as what must hold together: numbers in ranges, and the rest. Immutable and thread safe.</summary>
internal sealed class Conjunction
{
    /// <param name="ranges">Numbers that must be in their ranges; may be empty where there is a rest.</param>
    /// <param name="rest">What else must hold; null = nothing.</param>
    public Conjunction(NumberRange[] ranges, Func<EvaluationFrame, Ternary>? rest)
    {
        Ranges = ranges;
        Rest = rest;
        Test = ranges.Length == 0 && rest is not null ? rest : rest is null ? frame => NumberRange.All(ranges, frame.Slots) : frame => And(ranges, rest, frame);
    }

    /// <summary>Nothing at all: always true.</summary>
    public static Conjunction None { get; } = new([], null);

    public NumberRange[] Ranges { get; }

    public Func<EvaluationFrame, Ternary>? Rest { get; }

    /// <summary>The truth of the whole.</summary>
    public Func<EvaluationFrame, Ternary> Test { get; }

    private static Ternary And(NumberRange[] ranges, Func<EvaluationFrame, Ternary> rest, EvaluationFrame frame) =>
        NumberRange.All(ranges, frame.Slots) is var first && first == Ternary.False ? first : Operations.And(first, rest(frame));
}
