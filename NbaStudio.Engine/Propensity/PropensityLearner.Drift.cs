using NbaStudio.Engine.Propensity.Pooled;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Propensity;

/// <content>Watching whether what is said adds up, and letting go of what was learned where it does not.</content>
public sealed partial class PropensityLearner
{
    private readonly DriftWatch _allWatch = new();
    private readonly DriftLog _allDrifts = new();
    private readonly SpreadWatch _spread = new();
    private readonly PendingJudgements _pending = new();
    private readonly Func<int, double> _levelVariance;
    private long _responses;

    /// <summary>When the pooled model stopped adding up over all treatments, oldest first; the last 20 times.</summary>
    public IReadOnlyList<DriftMark> Drifts => _allDrifts.Marks;

    /// <summary>Alarms of all models so far, for measurements.</summary>
    internal long DriftCount { get; private set; }

    private void WatchForDrift(TreatmentState treatment, in Response response, in Predictions said, long now)
    {
        _responses += response.IsCorrection ? 0 : 1;
        if (response.IsCorrection)
        {
            treatment.CountsWatch.Correct(said.Counts);
            treatment.PooledWatch.Correct(said.Pooled);
            _allWatch.Correct(said.Pooled, treatment.PooledWatch.MeanLogOdds);
            _spread.Correct(_rows[treatment.Info.Key]);
            return;
        }

        _pending.Add(response.WindowEnd, new(Version, response.TreatmentKey, said.Counts, said.Pooled, response.IsPositive, Math.Max(response.Time, response.WindowEnd)));
        while (_pending.TryTake(now, out var judgement))
        {
            Judge(_treatments[_rows[judgement.TreatmentKey]], judgement, now);
        }
    }

    private void Judge(TreatmentState treatment, in Judgement judgement, long time)
    {
        var (position, p, positive) = (judgement.Position, judgement.Pooled, judgement.IsPositive);
        if (treatment.CountsWatch.Observe(position, judgement.Time, judgement.Counts, positive, out var since) is { } counts)
        {
            treatment.Drifts.Add(new(time, treatment.Responses, DriftedModel.Counts, counts, since));
            treatment.CountsWatch.Reset(Version);
            DriftCount++;
            if (counts == DriftKind.Ranking)
            {
                _groups.Remove(treatment);
                SettleTo(treatment, treatment.Kept.Count - since - _pending.Of(judgement.TreatmentKey));
                treatment.KeepNewest(since + _pending.Of(judgement.TreatmentKey));
                _groups.Add(treatment);
                TreatmentFit.Run(treatment, _predictors, _workspace);
            }
        }

        if (treatment.PooledWatch.Observe(position, judgement.Time, p, positive, out since) is { } pooled)
        {
            treatment.Drifts.Add(new(time, treatment.Responses, DriftedModel.Pooled, pooled, since));
            LetGo(_treatments.Where(t => t.Info.ActionKey == treatment.Info.ActionKey), pooled);
            _pooled.Doubt(treatment.Pooled, pooled);
            DriftCount++;
            _treatments.Where(t => t.Info.ActionKey == treatment.Info.ActionKey).ToList().ForEach(t => t.PooledWatch.Reset(Version));
            WatchAllAnew();
        }

        // Around the mean of each treatment: that one offer is liked more than another says nothing of whether its customers are told apart.
        if (_allWatch.Observe(position, judgement.Time, p, positive, out since, treatment.PooledWatch.MeanLogOdds) is { } all)
        {
            MarkAll(time, all, since);
        }

        if (_spread.Observe(position, judgement.Time, _rows[judgement.TreatmentKey], p, positive, _levelVariance, out since))
        {
            MarkAll(time, DriftKind.Mixed, since);
        }
    }

    private void MarkAll(long time, DriftKind kind, int since)
    {
        _allDrifts.Add(new(time, _responses, DriftedModel.All, kind, since));
        LetGo(_treatments, kind);
        _pooled.DoubtAll(kind);
        _treatments.ForEach(t => t.PooledWatch.Reset(Version));
        WatchAllAnew();
        DriftCount++;
    }

    // What is let go is settled, and from there on the treatments are as new.
    private void LetGo(IEnumerable<TreatmentState> treatments, DriftKind kind)
    {
        if (PooledModel.LetsGo(kind))
        {
            foreach (var treatment in treatments)
            {
                Settle(treatment);
                treatment.Fresh = 0;
            }
        }
    }

    // What was said before is no word of the models as they are now.
    private void WatchAllAnew()
    {
        _allWatch.Reset(Version);
        _spread.Reset(Version);
    }
}
