using System.Globalization;

namespace NbaStudio.Configuration;

/// <summary>A clock that starts at a chosen time and runs at a chosen speed.</summary>
/// <param name="Start">What the hub's clock shows when the program starts.</param>
/// <param name="Speed">Hub seconds per real second, 0.001 to 1,000,000.</param>
public sealed record ClockSetting(DateTimeOffset Start, double Speed)
{
    public const string Allowed = "start=<ISO 8601 time with time zone>,speed=<0.001 to 1000000>";

    /// <summary>Reads start=2025-01-01T00:00:00Z,speed=60; speed may be left out and is then 1.</summary>
    public static bool TryParse(string text, out ClockSetting? clock)
    {
        clock = null;
        DateTimeOffset? start = null;
        double? speed = null;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("start=", StringComparison.Ordinal) && start is null && ReadTime(part[6..]) is { } time)
            {
                start = time;
            }
            else if (part.StartsWith("speed=", StringComparison.Ordinal) && speed is null
                && double.TryParse(part.AsSpan(6), NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor is >= 0.001 and <= 1_000_000)
            {
                speed = factor;
            }
            else
            {
                return false;
            }
        }

        clock = start is { } from ? new ClockSetting(from.ToUniversalTime(), speed ?? 1) : null;
        return clock is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"start={Start:yyyy-MM-ddTHH:mm:ssZ},speed={Speed}");

    private static DateTimeOffset? ReadTime(string text)
    {
        // A time without a zone would mean another moment on another machine.
        var hasZone = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        return hasZone && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }
}
