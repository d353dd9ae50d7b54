using System.Globalization;

namespace NbaStudio.Engine.Conditions.Syntax;

/// <summary>Dates as they are written in expressions: 2026-11-22, or with a time 2026-11-22T10:30:00Z; without an offset it is UTC.</summary>
internal static class IsoDates
{
    public const string Allowed = "write 2026-11-22 or 2026-11-22T10:30:00Z";

    public const double MinimumMilliseconds = -62135596800000;
    public const double MaximumMilliseconds = 253402300799999;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFF",
        "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFK",
    ];

    public static bool TryParse(string text, out Value value)
    {
        value = default;
        if (text.Length > 40 || !DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return false;
        }

        value = Value.OfDateTime(time);
        return true;
    }

    public static string Format(Value value)
    {
        var time = value.AsDateTime;
        return time.TimeOfDay == TimeSpan.Zero ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : time.ToString(time.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
    }

    public static bool IsInRange(double milliseconds) => milliseconds is >= MinimumMilliseconds and <= MaximumMilliseconds;
}
