using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Evaluation;

/// <summary>What each operator does with values, missing ones and ones of the wrong type included. Pure; allocates nothing.</summary>
internal static class Operations
{
    public static Ternary Not(Ternary truth) => truth switch { Ternary.True => Ternary.False, Ternary.False => Ternary.True, _ => Ternary.Unknown };

    public static Ternary And(Ternary left, Ternary right) =>
        left == Ternary.False || right == Ternary.False ? Ternary.False : left == Ternary.True && right == Ternary.True ? Ternary.True : Ternary.Unknown;

    public static Ternary Or(Ternary left, Ternary right) => Not(And(Not(left), Not(right)));

    public static Ternary Of(bool truth) => truth ? Ternary.True : Ternary.False;

    public static Ternary TruthOf(Value value) => value.Kind == ValueKind.Boolean ? Of(value.Number != 0) : Ternary.Unknown;

    public static Value ValueOf(Ternary truth) => truth == Ternary.Unknown ? Value.Missing : Value.OfBoolean(truth == Ternary.True);

    public static Ternary Compare(ComparisonOperator op, Value left, Value right)
    {
        if (left.Kind == ValueKind.Text && right.Kind == ValueKind.Text)
        {
            return op switch
            {
                ComparisonOperator.Equal => Of(left.Text!.Equals(right.Text)),
                ComparisonOperator.NotEqual => Of(!left.Text!.Equals(right.Text)),
                _ => Ternary.Unknown,
            };
        }

        var ordered = (left.IsNumeric && right.IsNumeric) || (left.Kind == right.Kind && left.Kind is ValueKind.DateTime or ValueKind.Duration);
        var equatable = ordered || (left.Kind == ValueKind.Boolean && right.Kind == ValueKind.Boolean);
        return op switch
        {
            ComparisonOperator.Equal when equatable => Of(left.Number == right.Number),
            ComparisonOperator.NotEqual when equatable => Of(left.Number != right.Number),
            ComparisonOperator.Less when ordered => Of(left.Number < right.Number),
            ComparisonOperator.LessOrEqual when ordered => Of(left.Number <= right.Number),
            ComparisonOperator.Greater when ordered => Of(left.Number > right.Number),
            ComparisonOperator.GreaterOrEqual when ordered => Of(left.Number >= right.Number),
            _ => Ternary.Unknown,
        };
    }

    public static Ternary Between(Value subject, Value low, Value high) =>
        And(Compare(ComparisonOperator.GreaterOrEqual, subject, low), Compare(ComparisonOperator.LessOrEqual, subject, high));

    /// <summary>True where one member equals the subject; unknown where none does and a comparison is unknown.</summary>
    public static Ternary In(Value subject, Value[] members)
    {
        var result = Ternary.False;
        foreach (var member in members)
        {
            result = Or(result, Compare(ComparisonOperator.Equal, subject, member));
            if (result == Ternary.True)
            {
                break;
            }
        }

        return result;
    }

    /// <summary>Whether a set has the member, or a text the part.</summary>
    public static Ternary Contains(Value subject, Value member)
    {
        if (member.Text is not { } wanted)
        {
            return Ternary.Unknown;
        }

        if (subject.Text is { } text)
        {
            return Of(text.Folded.Contains(wanted.Folded, StringComparison.Ordinal));
        }

        if (subject.Set is not { } set)
        {
            return Ternary.Unknown;
        }

        for (var i = 0; i < set.Count; i++)
        {
            if (set[i].Equals(wanted))
            {
                return Ternary.True;
            }
        }

        return Ternary.False;
    }

    public static Ternary StartsWith(Value text, Value start) =>
        text.Text is { } whole && start.Text is { } beginning ? Of(whole.Folded.StartsWith(beginning.Folded, StringComparison.Ordinal)) : Ternary.Unknown;

    public static Value Negate(Value value) => Make(value.Kind, -value.Number);

    public static Value Round(Value value) => value.IsNumeric ? Make(value.Kind, Math.Round(value.Number, MidpointRounding.AwayFromZero)) : Value.Missing;

    public static Value Arithmetic(ArithmeticOperator op, Value left, Value right) => op switch
    {
        ArithmeticOperator.Add => Make(SumKind(left.Kind, right.Kind, subtract: false), left.Number + right.Number),
        ArithmeticOperator.Subtract => Make(SumKind(left.Kind, right.Kind, subtract: true), left.Number - right.Number),
        ArithmeticOperator.Multiply => Make(ProductKind(left.Kind, right.Kind), left.Number * right.Number),
        _ => right.Number == 0 ? Value.Missing : Make(QuotientKind(left.Kind, right.Kind), left.Number / right.Number),
    };

    /// <summary>The smaller (or larger) of two comparable values; missing where one is missing or they do not compare.</summary>
    public static Value Extreme(Value left, Value right, bool larger)
    {
        var smaller = Compare(ComparisonOperator.LessOrEqual, left, right);
        if (smaller == Ternary.Unknown)
        {
            return Value.Missing;
        }

        var chosen = (smaller == Ternary.True) != larger ? left : right;
        return left.Kind == right.Kind ? chosen : Value.OfMoney(chosen.Number);
    }

    /// <summary>The value as a whole expression gives it: a number as money where money is expected; missing where the type is another.</summary>
    public static Value Coerce(Value value, ExpectedType expected) => expected switch
    {
        ExpectedType.Money when value.IsNumeric => Value.OfMoney(value.Number),
        ExpectedType.Number when value.Kind == ValueKind.Number => value,
        ExpectedType.DateTime when value.Kind == ValueKind.DateTime => value,
        ExpectedType.Condition when value.Kind == ValueKind.Boolean => value,
        _ => Value.Missing,
    };

    private static Value Make(ValueKind kind, double number) => kind switch
    {
        ValueKind.Number => Value.OfNumber(number),
        ValueKind.Money => Value.OfMoney(number),
        ValueKind.DateTime when IsoDates.IsInRange(number) => Value.OfUnixMilliseconds((long)number),
        ValueKind.Duration when Math.Abs(number) < 9e14 => Value.OfDuration(TimeSpan.FromTicks((long)(number * TimeSpan.TicksPerMillisecond))),
        _ => Value.Missing,
    };

    private static ValueKind SumKind(ValueKind left, ValueKind right, bool subtract) => (left, right) switch
    {
        (ValueKind.Number, ValueKind.Number) => ValueKind.Number,
        (ValueKind.Number or ValueKind.Money, ValueKind.Number or ValueKind.Money) => ValueKind.Money,
        (ValueKind.Duration, ValueKind.Duration) => ValueKind.Duration,
        (ValueKind.DateTime, ValueKind.Duration) => ValueKind.DateTime,
        (ValueKind.Duration, ValueKind.DateTime) when !subtract => ValueKind.DateTime,
        (ValueKind.DateTime, ValueKind.DateTime) when subtract => ValueKind.Duration,
        _ => ValueKind.Missing,
    };

    private static ValueKind ProductKind(ValueKind left, ValueKind right) => (left, right) switch
    {
        (ValueKind.Number, ValueKind.Number or ValueKind.Money or ValueKind.Duration) => right,
        (ValueKind.Money or ValueKind.Duration, ValueKind.Number) => left,
        _ => ValueKind.Missing,
    };

    private static ValueKind QuotientKind(ValueKind left, ValueKind right) => (left, right) switch
    {
        (ValueKind.Number or ValueKind.Money or ValueKind.Duration, ValueKind.Number) => left,
        (ValueKind.Money, ValueKind.Money) or (ValueKind.Duration, ValueKind.Duration) => ValueKind.Number,
        _ => ValueKind.Missing,
    };
}
