namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>Hours of a day that repeat on some days of the week, in the zone that is given to each question. A range may end on the next day.</summary>
/// <param name="FromMinute">First minute of the day inside, in [0, 1439].</param>
/// <param name="ToMinute">First minute outside, in [0, 1440]; at or below <paramref name="FromMinute"/> = on the next day.</param>
/// <param name="Days">Bit n set = the range may start on that day (<see cref="DayOfWeek"/>: 0 is Sunday).</param>
public sealed record WeeklyHours(int FromMinute, int ToMinute, byte Days)
{
    private const long MillisecondsPerMinute = 60_000;

    /// <summary>Whether the moment, on the clock of the zone, is inside the hours.</summary>
    /// <param name="nowMilliseconds">Milliseconds since 1970 UTC.</param>
    /// <param name="zone">Zone of the wall clock.</param>
    public bool Contains(long nowMilliseconds, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = Local(nowMilliseconds, zone);
        var minute = (int)(local.TimeOfDay.Ticks / TimeSpan.TicksPerMinute);
        var today = (Days & (1 << (int)local.DayOfWeek)) != 0;
        if (FromMinute < ToMinute)
        {
            return today && minute >= FromMinute && minute < ToMinute;
        }

        var yesterday = (Days & (1 << (((int)local.DayOfWeek + 6) % 7))) != 0;
        return (today && minute >= FromMinute) || (yesterday && minute < ToMinute);
    }

    /// <summary>The first whole minute at or after the moment that is outside the hours; the moment itself when it is outside already.</summary>
    /// <returns>Milliseconds since 1970 UTC; <see cref="long.MaxValue"/> when the hours cover the whole week.</returns>
    /// <remarks>Walks range by range on UTC, so that skipped and doubled hours end when the wall clock says so.</remarks>
    public long EndMilliseconds(long nowMilliseconds, TimeZoneInfo zone)
    {
        var time = nowMilliseconds;
        var limit = nowMilliseconds + (9L * 24 * 60 * MillisecondsPerMinute);
        while (Contains(time, zone))
        {
            // Far from the end in big steps that cannot pass it (a zone moves by at most some hours), near it minute by minute.
            var local = Local(time, zone);
            var minute = (int)(local.TimeOfDay.Ticks / TimeSpan.TicksPerMinute);
            var left = (ToMinute - minute + 1440) % 1440;
            var step = left > 240 ? left - 200 : 1;
            time = ((time / MillisecondsPerMinute) + step) * MillisecondsPerMinute;
            if (time > limit)
            {
                return long.MaxValue;
            }
        }

        return time;
    }

    private static DateTimeOffset Local(long milliseconds, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), zone);
}
