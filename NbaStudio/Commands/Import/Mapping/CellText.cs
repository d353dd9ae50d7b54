using System.Globalization;
using System.Text.Json.Nodes;
using NbaStudio.Engine.Customers;
using ValueKind = NbaStudio.Engine.Conditions.ValueKind;

namespace NbaStudio.Commands.Import.Mapping;

/// <summary>Reads the text of a cell as the type that is needed.</summary>
internal sealed class CellText(TimeZoneInfo zone)
{
    private const int ExactDigits = 15;

    private static readonly string[] TimeForms =
        [.. from day in new[] { "yyyy-M-d", "yyyy/M/d" } from time in new[] { "", "THH:mm", "THH:mm:ss", "THH:mm:ss.FFFFFFF", " H:mm", " H:mm:ss", " H:mm:ss.FFFFFFF" } select day + time];

    private static readonly string[] ZonedForms = [.. TimeForms.Where(form => form.Contains("mm")).Select(form => form + "K"), .. TimeForms.Where(form => form.Contains("mm")).Select(form => form + " K")];

    public const string TimeAllowed = "a date or time such as 2026-01-31, 2026-01-31 09:30 or 2026-01-31T09:30:00+09:00";

    /// <summary>A time in UTC; null where the text is none. Without an offset it is in the zone of the file.</summary>
    public DateTimeOffset? Time(string text)
    {
        if (DateTime.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            // A time that the clocks skipped does not exist; the next one that does is meant.
            local = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        }

        return DateTimeOffset.TryParseExact(text, ZonedForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToUniversalTime() : null;
    }

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    public static bool? YesNo(string text) => text.ToLowerInvariant() switch
    {
        "true" or "yes" or "1" or "y" => true,
        "false" or "no" or "0" or "n" => false,
        _ => null,
    };

    public static string[] List(string text) => text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The value as the declared type; null where the text cannot be it.</summary>
    public JsonNode? Typed(string text, ValueKind kind) => kind switch
    {
        ValueKind.Number or ValueKind.Money => Number(text) is { } number ? JsonValue.Create(number) : null,
        ValueKind.Boolean => YesNo(text) is { } flag ? JsonValue.Create(flag) : null,
        ValueKind.DateTime => Time(text) is { } time ? JsonValue.Create(Iso(time)) : null,
        ValueKind.TextSet => new JsonArray([.. List(text).Select(item => (JsonNode)item)]),
        _ => JsonValue.Create(text),
    };

    /// <summary>What a text looks like that nobody declared: a number where writing the number gives the same text again (007 and long ids stay text), true or false, else text.</summary>
    public static JsonNode Guess(string text)
    {
        if (text is "true" or "false")
        {
            return JsonValue.Create(text == "true");
        }

        return text.Count(char.IsAsciiDigit) <= ExactDigits && Number(text) is { } number && IsSame(number, text) ? JsonValue.Create(number) : JsonValue.Create(text);
    }

    public static string Allowed(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => "true, false, yes, no, 1 or 0",
        ValueKind.DateTime => TimeAllowed,
        _ => AttributeTypes.Allowed(kind),
    };

    private static bool IsSame(double number, string text)
    {
        var written = number.ToString("0.###############", CultureInfo.InvariantCulture);
        return written == (text.Contains('.') && !text.EndsWith('.') ? text.TrimEnd('0').TrimEnd('.') : text);
    }
}
