using System.Globalization;

namespace NbaStudio.Engine.Conditions;

/// <summary>One typed value, or missing. A struct of 24 bytes that holds numbers without boxing.</summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly object? _reference;

    private Value(ValueKind kind, double number, object? reference)
    {
        Kind = kind;
        Number = number;
        _reference = reference;
    }

    public static Value Missing => default;

    public ValueKind Kind { get; }

    /// <summary>The number of Number and Money (major units), milliseconds of DateTime (since 1970) and Duration, 0 or 1 of Boolean.</summary>
    public double Number { get; }

    public bool IsMissing => Kind == ValueKind.Missing;

    /// <summary>The text of a Text; null otherwise.</summary>
    public TextValue? Text => _reference as TextValue;

    /// <summary>The members of a TextSet; null otherwise.</summary>
    public IReadOnlyList<TextValue>? Set => _reference as IReadOnlyList<TextValue>;

    public bool IsTrue => Kind == ValueKind.Boolean && Number != 0;

    /// <summary>Whether it takes part in arithmetic and ordering as a number.</summary>
    public bool IsNumeric => Kind is ValueKind.Number or ValueKind.Money;

    public DateTimeOffset AsDateTime => DateTimeOffset.FromUnixTimeMilliseconds((long)Number);

    public TimeSpan AsDuration => TimeSpan.FromMilliseconds(Number);

    /// <summary>What propensity models see: the number, the text's stable code, or NaN when missing or a set.</summary>
    public double Predictor => Kind switch
    {
        ValueKind.Missing or ValueKind.TextSet => double.NaN,
        ValueKind.Text => Text!.Code,
        _ => Number,
    };

    /// <summary>A number; NaN and infinities become missing.</summary>
    public static Value OfNumber(double number) => double.IsFinite(number) ? new Value(ValueKind.Number, number, null) : Missing;

    /// <summary>An amount in major units; NaN and infinities become missing.</summary>
    public static Value OfMoney(double amount) => double.IsFinite(amount) ? new Value(ValueKind.Money, amount, null) : Missing;

    public static Value OfBoolean(bool value) => new(ValueKind.Boolean, value ? 1 : 0, null);

    public static Value OfText(string? text) => text is null ? Missing : new Value(ValueKind.Text, 0, new TextValue(text));

    public static Value OfText(TextValue? text) => text is null ? Missing : new Value(ValueKind.Text, 0, text);

    public static Value OfDateTime(DateTimeOffset time) => new(ValueKind.DateTime, time.ToUnixTimeMilliseconds(), null);

    public static Value OfUnixMilliseconds(long milliseconds) => new(ValueKind.DateTime, milliseconds, null);

    public static Value OfDuration(TimeSpan duration) => new(ValueKind.Duration, duration.TotalMilliseconds, null);

    public static Value OfSet(IReadOnlyList<TextValue> members) => new(ValueKind.TextSet, 0, members);

    public bool Equals(Value other) => Kind == other.Kind && Number.Equals(other.Number) && Kind switch
    {
        ValueKind.Text => Text!.Equals(other.Text),
        ValueKind.TextSet => Set!.SequenceEqual(other.Set!),
        _ => true,
    };

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Kind, Number, Text);

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>The value in the invariant form that the condition language writes.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Missing => "missing",
        ValueKind.Boolean => Number != 0 ? "true" : "false",
        ValueKind.Text => Text!.Original,
        ValueKind.TextSet => "(" + string.Join(", ", Set!) + ")",
        ValueKind.DateTime => AsDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ValueKind.Duration => Durations.Format(AsDuration),
        _ => Number.ToString("R", CultureInfo.InvariantCulture),
    };
}
