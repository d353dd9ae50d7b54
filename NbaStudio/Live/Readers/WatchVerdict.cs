using NbaStudio.Data;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>Which condition of a watch is broken. Pure.</summary>
/// <remarks>It is asked every second for hours, so chance has many tries: a share counts as broken only when it is three standard errors on the wrong side.</remarks>
public static class WatchVerdict
{
    /// <summary>Fewer seen than this, before or after, prove nothing.</summary>
    public const int FewestSeen = 200;

    /// <summary>Fewer decisions than this have no 99th of 100.</summary>
    public const int FewestDecisions = 500;

    private const double Errors = 3;

    /// <summary>The broken condition, or null.</summary>
    public static BrokenCondition? Broken(WatchConditions conditions, WatchCounts before, WatchCounts after, long decisions, double? p99)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        if (conditions.MaximumP99 is { } limit && decisions >= FewestDecisions && p99 > limit)
        {
            return new BrokenCondition("p99", p99.Value, limit, decisions);
        }

        if (conditions.HarmShare is { } harm && after.Seen >= FewestSeen && after.Harm is { } harmed && (harmed - harm) > Errors * Deviation(harm, after.Seen))
        {
            return new BrokenCondition("harm", harmed, harm, after.Seen);
        }

        if (conditions.AcceptanceDrop is { } drop && before.Seen >= FewestSeen && after.Seen >= FewestSeen && before.Acceptance is { } was && after.Acceptance is { } now)
        {
            // How far it fell below what may be lost, against the chance of both counts.
            var floor = was * (1 - drop);
            var deviation = Math.Sqrt(Square(Deviation(floor, after.Seen)) + Square((1 - drop) * Deviation(was, before.Seen)));
            if (floor - now > Errors * deviation)
            {
                return new BrokenCondition("acceptance", now, floor, after.Seen);
            }
        }

        return null;
    }

    private static double Deviation(double share, long count) => Math.Sqrt(Math.Max(0, share * (1 - share)) / count);

    private static double Square(double value) => value * value;
}
