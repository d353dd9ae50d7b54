using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Evaluation;

namespace NbaStudio.Tests.Conditions;

public class CalendarDaysTests
{
    private static long At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    [Theory]
    [InlineData("Asia/Tokyo", "2026-11-21T14:59:59Z", "2026-11-21T15:00:00Z", 1)]
    [InlineData("UTC", "2026-11-21T14:59:59Z", "2026-11-21T15:00:00Z", 0)]
    [InlineData("America/New_York", "2026-03-08T05:00:00Z", "2026-03-09T03:59:59Z", 0)]
    [InlineData("America/New_York", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z", 1)]
    [InlineData("Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", 0)]
    [InlineData("Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 1)]
    [InlineData("Asia/Tokyo", "2026-11-30T00:00:00Z", "2026-11-22T00:00:00Z", -8)]
    [InlineData("Pacific/Kiritimati", "2025-12-31T09:59:59Z", "2026-01-01T10:00:00Z", 2)]
    public void DaysSince_Zones_CountsLocalMidnights(string zone, string date, string now, int days)
    {
        var (expression, frame) = TestScope.Prepare("days_since(customer.contract_end)", ExpectedType.Number, ("customer.contract_end", Value.OfUnixMilliseconds(At(date))));
        frame.NowMilliseconds = At(now);
        frame.Zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        expression.Evaluate(frame).ShouldBe(Value.OfNumber(days));
    }

    [Fact]
    public void DayHourWeekday_RandomTimes_EqualTheFrameworkCalendar()
    {
        var random = new Random(7);
        foreach (var zone in new[] { "Asia/Tokyo", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu" }.Select(TimeZoneInfo.FindSystemTimeZoneById))
        {
            for (var i = 0; i < 2_000; i++)
            {
                var time = random.NextInt64(At("1960-01-01T00:00:00Z"), At("2060-01-01T00:00:00Z"));
                var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(time), zone);
                CalendarDays.DayOf(time, zone).ShouldBe((local.Date - DateTime.UnixEpoch).Days);
                CalendarDays.HourOf(time, zone).ShouldBe(local.Hour);
                CalendarDays.WeekdayOf(time, zone).ShouldBe(local.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)local.DayOfWeek);
            }
        }
    }

    [Fact]
    public void DaysSince_ImpossibleDate_IsMissing()
    {
        CalendarDays.DaysSince(Value.OfUnixMilliseconds(long.MaxValue), 0, TimeZoneInfo.Utc).IsMissing.ShouldBeTrue();
        CalendarDays.DaysSince(Value.OfText("x"), 0, TimeZoneInfo.Utc).IsMissing.ShouldBeTrue();
        CalendarDays.DayOf(long.MaxValue, TimeZoneInfo.Utc).ShouldBeGreaterThan(0);
    }
}
