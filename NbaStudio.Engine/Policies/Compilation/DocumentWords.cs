using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>What the words and short texts of a document stand for.</summary>
internal static class DocumentWords
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly Dictionary<string, ContactKind> Outcomes = new(StringComparer.Ordinal)
    {
        ["sent"] = ContactKind.Sent, ["delivered"] = ContactKind.Delivered, ["impression"] = ContactKind.Impression, ["open"] = ContactKind.Open, ["click"] = ContactKind.Click,
        ["accept"] = ContactKind.Accept, ["reject"] = ContactKind.Reject, ["dismiss"] = ContactKind.Dismiss, ["noResponse"] = ContactKind.NoResponse, ["bounce"] = ContactKind.Bounce,
        ["unsubscribe"] = ContactKind.Unsubscribe, ["complaint"] = ContactKind.Complaint, ["conversion"] = ContactKind.Conversion,
    };

    public static IEnumerable<string> OutcomeNames => Outcomes.Keys;

    public static ContactKind? Outcome(string? word) => word is not null && Outcomes.TryGetValue(word, out var kind) ? kind : null;

    /// <summary>Whether a text of a head is meant as an event rather than as the name of an outcome.</summary>
    public static bool LooksLikePattern(string text) => text.AsSpan().IndexOfAny('"', '\'') >= 0;

    public static ValueKind Kind(string type) => type switch
    {
        "number" => ValueKind.Number,
        "money" => ValueKind.Money,
        "text" => ValueKind.Text,
        "boolean" => ValueKind.Boolean,
        "datetime" => ValueKind.DateTime,
        "textset" => ValueKind.TextSet,
        _ => ValueKind.Any,
    };

    public static AggregateFunction? Function(string word) => word switch
    {
        "count" => AggregateFunction.Count,
        "sum" => AggregateFunction.Sum,
        "average" => AggregateFunction.Average,
        "min" => AggregateFunction.Min,
        "max" => AggregateFunction.Max,
        "last" => AggregateFunction.Last,
        "distinct" => AggregateFunction.Distinct,
        "daysSince" => AggregateFunction.DaysSince,
        _ => null,
    };

    /// <summary>Bits of the days (0 is Sunday); every day when none is named.</summary>
    public static byte DayMask(IReadOnlyList<string> days)
    {
        var mask = 0;
        foreach (var day in days)
        {
            var index = Array.IndexOf(Days, day);
            mask |= index < 0 ? 0 : 1 << index;
        }

        return days.Count == 0 ? (byte)0x7F : (byte)mask;
    }

    /// <summary>Minute of the day of HH:mm, from 00:00 to 24:00; null for anything else.</summary>
    public static int? Minute(string? text)
    {
        if (text is not { Length: 5 } || text[2] != ':' || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]) || !char.IsAsciiDigit(text[3]) || !char.IsAsciiDigit(text[4]))
        {
            return null;
        }

        var minute = ((((text[0] - '0') * 10) + text[1] - '0') * 60) + ((text[3] - '0') * 10) + text[4] - '0';
        return text[3] < '6' && minute <= 1440 ? minute : null;
    }

    /// <summary>Hours from a valid document.</summary>
    public static WeeklyHours? Hours(string? from, string? to, IReadOnlyList<string> days) =>
        from is null && to is null && days.Count == 0 ? null : new WeeklyHours((Minute(from) ?? 0) % 1440, Minute(to) ?? 1440, DayMask(days));

    public static long Milliseconds(string? duration, string standard) =>
        (long)(Durations.TryParse(duration ?? standard, out var time) ? time : TimeSpan.Zero).TotalMilliseconds;
}
