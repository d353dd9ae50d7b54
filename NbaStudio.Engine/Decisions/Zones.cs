using System.Collections.Concurrent;

namespace NbaStudio.Engine.Decisions;

/// <summary>Time zones by IANA name, looked up once per name.</summary>
internal static class Zones
{
    private static readonly ConcurrentDictionary<string, TimeZoneInfo?> Known = new(StringComparer.Ordinal);

    /// <summary>The zone, or the fall-back where this machine does not know the name.</summary>
    public static TimeZoneInfo Find(string name, TimeZoneInfo fallBack)
    {
        if (!Known.TryGetValue(name, out var zone))
        {
            TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone);
            if (Known.Count < 1000)
            {
                Known[name] = zone;
            }
        }

        return zone ?? fallBack;
    }
}
