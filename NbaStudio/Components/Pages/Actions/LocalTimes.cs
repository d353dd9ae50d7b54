using System.Globalization;

namespace NbaStudio.Components.Pages.Actions;

/// <summary>Reads what a date and time control gives. Pure.</summary>
public static class LocalTimes
{
    /// <summary>The moment that the clock of a zone shows; null where nothing is given. An hour that a change of clocks skips counts as the one after.</summary>
    public static DateTimeOffset? Read(string? text, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        var known = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(known, zone.GetUtcOffset(known));
    }
}
