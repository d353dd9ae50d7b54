using System.Collections.Concurrent;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Recorded decisions of a time, decided as today's policy does: what scenarios are compared with. Immutable but for scratch paper; thread safe.</summary>
public sealed class WhatIfSample
{
    private readonly ConcurrentBag<DecisionContext> _contexts = [];
    private readonly ConcurrentBag<PartsInOrder> _tallies = [];
    private readonly long _longestWindow;
    private readonly Lock _pathGate = new();
    private readonly Lock _budgetGate = new();
    private PathRow[]? _path;
    private WhatIfSample? _following;
    private IReadOnlyDictionary<BudgetKey, double>? _spentBefore;
    private int[]? _byTime;
    private byte[]? _neutral;

    // Whether today's policy finds of its budgets what its own choices left.
    private bool _isFollowed;

    internal WhatIfSample(PolicySnapshot today, ModelView models, WhatIfRange range, long readAt, IReadOnlyList<RecordedDecision> decisions)
    {
        (Today, Models, Range, ReadAt, Recorded) = (today, models, range, readAt, decisions);
        Clusters = [.. decisions.Select(d => d.Cluster)];
        _longestWindow = decisions.SelectMany(d => d.Logged?.Odds ?? []).Select(o => o.WindowMilliseconds).DefaultIfEmpty(0).Max();
    }

    /// <summary>The policy that scenarios are compared with.</summary>
    public PolicySnapshot Today { get; }

    /// <summary>The time that was asked for.</summary>
    public WhatIfRange Range { get; }

    /// <summary>When it was read, milliseconds since 1970 UTC: later answers are not known.</summary>
    public long ReadAt { get; }

    /// <summary>Decisions of the sample.</summary>
    public int Decisions => Recorded.Count;

    /// <summary>Customers who made them.</summary>
    public int Customers => Clusters.Length == 0 ? 0 : Clusters[^1] + 1;

    /// <summary>Decisions that were recorded in the time: more than the sample where it is a part.</summary>
    public long InRange { get; internal init; }

    /// <summary>Records that cannot be read any more: their revision or base is past retention.</summary>
    public int NotKept { get; internal init; }

    /// <summary>Time of the oldest decision, milliseconds since 1970 UTC; null = none.</summary>
    public long? Since { get; internal init; }

    /// <summary>Time of the newest one.</summary>
    public long? Until { get; internal init; }

    /// <summary>Whether any of it is of simulated customers.</summary>
    public bool Simulated { get; internal init; }

    /// <summary>What today's policy comes to when contacts follow from it: the same for every scenario, so worked out once.</summary>
    internal PathRow[] FollowToday(int workers, CancellationToken cancellation)
    {
        lock (_pathGate)
        {
            if (_path is null)
            {
                var path = new PathRow[Decisions];
                new AlongTime(this, Today, DecideToday, Rent, Return, _isFollowed ? new BudgetPurse(Today, this) : null, path).Follow(workers, cancellation);
                _path = path;
            }

            return _path;
        }
    }

    /// <summary>Part of the customers of the range that was asked, in (0, 1]: by their decisions, those that can no longer be read included.</summary>
    internal double Share => InRange > Decisions + NotKept ? Math.Max(1, Decisions + NotKept) / (double)InRange : 1;

    /// <summary>The ledger as it stood when the sample was read; empty where the sample ends long before that.</summary>
    internal IReadOnlyList<BudgetRow> Ledger { get; init; } = [];

    /// <summary>What was spent before the sample began.</summary>
    internal IReadOnlyDictionary<BudgetKey, double> SpentBefore
    {
        get
        {
            lock (_budgetGate)
            {
                return _spentBefore ??= WhatIf.SpentBefore.Of(this, Ledger);
            }
        }
    }

    /// <summary>Today's policy without what only ranks.</summary>
    internal byte[] Neutral => _neutral ??= RankingOnly.Neutral(Today);

    /// <summary>Places of the decisions in the order of time.</summary>
    internal int[] ByTime
    {
        get
        {
            lock (_budgetGate)
            {
                return _byTime ??= [.. Enumerable.Range(0, Decisions).OrderBy(i => Recorded[i].Inputs.Now)];
            }
        }
    }

    /// <summary>The same sample where today's policy finds of its budgets what its own choices left: what a scenario with other budgets can be compared with. The same for every scenario, so worked out once.</summary>
    internal WhatIfSample Following(CancellationToken cancellation)
    {
        lock (_pathGate)
        {
            if (_following is null)
            {
                var (purse, context, choice, decided) = (new BudgetPurse(Today, this), Rent(), new Choice(), Recorded.ToArray());
                foreach (var i in ByTime)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var decision = decided[i].With(purse.Grants(decided[i].Inputs.Now));
                    DecideToday(decision, context);
                    purse.Take(context);
                    choice.Fill(context);
                    decided[i] = decision with { Today = choice.Keep(), Granted = null };
                }

                Return(context);
                _following = With(decided, true);
            }

            return _following;
        }
    }

    /// <summary>The same sample with its decisions in another form.</summary>
    internal WhatIfSample With(IReadOnlyList<RecordedDecision> decisions) => With(decisions, _isFollowed);

    private WhatIfSample With(IReadOnlyList<RecordedDecision> decisions, bool isFollowed) => new(Today, Models, Range, ReadAt, decisions)
    {
        InRange = InRange, NotKept = NotKept, Since = Since, Until = Until, Simulated = Simulated, Ledger = Ledger, _isFollowed = isFollowed, _spentBefore = SpentBefore, _byTime = ByTime, _neutral = _neutral,
    };

    internal ModelView Models { get; }

    /// <summary>By customer, then in the order of time.</summary>
    internal IReadOnlyList<RecordedDecision> Recorded { get; }

    internal int[] Clusters { get; }

    /// <summary>Whether a decision is old enough for the data check: the same age for all, or silence, which waits for nothing, would count more days than what is said.</summary>
    internal bool IsAnswered(RecordedDecision decision) => decision.Inputs.Now <= ReadAt - _longestWindow;

    private bool DecideToday(RecordedDecision decision, DecisionContext context)
    {
        DecisionPipeline.Decide(context, decision.Asked, new KeptPropensities(decision.Scores, Today, Models));
        return true;
    }

    /// <summary>Scratch paper of today's policy.</summary>
    internal DecisionContext Rent() => _contexts.TryTake(out var context) ? context : new DecisionContext(Today);

    internal void Return(DecisionContext context) => _contexts.Add(context);

    /// <summary>Where a run adds up; the run gives it back when its result is there.</summary>
    internal PartsInOrder RentTallies() => _tallies.TryTake(out var tallies) ? tallies : new PartsInOrder();

    internal void Return(PartsInOrder tallies) => _tallies.Add(tallies);
}
