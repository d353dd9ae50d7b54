using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Reads recorded decisions and decides them as today's policy does. Reads what is durable; has no effect.</summary>
/// <param name="now">Milliseconds since 1970 UTC: answers that may still come are not counted as silence.</param>
internal sealed class SampleReader(IHubReader store, RecordReader records, ModelView models, PolicySnapshot today, long now)
{
    /// <summary>Candidates that are kept over all decisions, 40 bytes each; what comes after is decided from the start for each scenario.</summary>
    public const int MostCandidates = 2_000_000;

    // What the ledger holds is as of now: of a sample that ends earlier it would not tell before from after.
    private const long Late = 3_600_000;

    private const int FirstPage = 2_000;
    private const long Salt = 0x5749; // who belongs to a part: never changed, so that two runs see the same customers
    private readonly ModelView _models = models.For(today);
    private long _candidates;

    /// <param name="workers">Threads, 1 or more.</param>
    public WhatIfSample Read(WhatIfRange range, int workers, IProgress<WhatIfProgress>? progress, CancellationToken cancellation)
    {
        range.Check();
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        var (rows, inRange) = ReadRows(range, cancellation);
        rows.Sort(static (a, b) => (a.Customer, a.Number).CompareTo((b.Customer, b.Number)));
        var clusters = new int[rows.Count];
        for (var i = 1; i < rows.Count; i++)
        {
            clusters[i] = clusters[i - 1] + (rows[i].Customer == rows[i - 1].Customer ? 0 : 1);
        }

        var responses = ResponseBook.Read(store, range.From, today, cancellation);
        var sample = new WhatIfSample(today, _models, range, now, []);
        var decided = new RecordedDecision?[rows.Count];
        Chunks.Run(rows.Count, workers, cancellation, (from, to) =>
        {
            var context = sample.Rent();
            var choice = new Choice();
            for (var i = from; i < to; i++)
            {
                decided[i] = Decide(rows[i], clusters[i], context, choice, responses);
            }

            sample.Return(context);
        }, done => progress?.Report(new WhatIfProgress(true, done, rows.Count)));

        var kept = decided.OfType<RecordedDecision>().ToList();
        return new WhatIfSample(today, _models, range, now, Renumber(kept))
        {
            InRange = inRange,
            NotKept = rows.Count - kept.Count,
            Since = kept.Count == 0 ? null : kept.Min(d => d.Inputs.Now),
            Until = kept.Count == 0 ? null : kept.Max(d => d.Inputs.Now),
            Simulated = kept.Exists(d => d.Inputs.Simulated),
            Ledger = today.Budgets.Count > 0 && now - range.To < Late ? store.ReadBudgets() : [],
        };
    }

    /// <summary>The rows of the sample: all, or where they are more than asked for those of a part of the customers.</summary>
    private (List<DecisionRow> Rows, long InRange) ReadRows(WhatIfRange range, CancellationToken cancellation)
    {
        var rows = new List<DecisionRow>();
        var (page, last, share, seen) = (FirstPage, (Time: range.From, Customer: long.MinValue, Number: long.MinValue), 1.0, 0L);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = store.ReadDecisionsBetween(last.Time, range.To, page);
            var news = read.Where(row => (row.Time, row.Customer, row.Number).CompareTo(last) > 0).ToList();
            seen += news.Count;
            rows.AddRange(news.Where(row => PlaceOf(row.Customer) < share));
            if (rows.Count > range.Most)
            {
                share = Narrow(rows, range.Most);
            }

            if (read.Count < page)
            {
                return (rows, seen);
            }

            if (news.Count == 0)
            {
                // A whole page of one millisecond that is done already.
                page *= 2;
                continue;
            }

            last = (news[^1].Time, news[^1].Customer, news[^1].Number);
        }
    }

    /// <summary>Drops whole customers, those of the highest places first, until no more rows than asked for are left; one customer stays in any case, with the newest decisions.</summary>
    private static double Narrow(List<DecisionRow> rows, int most)
    {
        var left = rows.Count;
        var share = 1.0;
        foreach (var customer in rows.GroupBy(r => r.Customer).OrderByDescending(g => PlaceOf(g.Key)).SkipLast(1))
        {
            if (left <= most)
            {
                break;
            }

            left -= customer.Count();
            share = PlaceOf(customer.Key);
        }

        rows.RemoveAll(row => PlaceOf(row.Customer) >= share);
        if (rows.Count > most)
        {
            rows.RemoveRange(0, rows.Count - most);
        }

        return share;
    }

    private static double PlaceOf(long customer) => StableHash.ToUnit(StableHash.Of(customer, Salt));

    private RecordedDecision? Decide(DecisionRow row, int cluster, DecisionContext context, Choice choice, ResponseBook responses)
    {
        if (records.Read(row) is not { } record)
        {
            return null;
        }

        var keep = Interlocked.Read(ref _candidates) < MostCandidates;
        var decision = RecordedDecision.Of(record, _models, context, choice, responses.MoneyOf, now, cluster, keep);
        Interlocked.Add(ref _candidates, decision.Candidates?.All.Length ?? 0);
        return decision;
    }

    private static List<RecordedDecision> Renumber(List<RecordedDecision> kept)
    {
        var (cluster, last) = (-1, -1);
        for (var i = 0; i < kept.Count; i++)
        {
            cluster += kept[i].Cluster == last ? 0 : 1;
            last = kept[i].Cluster;
            kept[i] = kept[i] with { Cluster = cluster };
        }

        return kept;
    }
}
