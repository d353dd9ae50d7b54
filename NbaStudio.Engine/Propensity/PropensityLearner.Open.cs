using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Propensity.Pooled;

namespace NbaStudio.Engine.Propensity;

/// <content>Responses that the pooled model visits again: the first of every treatment, while evidence is scarce.</content>
public sealed partial class PropensityLearner
{
    /// <summary>How many responses of a treatment stay open. Later ones are settled at once, and make the oldest settle, so that a response then costs as much as without.</summary>
    private const int OpenEach = 500;

    /// <summary>Fewest visits for each response that stays open.</summary>
    private const int FewestVisits = 4;

    /// <summary>Every open response of a treatment is visited about once while this many come: the level lags behind by as many, at most by a thirtieth of what is open.</summary>
    private const int ResponsesPerRound = 16;

    private const long OpenFor = (long)(PooledPriors.HalfLifeDays * 86_400_000);

    private ResponseCells _visited = new(0);

    // Some of its treatment's open responses, drawn by the response's place in the journal.
    private void Revisit(TreatmentState treatment)
    {
        var kept = treatment.Kept;
        if (treatment.Fresh > OpenEach)
        {
            SettleTo(treatment, Math.Min(kept.Count, kept.FirstOpen + 2));
            return;
        }

        var open = kept.Count - kept.FirstOpen;
        for (var visit = Math.Max(FewestVisits, open / ResponsesPerRound); visit > 0; visit--)
        {
            var index = kept.FirstOpen + (int)(StableHash.Of(Version, visit) % (ulong)open);
            if (kept.IsOpen(index))
            {
                _visited.Set(kept.Bins(index), _predictors);
                kept.Pull(index) = PooledModel.Visit(treatment.Pooled, _visited, kept.IsPositive(index), kept.Pull(index));
            }
        }
    }

    // Evidence grows old once it is settled, so nothing stays open for longer than it takes to lose half of its weight.
    private void Age(long time)
    {
        if (_pooled.Age(time))
        {
            foreach (var treatment in _treatments)
            {
                var kept = treatment.Kept;
                var first = kept.FirstOpen;
                while (first < kept.Count && kept.Time(first) < time - OpenFor)
                {
                    first++;
                }

                SettleTo(treatment, first);
            }
        }
    }

    // What will be dropped for the next response settles first.
    private void MakeRoom(TreatmentState treatment) => SettleTo(treatment, treatment.Kept.Count - KeptCapacity + 1);

    private void Settle(TreatmentState treatment) => SettleTo(treatment, treatment.Kept.Count);

    private void SettleTo(TreatmentState treatment, int first)
    {
        var kept = treatment.Kept;
        for (; kept.FirstOpen < first; kept.FirstOpen++)
        {
            if (kept.IsOpen(kept.FirstOpen))
            {
                _visited.Set(kept.Bins(kept.FirstOpen), _predictors);
                PooledModel.Settle(treatment.Pooled, _visited);
                kept.Pull(kept.FirstOpen) = float.NaN;
            }
        }
    }

    // A late positive whose negative is open changes sides there; else it is one step.
    private void CorrectPooled(TreatmentState treatment, in Response response, in PooledLook look)
    {
        var kept = treatment.Kept;
        var index = kept.FindNegative(response.NegativeTime, _codes);
        if (index < 0 || !kept.IsOpen(index))
        {
            PooledModel.Correct(treatment.Pooled, _cells, look);
            return;
        }

        _visited.Set(kept.Bins(index), _predictors);
        kept.Pull(index) = PooledModel.Visit(treatment.Pooled, _visited, true, kept.Pull(index));
    }

    // What open responses do to the weights of one predictor, taken away before its bins change and done again after.
    private void PullAll(int predictor, BinGrid grid, int sign)
    {
        foreach (var treatment in _treatments)
        {
            var kept = treatment.Kept;
            for (var i = kept.FirstOpen; i < kept.Count; i++)
            {
                if (kept.IsOpen(i) && kept.Bins(i)[predictor] is var bin && bin != CountModel.NotCounted)
                {
                    PooledModel.Pull(treatment.Pooled, predictor, bin, grid.Position(bin), sign * kept.Pull(i));
                }
            }
        }
    }
}
