using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Decides recorded decisions again from their records, each under its own revision, and tells where the choice is another one. Reads only; thread safe.</summary>
public sealed class DecisionReplay(IHubReader store, Func<int, PolicySnapshot?> revisions)
{
    private const int FirstPage = 2_000;
    private const int MostExamples = 20;

    private readonly RecordReader _records = new(store, revisions);

    /// <summary>Replays the decisions of a time, oldest first.</summary>
    /// <param name="from">From this moment on, milliseconds since 1970 UTC.</param>
    /// <param name="to">Before this moment.</param>
    /// <param name="most">As many decisions as this at most; 1 or more.</param>
    /// <param name="workers">Threads, 1 or more.</param>
    /// <param name="progress">Told how many are done, after each page.</param>
    public ReplayReport Run(long from, long to, long most, int workers, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        var tally = new Tally();
        var (page, last) = (FirstPage, (Time: from, Customer: long.MinValue, Number: long.MinValue));
        while (true)
        {
            var read = store.ReadDecisionsBetween(last.Time, to, page);
            var rows = read.Where(row => (row.Time, row.Customer, row.Number).CompareTo(last) > 0).Take((int)Math.Min(page, most - tally.Seen)).ToList();
            if (rows.Count == 0)
            {
                if (read.Count < page || tally.Seen == most)
                {
                    return tally.Report();
                }

                // A whole page of one millisecond that is done already.
                page *= 2;
                continue;
            }

            Parallel.ForEach(rows, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, () => new Dictionary<PolicySnapshot, DecisionContext>(), (row, _, contexts) =>
            {
                tally.Add(row, Replay(row, contexts));
                return contexts;
            }, _ => { });
            last = (rows[^1].Time, rows[^1].Customer, rows[^1].Number);
            progress?.Report(tally.Seen);
        }
    }

    /// <summary>Whether the same choice comes out; null where the record or its revision is not kept any more.</summary>
    private bool? Replay(DecisionRow row, Dictionary<PolicySnapshot, DecisionContext> contexts)
    {
        if (_records.Read(row) is not { } record)
        {
            return null;
        }

        if (!contexts.TryGetValue(record.Policy, out var context))
        {
            contexts.Add(record.Policy, context = new DecisionContext(record.Policy));
        }

        var outcome = Redecide.Run(context, record.Inputs, new RecordedPropensities(record.Inputs, record.Result, record.Policy));
        return ReplayOutcome.SameChoice(record, record.Policy, outcome.Result);
    }

    private sealed class Tally
    {
        private readonly Lock _gate = new();
        private readonly List<DecisionId> _examples = [];
        private long _identical;
        private long _different;
        private long _notKept;

        public long Seen { get; private set; }

        public void Add(DecisionRow row, bool? isSame)
        {
            lock (_gate)
            {
                Seen++;
                _identical += isSame == true ? 1 : 0;
                _different += isSame == false ? 1 : 0;
                _notKept += isSame is null ? 1 : 0;
                if (isSame == false && _examples.Count < MostExamples)
                {
                    _examples.Add(new DecisionId(row.Customer, row.Number));
                }
            }
        }

        public ReplayReport Report() => new(Seen, _identical, _different, _notKept, [.. _examples.OrderBy(id => id.Customer).ThenBy(id => id.Number)]);
    }
}

/// <summary>What replaying decisions came to.</summary>
/// <param name="Decisions">How many were looked at.</param>
/// <param name="Identical">The same treatments in the same slots, with the same priorities and probabilities, bit for bit.</param>
/// <param name="Different">Anything else: a fault of the program or of the store.</param>
/// <param name="NotKept">No longer reproducible: the record or its revision is past retention.</param>
/// <param name="Examples">Some of those that differ.</param>
public sealed record ReplayReport(long Decisions, long Identical, long Different, long NotKept, IReadOnlyList<DecisionId> Examples)
{
    /// <summary>True where nothing differs.</summary>
    public bool IsClean => Different == 0;

    /// <summary>True where decisions came out the same and none differs, or there was none.</summary>
    public bool IsProof => IsClean && (Identical > 0 || Decisions == 0);
}
