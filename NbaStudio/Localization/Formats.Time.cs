namespace NbaStudio.Localization;

/// <summary>Dates, times and durations.</summary>
public sealed partial class Formats
{
    private static readonly string[] JapaneseDays = ["日", "月", "火", "水", "木", "金", "土"];

    /// <summary>Tue 17 Nov 2026, 14:32, or 2026年11月17日(火)14:32.</summary>
    public string Stamp(DateTimeOffset time, TimeZoneInfo? zone = null)
    {
        var local = Local(time, zone);
        return Japanese
            ? string.Create(Invariant, $"{local.Year}年{local.Month}月{local.Day}日({JapaneseDays[(int)local.DayOfWeek]}){local:HH:mm}")
            : local.ToString("ddd d MMM yyyy, HH:mm", Invariant);
    }

    /// <summary>The full stamp with seconds and the zone, for tooltips.</summary>
    public string FullStamp(DateTimeOffset time, TimeZoneInfo? zone = null)
    {
        var local = Local(time, zone);
        var offset = string.Create(Invariant, $"UTC{(local.Offset < TimeSpan.Zero ? Minus : "+")}{local.Offset:hh\\:mm}");
        return Stamp(time, zone) + local.ToString(":ss.fff", Invariant) + " " + offset;
    }

    /// <summary>14:32:07.</summary>
    public string Clock(DateTimeOffset time, TimeZoneInfo? zone = null) => Local(time, zone).ToString("HH:mm:ss", Invariant);

    /// <summary>14:32.</summary>
    public string HourMinute(DateTimeOffset time, TimeZoneInfo? zone = null) => Local(time, zone).ToString("HH:mm", Invariant);

    /// <summary>.412, the milliseconds of a time in a stream.</summary>
    public string Milliseconds(DateTimeOffset time) => time.ToString(".fff", Invariant);

    /// <summary>16 Nov, or 11月16日; with the year when it is not that of <paramref name="now"/>.</summary>
    public string Day(DateTimeOffset time, DateTimeOffset? now = null, TimeZoneInfo? zone = null)
    {
        var local = Local(time, zone);
        var sameYear = now is null || Local(now.Value, zone).Year == local.Year;
        if (Japanese)
        {
            return (sameYear ? "" : local.Year.ToString(Invariant) + "年") + string.Create(Invariant, $"{local.Month}月{local.Day}日");
        }

        return local.ToString(sameYear ? "d MMM" : "d MMM yyyy", Invariant);
    }

    /// <summary>16 Nov, 14:32, or 11月16日 14:32: a moment in a list.</summary>
    public string Moment(DateTimeOffset time, TimeZoneInfo? zone = null) => Day(time, zone: zone) + (Japanese ? " " : ", ") + HourMinute(time, zone);

    /// <summary>15 Dec 2026, or 2026年12月15日.</summary>
    public string Date(DateTimeOffset time, TimeZoneInfo? zone = null)
    {
        var local = Local(time, zone);
        return Japanese ? string.Create(Invariant, $"{local.Year}年{local.Month}月{local.Day}日") : local.ToString("d MMM yyyy", Invariant);
    }

    /// <summary>3 min ago under one hour; after that the time, on another day the day.</summary>
    public string Relative(DateTimeOffset time, DateTimeOffset now, TimeZoneInfo? zone = null)
    {
        var age = now - time;
        return age switch
        {
            _ when age < TimeSpan.Zero => Stamp(time, zone),
            { TotalSeconds: < 60 } => Words["format.ago", Duration(age, tenths: false)],
            { TotalMinutes: < 60 } => Words["format.ago", Duration(TimeSpan.FromMinutes(Math.Floor(age.TotalMinutes)))],
            _ when Local(time, zone).Date == Local(now, zone).Date => Clock(time, zone),
            _ => Day(time, now, zone),
        };
    }

    /// <summary>0.1 s ago: an age with tenths under ten seconds.</summary>
    public string Age(TimeSpan age) => Words["format.ago", Duration(age < TimeSpan.Zero ? TimeSpan.Zero : age, tenths: true)];

    /// <summary>8.7 ms, 1.9 s, 45 min, 3 h, 2 d.</summary>
    public string Duration(TimeSpan time) => time.TotalSeconds < 1 ? LatencyText((long)time.TotalMicroseconds) : Duration(time, tenths: true);

    /// <summary>A length that somebody set, exactly, in the largest unit that divides it: 45 min, 90 min, 2 d; 45分.</summary>
    public string Window(TimeSpan time)
    {
        var seconds = (long)time.TotalSeconds;
        var (count, unit) = (seconds % 86400, seconds % 3600, seconds % 60) switch
        {
            (0, _, _) when seconds > 0 => (seconds / 86400, "unit.d"),
            (_, 0, _) when seconds > 0 => (seconds / 3600, "unit.h"),
            (_, _, 0) when seconds > 0 => (seconds / 60, "unit.min"),
            _ => (seconds, "unit.s"),
        };
        return Number(count) + (Japanese ? "" : " ") + Words[unit];
    }

    /// <summary>A latency in its two parts: ("8.7", "ms").</summary>
    public (string Figure, string Unit) Latency(long microseconds)
    {
        var ms = microseconds / 1000.0;
        return ms switch
        {
            < 0.0995 => (ms.ToString("0.00", Invariant), Words["unit.ms"]),
            < 99.95 => (ms.ToString("0.0", Invariant), Words["unit.ms"]),
            < 999.5 => (ms.ToString("0", Invariant), Words["unit.ms"]),
            _ => ((ms / 1000).ToString("0.0", Invariant), Words["unit.s"]),
        };
    }

    /// <summary>8.7 ms; 1.9 s.</summary>
    public string LatencyText(long microseconds)
    {
        var (figure, unit) = Latency(microseconds);
        return figure + (Japanese && unit != "ms" ? "" : " ") + unit;
    }

    private string Duration(TimeSpan time, bool tenths)
    {
        var gap = Japanese ? "" : " ";
        return time switch
        {
            { TotalSeconds: < 10 } => Number(time.TotalSeconds, tenths ? 1 : 0) + gap + Words["unit.s"],
            { TotalSeconds: < 60 } => Number(Math.Floor(time.TotalSeconds), 0) + gap + Words["unit.s"],
            { TotalMinutes: < 60 } => Number(Math.Floor(time.TotalMinutes), 0) + gap + Words["unit.min"],
            { TotalHours: < 48 } => Number(Math.Floor(time.TotalHours), 0) + gap + Words["unit.h"],
            _ => Number(Math.Floor(time.TotalDays), 0) + gap + Words["unit.d"],
        };
    }

    private DateTimeOffset Local(DateTimeOffset time, TimeZoneInfo? zone) => TimeZoneInfo.ConvertTime(time, zone ?? settings.TimeZone);
}
