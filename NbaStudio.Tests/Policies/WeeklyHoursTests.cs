using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Tests.Policies;

public sealed class WeeklyHoursTests
{
    private const byte EveryDay = 0x7F;
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

    [Theory]
    [InlineData("2026-11-22T12:59:00Z", false)]
    [InlineData("2026-11-22T13:00:00Z", true)]
    [InlineData("2026-11-22T22:59:59Z", true)]
    [InlineData("2026-11-22T23:00:00Z", false)]
    public void Contains_OverMidnightInTokyo_FollowsTheLocalClock(string time, bool expected) =>
        new WeeklyHours(22 * 60, 8 * 60, EveryDay).Contains(Milliseconds(time), Tokyo).ShouldBe(expected);

    [Fact]
    public void Contains_OnSundaysOverMidnight_LastsIntoMonday()
    {
        var hours = new WeeklyHours(22 * 60, 8 * 60, 1);

        hours.Contains(Milliseconds("2026-11-23T05:00:00Z"), TimeZoneInfo.Utc).ShouldBeTrue();
        hours.Contains(Milliseconds("2026-11-24T05:00:00Z"), TimeZoneInfo.Utc).ShouldBeFalse();
        hours.Contains(Milliseconds("2026-11-22T05:00:00Z"), TimeZoneInfo.Utc).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-11-22T14:30:20Z", "2026-11-22T23:00:00Z")]
    [InlineData("2026-11-22T10:00:20Z", "2026-11-22T10:00:20Z")]
    public void EndMilliseconds_InTokyo_IsTheFirstMomentOutside(string time, string expected) =>
        new WeeklyHours(22 * 60, 8 * 60, EveryDay).EndMilliseconds(Milliseconds(time), Tokyo).ShouldBe(Milliseconds(expected));

    [Theory]
    [InlineData("2026-03-28T22:00:00Z", "2026-03-29T06:00:00Z")] // the clocks go forward in this night
    [InlineData("2026-10-24T21:00:00Z", "2026-10-25T07:00:00Z")] // and back in this one
    public void EndMilliseconds_OverAChangeOfClocks_EndsWhenTheClockSays(string time, string expected) =>
        new WeeklyHours(22 * 60, 8 * 60, EveryDay).EndMilliseconds(Milliseconds(time), Paris).ShouldBe(Milliseconds(expected));

    [Fact]
    public void EndMilliseconds_EveryMinuteOfTwoWeeks_EqualsAWalkByMinutes()
    {
        var hours = new WeeklyHours(21 * 60, 7 * 60, 0b0101010);
        var start = Milliseconds("2026-10-19T00:00:00Z");
        for (var minute = 0; minute < 14 * 1440; minute += 37)
        {
            var time = start + (minute * 60_000L);
            var end = time;
            while (hours.Contains(end, Paris))
            {
                end += 60_000;
            }

            hours.EndMilliseconds(time, Paris).ShouldBe(end);
        }
    }

    [Fact]
    public void EndMilliseconds_WholeWeek_NeverEnds() =>
        new WeeklyHours(0, 1440, EveryDay).EndMilliseconds(Milliseconds("2026-11-22T10:00:00Z"), Paris).ShouldBe(long.MaxValue);

    private static long Milliseconds(string time) => DateTimeOffset.Parse(time).ToUnixTimeMilliseconds();
}
