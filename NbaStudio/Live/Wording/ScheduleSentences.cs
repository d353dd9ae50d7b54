using System.Globalization;
using NbaStudio.Engine.Detection.Schedules;
using NbaStudio.Localization;

namespace NbaStudio.Live.Wording;

/// <summary>Says when a schedule calls, in the reader's language, such as every Mon and Thu at 09:00. The text that is edited stays as it is written. Pure.</summary>
internal static class ScheduleSentences
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static string Of(ScheduleDefinition schedule, Words words)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(words);
        var time = string.Create(CultureInfo.InvariantCulture, $"{schedule.MinuteOfDay / 60:00}:{schedule.MinuteOfDay % 60:00}");
        return schedule.Repeat switch
        {
            ScheduleRepeat.Once => words["schedule.once", schedule.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), time],
            ScheduleRepeat.Monthly when schedule.DayOfMonth == 31 => words["schedule.lastOfMonth", time],
            ScheduleRepeat.Monthly => words["schedule.monthly", schedule.DayOfMonth.ToString(CultureInfo.InvariantCulture), time],
            _ => (schedule.Days & ScheduleDefinition.EveryDay) switch
            {
                ScheduleDefinition.EveryDay => words["schedule.daily", time],
                ScheduleDefinition.Weekdays => words["schedule.weekdays", time],
                _ => words["schedule.weekly", DaysOf(schedule, words), time],
            },
        };
    }

    // Monday first, as weeks are written.
    private static string DaysOf(ScheduleDefinition schedule, Words words) =>
        string.Join(words["schedule.and"], Enumerable.Range(1, 7).Select(d => d % 7).Where(d => (schedule.Days & (1 << d)) != 0).Select(d => words["weekday." + Days[d]]));
}
