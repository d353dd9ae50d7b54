using System.Globalization;

namespace NbaStudio.Engine.Conditions;

/// <summary>The one written form of durations: a whole number and a unit, s, m, h or d (30m, 2h, 7d).</summary>
public static class Durations
{
    /// <summary>Reads a duration from 0s to 36500d; false for anything else.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (text is null || text.Length is < 2 or > 9 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var unit = text[^1] switch { 's' => 1L, 'm' => 60L, 'h' => 3600L, 'd' => 86400L, _ => 0L };
        if (unit == 0 || count * unit > 36500L * 86400)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(count * unit);
        return true;
    }

    /// <summary>Writes a duration in the largest unit that divides it.</summary>
    public static string Format(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        return seconds switch
        {
            0 => "0s",
            _ when seconds % 86400 == 0 => $"{seconds / 86400}d",
            _ when seconds % 3600 == 0 => $"{seconds / 3600}h",
            _ when seconds % 60 == 0 => $"{seconds / 60}m",
            _ => $"{seconds}s",
        };
    }
}
