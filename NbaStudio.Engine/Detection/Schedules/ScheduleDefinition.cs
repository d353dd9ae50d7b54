namespace NbaStudio.Engine.Detection.Schedules;

/// <summary>Calendar times that repeat, on the wall clock of a zone that is given to each question. Immutable.</summary>
/// <param name="Repeat">How it repeats.</param>
/// <param name="MinuteOfDay">In [0, 1439].</param>
/// <param name="Days">Weekly: bit n set = on that day (<see cref="DayOfWeek"/>: 0 is Sunday); at least one.</param>
/// <param name="DayOfMonth">Monthly: 1 to 31; 31 is the last day of shorter months too, and 29 and 30 that of February.</param>
/// <param name="Date">Once: the date.</param>
public sealed record ScheduleDefinition(ScheduleRepeat Repeat, int MinuteOfDay, byte Days = 0, int DayOfMonth = 0, DateOnly Date = default)
{
    /// <summary>Every day of the week.</summary>
    public const byte EveryDay = 0x7F;

    /// <summary>Monday to Friday.</summary>
    public const byte Weekdays = 0x3E;

    /// <summary>Saturday and Sunday.</summary>
    public const byte Weekend = 0x41;

    // The longest pause is that of one month to the next, and a zone may leave out a day.
    private const int LookAheadDays = 64;

    /// <summary>Canonical text; reading it gives the same schedule.</summary>
    public string Text => ScheduleLanguage.Print(this);

    /// <summary>The first time after the instant, milliseconds since 1970 UTC; <see cref="long.MaxValue"/> when there is none.</summary>
    /// <param name="after">Milliseconds since 1970 UTC, not included.</param>
    /// <param name="zone">Zone of the wall clock. A time that it skips is at the next valid minute; one that it doubles is the first of both.</param>
    public long Next(long after, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (Repeat == ScheduleRepeat.Once)
        {
            return At(Date, zone) is var once && once > after ? once : long.MaxValue;
        }

        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(after), zone).Date;
        for (var i = -1; i < LookAheadDays; i++)
        {
            var day = DateOnly.FromDateTime(local.AddDays(i));
            if (IsOn(day) && At(day, zone) is var time && time > after)
            {
                return time;
            }
        }

        return long.MaxValue;
    }

    /// <summary>Whether the instant is one of the schedule's times on the zone's clock.</summary>
    public bool IsAt(long instant, TimeZoneInfo zone) => Next(instant - 1, zone) == instant;

    private static DateTime FirstValid(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return local;
    }

    private bool IsOn(DateOnly day) => Repeat == ScheduleRepeat.Weekly
        ? (Days & (1 << (int)day.DayOfWeek)) != 0
        : day.Day == Math.Min(DayOfMonth, DateTime.DaysInMonth(day.Year, day.Month));

    private long At(DateOnly day, TimeZoneInfo zone)
    {
        var local = FirstValid(day.ToDateTime(TimeOnly.MinValue).AddMinutes(MinuteOfDay), zone);

        // Of two offsets the larger one comes first.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUnixTimeMilliseconds();
    }
}
