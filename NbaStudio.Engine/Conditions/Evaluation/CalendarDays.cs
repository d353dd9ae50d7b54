using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Evaluation;

/// <summary>Calendar arithmetic in a time zone over milliseconds since 1970 UTC. Pure; allocates nothing.</summary>
public static class CalendarDays
{
    private const long DayMilliseconds = 86_400_000;

    /// <summary>Number of the calendar day in the zone; 0 is 1970-01-01.</summary>
    public static long DayOf(long milliseconds, TimeZoneInfo zone) => FloorDivide(ToLocal(milliseconds, zone), DayMilliseconds);

    /// <summary>Calendar days from a date to now in the zone; negative for the future. Missing where the value is not a date.</summary>
    public static Value DaysSince(Value date, long nowMilliseconds, TimeZoneInfo zone) =>
        date.Kind == ValueKind.DateTime && IsoDates.IsInRange(date.Number)
            ? Value.OfNumber(DayOf(nowMilliseconds, zone) - DayOf((long)date.Number, zone))
            : Value.Missing;

    /// <summary>Hour of the day in the zone, 0 to 23: the value of time.hour.</summary>
    public static int HourOf(long milliseconds, TimeZoneInfo zone) => (int)(Modulo(ToLocal(milliseconds, zone), DayMilliseconds) / 3_600_000);

    /// <summary>Day of the week in the zone, 1 = Monday to 7 = Sunday: the value of time.weekday.</summary>
    public static int WeekdayOf(long milliseconds, TimeZoneInfo zone) => (int)Modulo(DayOf(milliseconds, zone) + 3, 7) + 1;

    private static long ToLocal(long milliseconds, TimeZoneInfo zone)
    {
        var within = Math.Clamp(milliseconds, (long)IsoDates.MinimumMilliseconds, (long)IsoDates.MaximumMilliseconds);
        var utc = new DateTime(DateTime.UnixEpoch.Ticks + (within * TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
        return within + (long)zone.GetUtcOffset(utc).TotalMilliseconds;
    }

    private static long FloorDivide(long value, long divisor) => (value - Modulo(value, divisor)) / divisor;

    private static long Modulo(long value, long divisor) => ((value % divisor) + divisor) % divisor;
}
