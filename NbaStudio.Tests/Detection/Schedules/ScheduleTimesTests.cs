using System.Globalization;
using NbaStudio.Engine.Detection.Schedules;

namespace NbaStudio.Tests.Detection.Schedules;

public sealed class ScheduleTimesTests
{
    [Theory]
    [InlineData("every tuesday at 10:00", "Asia/Tokyo", "2026-11-22T09:00Z", "2026-11-24T01:00Z", "2026-12-01T01:00Z")]
    [InlineData("every tuesday at 10:00", "America/New_York", "2026-11-22T09:00Z", "2026-11-24T15:00Z", "2026-12-01T15:00Z")]
    [InlineData("every day at 00:00", "Pacific/Kiritimati", "2026-11-22T09:00Z", "2026-11-22T10:00Z", "2026-11-23T10:00Z")]
    [InlineData("every weekday at 18:30", "Etc/UTC", "2026-11-20T18:30Z", "2026-11-23T18:30Z", "2026-11-24T18:30Z")]
    [InlineData("every month on 31 at 09:00", "Etc/UTC", "2027-01-31T09:00Z", "2027-02-28T09:00Z", "2027-03-31T09:00Z")]
    [InlineData("every month on 29 at 09:00", "Etc/UTC", "2028-01-30T00:00Z", "2028-02-29T09:00Z", "2028-03-29T09:00Z")]
    [InlineData("every month on 1 at 00:00", "Asia/Tokyo", "2026-12-30T00:00Z", "2026-12-31T15:00Z", "2027-01-31T15:00Z")]
    public void Next_Times_AreThoseOfTheZonesClock(string text, string zone, string after, params string[] expected) => Times(text, zone, after, expected.Length).ShouldBe(expected);

    [Theory]
    // Skipped: 02:00 to 03:00 on 29 March 2026 in Paris; the next valid minute is 03:00 summer time.
    [InlineData("every day at 02:30", "Europe/Paris", "2026-03-28T12:00Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z")]
    // Doubled: 02:00 to 03:00 on 25 October 2026; the first of both, once.
    [InlineData("every day at 02:30", "Europe/Paris", "2026-10-24T12:00Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    // Half an hour on Lord Howe: 02:00 to 02:30 is skipped on 4 October 2026.
    [InlineData("every sunday at 02:15", "Australia/Lord_Howe", "2026-10-03T00:00Z", "2026-10-03T15:30Z", "2026-10-10T15:15Z")]
    // Midnight itself is skipped in Beirut on 29 March 2026.
    [InlineData("every day at 00:00", "Asia/Beirut", "2026-03-28T12:00Z", "2026-03-28T22:00Z", "2026-03-29T21:00Z")]
    public void Next_WhereTheClockIsChanged_SkippedIsTheNextMinuteAndDoubledIsOnce(string text, string zone, string after, params string[] expected) =>
        Times(text, zone, after, expected.Length).ShouldBe(expected);

    [Fact]
    public void Next_OfADate_IsOnceAndThenNever()
    {
        var schedule = ScheduleLanguage.Parse("on 2026-12-24 at 08:00").Schedule!;
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

        var time = schedule.Next(At("2026-11-22T09:00Z"), zone);
        Text(time).ShouldBe("2026-12-23T23:00Z");
        schedule.Next(time, zone).ShouldBe(long.MaxValue);
        schedule.IsAt(time, zone).ShouldBeTrue();
        schedule.IsAt(time + 1, zone).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Europe/Paris")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Tokyo")]
    public void Next_AnySchedule_EqualsLookingAtEveryMinute(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var random = new Random(12);
        for (var i = 0; i < 25; i++)
        {
            // Around both changes of the clock in 2026.
            var from = At(random.Next(2) == 0 ? "2026-03-25T00:00Z" : "2026-10-22T00:00Z") + random.Next(86_400_000);
            var schedule = new ScheduleDefinition(ScheduleRepeat.Weekly, random.Next(240), (byte)random.Next(1, 128));
            schedule.Next(from, zone).ShouldBe(ByDefinition(schedule, from, zone), schedule.Text);
        }
    }

    internal static ScheduleDefinition Any(Random random) => random.Next(3) switch
    {
        0 => new ScheduleDefinition(ScheduleRepeat.Weekly, random.Next(1440), (byte)random.Next(1, 128)),
        1 => new ScheduleDefinition(ScheduleRepeat.Monthly, random.Next(1440), DayOfMonth: random.Next(1, 32)),
        _ => new ScheduleDefinition(ScheduleRepeat.Once, random.Next(1440), Date: new DateOnly(2026, 1, 1).AddDays(random.Next(3_000))),
    };

    // The first minute of a day on which the wall clock shows the time or, where it never does, a later one of a day that has begun.
    private static long ByDefinition(ScheduleDefinition schedule, long after, TimeZoneInfo zone)
    {
        var begin = (after - (2 * 86_400_000L)) / 60_000 * 60_000;
        DateOnly? done = null;
        for (var time = begin; ; time += 60_000)
        {
            var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(time), zone).DateTime;
            var day = DateOnly.FromDateTime(local);
            if (day != done && local.TimeOfDay.TotalMinutes >= schedule.MinuteOfDay)
            {
                done = day;
                if (time > begin && time > after && (schedule.Days & (1 << (int)day.DayOfWeek)) != 0)
                {
                    return time;
                }
            }
        }
    }

    private static string[] Times(string text, string zone, string after, int count)
    {
        var schedule = ScheduleLanguage.Parse(text).Schedule!;
        var time = At(after);
        return [.. Enumerable.Range(0, count).Select(_ => Text(time = schedule.Next(time, TimeZoneInfo.FindSystemTimeZoneById(zone))))];
    }

    private static long At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static string Text(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}
