using System.Globalization;
using NbaStudio.Engine.Conditions.Checking;

namespace NbaStudio.Engine.Detection.Schedules;

/// <summary>
/// Schedules as people write them: every tuesday at 10:00; every monday and thursday at 09:00; every weekday at 18:30; every day at 10:00;
/// every month on 1 at 09:00; every month on last at 09:00; on 2026-12-24 at 08:00. Total: bad input gives an issue, never an exception. Thread safe.
/// </summary>
public static class ScheduleLanguage
{
    private const int LongestText = 200;
    private const string Last = "last";

    private static readonly string[] DayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    private static readonly string[] Forms =
        ["every day at 10:00", "every weekday at 18:30", "every monday and thursday at 09:00", "every month on 1 at 09:00", "on 2026-12-24 at 08:00"];

    /// <summary>Reads a schedule.</summary>
    /// <returns>The schedule, or what is wrong with the text.</returns>
    public static (ScheduleDefinition? Schedule, ScheduleIssue? Issue) Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
        {
            return (null, new ScheduleIssue("schedule.empty", Forms[0], []));
        }

        var words = text.ToLowerInvariant().Replace(",", " , ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words is not [.. var when, "at", var time] || when.Length < 2)
        {
            return (null, Form(text));
        }

        if (Minute(time) is not { } minute)
        {
            return (null, new ScheduleIssue("schedule.time", NearestTime(time), [time]));
        }

        return when switch
        {
            ["on", var date] => Once(date, minute),
            ["every", "month", "on", var day] => Monthly(day, minute),
            ["every", .. var days] when days is not ["month", ..] => Weekly(days, minute),
            _ => (null, Form(text)),
        };
    }

    /// <summary>The canonical text of a schedule.</summary>
    public static string Print(ScheduleDefinition schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var time = string.Create(CultureInfo.InvariantCulture, $"{schedule.MinuteOfDay / 60:00}:{schedule.MinuteOfDay % 60:00}");
        return schedule.Repeat switch
        {
            ScheduleRepeat.Once => string.Create(CultureInfo.InvariantCulture, $"on {schedule.Date:yyyy-MM-dd} at {time}"),
            ScheduleRepeat.Monthly => string.Create(CultureInfo.InvariantCulture, $"every month on {(schedule.DayOfMonth == 31 ? Last : schedule.DayOfMonth)} at {time}"),
            _ => $"every {PrintDays(schedule.Days)} at {time}",
        };
    }

    private static (ScheduleDefinition?, ScheduleIssue?) Once(string date, int minute) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1971 and <= 9000
            ? (new ScheduleDefinition(ScheduleRepeat.Once, minute, Date: day), null)
            : (null, new ScheduleIssue("schedule.date", null, [date]));

    // The 31st and the last day are the same in every month.
    private static (ScheduleDefinition?, ScheduleIssue?) Monthly(string day, int minute) =>
        day == Last ? (new ScheduleDefinition(ScheduleRepeat.Monthly, minute, DayOfMonth: 31), null)
        : int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 31
            ? (new ScheduleDefinition(ScheduleRepeat.Monthly, minute, DayOfMonth: number), null)
            : (null, new ScheduleIssue("schedule.dayOfMonth", NearestName.Find(day, [Last]), [day]));

    private static (ScheduleDefinition?, ScheduleIssue?) Weekly(string[] words, int minute)
    {
        var mask = 0;
        var expectsDay = true;
        foreach (var word in words)
        {
            if (word is "and" or ",")
            {
                // "monday, and thursday" is as good as "monday and thursday".
                expectsDay = true;
                continue;
            }

            if (DayMask(word) is var day && day != 0 && !expectsDay)
            {
                return (null, new ScheduleIssue("schedule.day", "and " + word, [word]));
            }

            if (day == 0)
            {
                return (null, new ScheduleIssue("schedule.day", NearestName.Find(word, [.. DayNames, "day", "weekday", "weekend", "month"]), [word]));
            }

            mask |= day;
            expectsDay = false;
        }

        return mask == 0 || expectsDay
            ? (null, new ScheduleIssue("schedule.day", null, [words[^1]]))
            : (new ScheduleDefinition(ScheduleRepeat.Weekly, minute, (byte)mask), null);
    }

    private static int DayMask(string word) => word switch
    {
        "day" => ScheduleDefinition.EveryDay,
        "weekday" => ScheduleDefinition.Weekdays,
        "weekend" => ScheduleDefinition.Weekend,
        _ when Array.IndexOf(DayNames, word) is var index and >= 0 => 1 << index,
        _ => 0,
    };

    private static string PrintDays(byte days)
    {
        switch (days & ScheduleDefinition.EveryDay)
        {
            case ScheduleDefinition.EveryDay:
                return "day";
            case ScheduleDefinition.Weekdays:
                return "weekday";
            case ScheduleDefinition.Weekend:
                return "weekend";
        }

        // Monday first, as weeks are written.
        string[] names = [.. Enumerable.Range(1, 7).Select(d => d % 7).Where(d => (days & (1 << d)) != 0).Select(d => DayNames[d])];
        return names.Length == 1 ? names[0] : string.Join(", ", names[..^1]) + " and " + names[^1];
    }

    private static int? Minute(string text) =>
        text.Length == 5 && TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute : null;

    private static string? NearestTime(string text) =>
        TimeOnly.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToString("HH:mm", CultureInfo.InvariantCulture) : null;

    private static ScheduleIssue Form(string text) => new("schedule.form", NearestName.Find(text.Trim(), Forms) ?? Forms[2], [text.Trim()]);
}
