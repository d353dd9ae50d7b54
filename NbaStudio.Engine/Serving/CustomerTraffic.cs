using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>How fast different customers come by, from the latest decisions. Immutable.</summary>
/// <param name="Since">Time of the oldest decision looked at; null = there is none.</param>
/// <param name="Span">From that one to the newest.</param>
/// <param name="Decisions">Decisions looked at.</param>
/// <param name="Known">Customers of the hub.</param>
/// <param name="Firsts">When each different customer came first, milliseconds after <paramref name="Since"/>, ascending.</param>
public sealed record CustomerTraffic(DateTimeOffset? Since, TimeSpan Span, int Decisions, long Known, IReadOnlyList<long> Firsts)
{
    /// <summary>Decisions looked at, at most.</summary>
    public const int Most = 10_000;

    /// <summary>How long until so many different customers have come by; null where nobody can say.</summary>
    /// <remarks>Within what was looked at it is what was; beyond that new ones come as in the second half of it, which is too fast where the same customers come back.</remarks>
    public TimeSpan? TimeFor(long customers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(customers, 1);
        if (customers <= Firsts.Count)
        {
            return TimeSpan.FromMilliseconds(Firsts[(int)customers - 1]);
        }

        var half = Span.TotalMilliseconds / 2;
        var latest = Firsts.Count(first => first > half);
        var wait = latest == 0 ? double.PositiveInfinity : Span.TotalMilliseconds + ((customers - Firsts.Count) * half / latest);
        return wait < TimeSpan.FromDays(3650).TotalMilliseconds ? TimeSpan.FromMilliseconds(wait) : null;
    }

    internal static CustomerTraffic Of(IReadOnlyList<DecisionRow> rows, long known)
    {
        if (rows.Count == 0)
        {
            return new CustomerTraffic(null, TimeSpan.Zero, 0, known, []);
        }

        var seen = new HashSet<long>();
        long[] firsts = [.. rows.Where(row => seen.Add(row.Customer)).Select(row => row.Time - rows[0].Time)];
        return new CustomerTraffic(DateTimeOffset.FromUnixTimeMilliseconds(rows[0].Time), TimeSpan.FromMilliseconds(rows[^1].Time - rows[0].Time), rows.Count, known, firsts);
    }
}
