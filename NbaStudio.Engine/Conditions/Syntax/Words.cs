namespace NbaStudio.Engine.Conditions.Syntax;

/// <summary>The words of the language, in one place for lexer, parser and printer.</summary>
internal static class Words
{
    public static readonly IReadOnlyDictionary<string, NameRoot> Roots = Enum.GetValues<NameRoot>().ToDictionary(r => r.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static readonly IReadOnlyDictionary<string, AggregateFunction> Aggregates = new Dictionary<string, AggregateFunction>(StringComparer.OrdinalIgnoreCase)
    {
        ["count"] = AggregateFunction.Count,
        ["sum"] = AggregateFunction.Sum,
        ["average"] = AggregateFunction.Average,
        ["min"] = AggregateFunction.Min,
        ["max"] = AggregateFunction.Max,
        ["last"] = AggregateFunction.Last,
        ["distinct"] = AggregateFunction.Distinct,
        ["days_since"] = AggregateFunction.DaysSince,
    };

    public static readonly IReadOnlyDictionary<string, ConditionFunction> Calls = new Dictionary<string, ConditionFunction>(StringComparer.OrdinalIgnoreCase)
    {
        ["min"] = ConditionFunction.Min,
        ["max"] = ConditionFunction.Max,
        ["round"] = ConditionFunction.Round,
        ["starts_with"] = ConditionFunction.StartsWith,
    };

    public static readonly IReadOnlyList<string> Functions =
        ["count", "sum", "average", "min", "max", "last", "distinct", "seen", "days_since", "outcome_count", "starts_with", "round", "now"];

    /// <summary>Words that cannot stand alone as the name of an event property; event.word can.</summary>
    private static readonly HashSet<string> Reserved = new(
        ["and", "or", "not", "in", "between", "is", "missing", "present", "contains", "true", "false", "now", "date", "event", "condition", "where"],
        StringComparer.OrdinalIgnoreCase);

    public static bool IsReserved(string word) => Reserved.Contains(word);

    public static bool IsIdentifier(string text) => text.Length > 0 && IsWordStart(text[0]) && text.All(IsWordPart);

    public static bool IsWordStart(char c) => c == '_' || char.IsLetter(c);

    public static bool IsWordPart(char c) => c == '_' || char.IsLetterOrDigit(c);

    public static string Symbol(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.NotEqual => "!=",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        _ => ">=",
    };

    public static string Symbol(ArithmeticOperator op) => op switch
    {
        ArithmeticOperator.Add => "+",
        ArithmeticOperator.Subtract => "-",
        ArithmeticOperator.Multiply => "*",
        _ => "/",
    };

    public static string Name(AggregateFunction function) => function == AggregateFunction.DaysSince ? "days_since" : function.ToString().ToLowerInvariant();

    public static string Name(ConditionFunction function) => function == ConditionFunction.StartsWith ? "starts_with" : function.ToString().ToLowerInvariant();
}
