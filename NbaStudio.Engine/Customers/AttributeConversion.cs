using System.Globalization;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Customers;

/// <summary>Raw values to typed ones; missing stands for "cannot be".</summary>
internal static class AttributeConversion
{
    private const double LargestMoney = 1e15; // hundredths stay exact in a double up to here
    private const int MostShown = 60;

    private static readonly string[] DateTimeForms =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    public static Value Convert(object raw, ValueKind kind, bool fromText) => kind switch
    {
        ValueKind.Number => Value.OfNumber(NumberOf(raw, fromText)),
        ValueKind.Money => NumberOf(raw, fromText) is >= -LargestMoney and <= LargestMoney and var amount ? Value.OfMoney(amount) : Value.Missing,
        ValueKind.Boolean => BooleanOf(raw, fromText),
        ValueKind.DateTime => DateTimeOf(raw),
        ValueKind.TextSet => SetOf(raw, fromText),
        ValueKind.Text => Value.OfText(raw as string),
        _ => Value.Missing,
    };

    /// <summary>A scalar or list as text, for attributes that nobody declared.</summary>
    public static string? ToText(object? raw) => raw switch
    {
        null => null,
        string text => text,
        bool boolean => boolean ? "true" : "false",
        IEnumerable<string?> texts => string.Join("|", texts),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => raw.ToString(),
    };

    public static string Describe(object? raw) => raw switch
    {
        null => "missing",
        string text => $"\"{Cut(text)}\"",
        _ => Cut(ToText(raw)!),
    };

    public static string Cut(string text)
    {
        if (text.Length <= MostShown)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[MostShown - 2]) ? MostShown - 2 : MostShown - 1;
        return text[..length] + "…";
    }

    private static double NumberOf(object raw, bool fromText) => raw switch
    {
        double number => number,
        float number => number,
        decimal number => (double)number,
        int number => number,
        long number => number,
        string text when fromText && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => double.NaN,
    };

    private static Value BooleanOf(object raw, bool fromText) => raw switch
    {
        bool boolean => Value.OfBoolean(boolean),
        string text when fromText && bool.TryParse(text, out var boolean) => Value.OfBoolean(boolean),
        string text when fromText && text is "1" or "0" => Value.OfBoolean(text == "1"),
        _ => Value.Missing,
    };

    private static Value DateTimeOf(object raw) => raw switch
    {
        DateTimeOffset time => Value.OfDateTime(time),
        string text when DateTimeOffset.TryParseExact(text, DateTimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) =>
            Value.OfDateTime(time),
        _ => Value.Missing,
    };

    private static Value SetOf(object raw, bool fromText) => raw switch
    {
        string text when fromText => Value.OfSet(Distinct(text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))),
        IEnumerable<string?> texts when texts.All(t => t is not null) => Value.OfSet(Distinct(texts!)),
        _ => Value.Missing,
    };

    private static TextValue[] Distinct(IEnumerable<string> texts) => [.. texts.Select(t => new TextValue(t)).Distinct()];
}
