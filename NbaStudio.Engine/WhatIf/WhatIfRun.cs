using System.Buffers;
using System.Collections.Concurrent;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Budgets;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Decides a sample again under another policy and compares. Has no effect; the same sample, policy and options give the same result, however many threads there are.</summary>
public sealed class WhatIfRun
{
    private readonly PolicySnapshot _scenario;
    private readonly WhatIfOptions _options;
    private readonly IPropensityView _models;
    private readonly ConcurrentBag<DecisionContext> _contexts = [];
    private readonly bool _ranksOnly;
    private readonly bool _sameInputs;
    private readonly long _longestWindow;
    private readonly SegmentParts? _parts;
    private readonly RowResult[] _rows;
    private readonly DataCheckRow[] _checks;
    private readonly int[] _checkClusters;
    private readonly PartsInOrder _tallies;
    private WhatIfSample _sample;

    private WhatIfRun(WhatIfSample sample, PolicySnapshot scenario, WhatIfOptions options)
    {
        (_sample, _scenario, _options) = (sample, scenario, options);
        _parts = options.Segment is { } attribute ? new SegmentParts(sample, attribute) : null;
        _models = sample.Models.For(scenario);
        _ranksOnly = !options.FromTheStart && RankingOnly.IsBetween(sample, scenario);
        _sameInputs = RankingOnly.SameLayout(sample.Today, scenario) && scenario.Budgets.All(b => sample.Today.Budgets.Any(known => known.Key == b.Key));
        _longestWindow = scenario.Treatments.Select(LoggedOption.WindowOf).DefaultIfEmpty(0).Max();
        _rows = ArrayPool<RowResult>.Shared.Rent(sample.Decisions);
        _checks = options.FiguresOnly ? [] : ArrayPool<DataCheckRow>.Shared.Rent(sample.Decisions);
        _checkClusters = options.FiguresOnly ? [] : ArrayPool<int>.Shared.Rent(sample.Decisions);
        _tallies = sample.RentTallies();
        _tallies.Begin(Joined);
    }

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">The policy to compare with today's; its items have the keys of those where they are the same.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static WhatIfResult Of(
        WhatIfSample sample, PolicySnapshot scenario, WhatIfOptions? options = null, IProgress<WhatIfProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(scenario);
        options ??= new WhatIfOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        var budgets = BudgetChange.Between(sample.Today, scenario);
        var today = budgets.Count == 0 ? sample : sample.Following(cancellation);
        var run = new WhatIfRun(today, scenario, options);
        if (budgets.Count > 0)
        {
            run._sample = run.Spend(new BudgetPurse(scenario, today), cancellation);
        }

        Chunks.Run(sample.Decisions, options.Workers, cancellation, run.Part, done => progress?.Report(new WhatIfProgress(false, done, sample.Decisions)));
        var tally = run._tallies.Total;
        var check = DataCheck.Of(run._checks.AsSpan(0, tally.Checks), run._checkClusters.AsSpan(0, tally.Checks), run._sample.Share);
        var result = new WhatIfReport(run._sample, scenario, run._rows, tally).Of(run._parts, new FlipReader(run._sample, run), check) with { Budgets = budgets };
        run.GiveBack(today);
        if (!options.AlongTime)
        {
            return result;
        }

        var was = today.FollowToday(options.Workers, cancellation);
        var purse = budgets.Count == 0 ? null : new BudgetPurse(scenario, today);
        var then = ArrayPool<PathRow>.Shared.Rent(sample.Decisions);
        new AlongTime(today, scenario, (decision, context) => run.Decide(decision, context, true), run.Rent, run.Return, purse, then, was).Follow(options.Workers, cancellation);
        result = result with { AlongTime = WhatIfReport.OfPaths(today, was, then) };
        ArrayPool<PathRow>.Shared.Return(then, true);
        return result;
    }

    // What every decision finds of the scenario's budgets, where its own choices use them up: in the order of time, so by one thread.
    private WhatIfSample Spend(BudgetPurse purse, CancellationToken cancellation)
    {
        var (decisions, context) = (_sample.Recorded.ToArray(), Rent());
        foreach (var i in _sample.ByTime)
        {
            cancellation.ThrowIfCancellationRequested();
            decisions[i] = decisions[i] with { Granted = purse.Grants(decisions[i].Inputs.Now) };
            if (Decide(decisions[i], context, true))
            {
                purse.Take(context);
            }
        }

        Return(context);
        return _sample.With(decisions);
    }

    internal DecisionContext Rent() => _contexts.TryTake(out var context) ? context : new DecisionContext(_scenario);

    internal void Return(DecisionContext context) => _contexts.Add(context);

    /// <summary>Decides one decision under the scenario; the context then holds it. False where its record lacks an input that the scenario reads and today's policy does not.</summary>
    /// <param name="choiceOnly">Whether why others lost is left out.</param>
    internal bool Decide(RecordedDecision decision, DecisionContext context, bool choiceOnly)
    {
        context.ChoiceOnly = choiceOnly;
        if (_ranksOnly && decision.Candidates is { } candidates)
        {
            DecisionPipeline.Resume(context, decision.Asked, _models, candidates);
            return true;
        }

        if (_sameInputs && decision.Granted is null)
        {
            DecisionPipeline.Decide(context, decision.Asked, new KeptPropensities(decision.Scores, _scenario, _models));
            return true;
        }

        return DecideTranslated(decision, context);
    }

    // On its own: what the search for missing inputs needs would be allocated for every decision.
    private bool DecideTranslated(RecordedDecision decision, DecisionContext context)
    {
        var missing = new List<string>();
        var inputs = Redecide.Translate(decision.Granted is { } granted ? decision.Inputs.WithBudgets(granted) : decision.Inputs, _scenario, missing);
        if (missing.Exists(name => !decision.Missing.Contains(name)))
        {
            return false;
        }

        DecisionPipeline.Decide(context, inputs, new KeptPropensities(decision.Scores, _scenario, _models));
        return true;
    }

    private void Part(int from, int to)
    {
        var context = Rent();
        var choice = new Choice();
        var tally = _tallies.Rent();
        for (var i = from; i < to; i++)
        {
            var decision = _sample.Recorded[i];
            if (Decide(decision, context, true))
            {
                choice.Fill(context, _options.FiguresOnly);
                _rows[i] = Compare(decision, from, i, choice, context, tally);
            }
            else
            {
                _rows[i] = default;
            }
        }

        _tallies.Return(from / Chunks.Size, tally);
        Return(context);
    }

    // What a part noted for the data check moves up to what those before it noted.
    private void Joined(int part, int before, int own)
    {
        if (own > 0)
        {
            Array.Copy(_checks, part * Chunks.Size, _checks, before, own);
            Array.Copy(_checkClusters, part * Chunks.Size, _checkClusters, before, own);
        }
    }

    /// <param name="lender">The sample that the run began with: budgets have made another of it.</param>
    private void GiveBack(WhatIfSample lender)
    {
        lender.Return(_tallies);
        ArrayPool<RowResult>.Shared.Return(_rows, true);
        if (!_options.FiguresOnly)
        {
            ArrayPool<DataCheckRow>.Shared.Return(_checks);
            ArrayPool<int>.Shared.Return(_checkClusters);
        }
    }

    /// <param name="from">First decision of the part.</param>
    private RowResult Compare(RecordedDecision decision, int from, int row, Choice choice, DecisionContext context, WhatIfTally tally)
    {
        var segment = _parts?.Of(decision) ?? "";
        tally.Count(decision.Today, choice, segment);
        var changed = false;
        for (var s = 0; s < choice.Slots.Length; s++)
        {
            ref readonly var was = ref decision.Today.Slots[s];
            ref readonly var would = ref choice.Slots[s];
            if (was.Key != would.Key)
            {
                changed = true;
                if (_options.FiguresOnly)
                {
                    break;
                }

                tally.Flip(was, would, row, decision.Cluster, decision.Today, choice, segment);
            }
        }

        if (!_options.FiguresOnly && decision.Logged is { } logged && decision.Today.First == choice.First && choice.First >= 0 && _sample.IsAnswered(decision) && HasEnded(decision, choice))
        {
            (_checks[from + tally.Checks], _checkClusters[from + tally.Checks]) = (DataCheckRow.Of(logged, decision.Today, choice, context), decision.Cluster);
            tally.Checks++;
        }

        return new RowResult(true, changed, decision.Today.IsSilent, choice.IsSilent, choice.Slots.Length, decision.Today.Filled, choice.Filled, segment);
    }

    // Whether the answers to all that could be chosen would be known: else what takes part would depend on what was.
    private bool HasEnded(RecordedDecision decision, Choice choice)
    {
        if (decision.Inputs.Now <= _sample.ReadAt - _longestWindow)
        {
            return true;
        }

        foreach (ref readonly var option in choice.Odds)
        {
            if (_scenario.TreatmentIndexOfKey(option.Key) is var t and >= 0 && decision.Inputs.Now + LoggedOption.WindowOf(_scenario.Treatments[t]) > _sample.ReadAt)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>One decision, compared.</summary>
/// <param name="Segment">Value of the attribute that parts customers; "" = missing, or none was asked for.</param>
internal readonly record struct RowResult(bool Compared, bool Changed, bool SilentBefore, bool SilentAfter, int Slots, int Before, int After, string Segment);
