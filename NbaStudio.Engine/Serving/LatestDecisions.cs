using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Reads the newest decisions, whatever the traffic: back to a minute, then further, until there are enough.</summary>
internal static class LatestDecisions
{
    /// <summary>Most decisions that one reading asks for: of a minute busier than this a part.</summary>
    public const int Most = 20_000;

    private static readonly TimeSpan[] Windows =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30)];

    /// <param name="now">Milliseconds since 1970 UTC.</param>
    /// <param name="most">In [1, <see cref="Most"/>].</param>
    /// <returns>Oldest first.</returns>
    public static IReadOnlyList<DecisionRow> Read(IHubReader store, long now, int most)
    {
        IReadOnlyList<DecisionRow> rows = [];
        foreach (var window in Windows)
        {
            rows = store.ReadDecisionsBetween(now - (long)window.TotalMilliseconds, now + 1, Most);
            if (rows.Count >= most)
            {
                break;
            }
        }

        return [.. rows.Skip(Math.Max(0, rows.Count - most))];
    }
}
