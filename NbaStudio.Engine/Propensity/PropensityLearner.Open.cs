using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Propensity.Pooled;

namespace NbaStudio.Engine.Propensity;

/// <content>Responses that the pooled model visits again: the first of every treatment, while evidence is scarce.</content>
public sealed partial class PropensityLearner
{
    /// <summary>After so many responses of a treatment its open ones settle, <see cref="SettleEach"/> with each that comes.</summary>
    private const int OpenEach = 500;

    /// <summary>As many as come and two more: after half as many responses again none is open.</summary>
    private const int SettleEach = 3;

    /// <summary>Fewest visits for each response of a treatment with open ones.</summary>
    private const int FewestVisits = 4;

    /// <summary>Every open response of a treatment is visited about once while this many come: what all of them say together lags behind by no more.</summary>
    private const int ResponsesPerRound = 16;

    /// <summary>Most visits after everything moved at once; each takes about a microsecond.</summary>
    private const int MostInARound = 4_096;

    private const long OpenFor = (long)(PooledPriors.HalfLifeDays * 86_400_000);

    private ResponseCells _visited = new(0);

    // A response that came while others of its treatment are open has to be found anew with them: alone it would move the weights as far as the first one did.
    private static bool StaysOpen(TreatmentState treatment) => treatment.Fresh <= OpenEach || treatment.Kept.FirstOpen < treatment.Kept.Count;

    // Some of its treatment's open responses, drawn by how many came.
    private void Revisit(TreatmentState treatment)
    {
        var kept = treatment.Kept;
        for (var visit = Math.Max(FewestVisits, (kept.Count - kept.FirstOpen) / ResponsesPerRound); visit > 0 && kept.FirstOpen < kept.Count; visit--)
        {
            Visit(treatment, StableHash.Of(Version, treatment.Responses, visit));
        }

        if (treatment.Fresh > OpenEach)
        {
            SettleTo(treatment, Math.Min(kept.Count, kept.FirstOpen + SettleEach));
        }
    }

    private void Visit(TreatmentState treatment, ulong draw)
    {
        var kept = treatment.Kept;
        Visit(treatment, kept.FirstOpen + (int)(draw % (ulong)(kept.Count - kept.FirstOpen)));
    }

    private void Visit(TreatmentState treatment, int index)
    {
        var kept = treatment.Kept;
        if (kept.IsOpen(index))
        {
            _visited.Set(kept.Bins(index), _predictors);
            kept.Pull(index) = PooledModel.Visit(treatment.Pooled, _visited, kept.IsPositive(index), kept.Pull(index));
        }
    }

    // After new bins or new priors all pulls act at once on weights that they were not found with: all treatments' are found anew, those of rare ones too.
    private void VisitAll()
    {
        var all = _treatments.Sum(t => t.Kept.Count - t.Kept.FirstOpen);
        for (var round = 0; round < 2; round++)
        {
            foreach (var treatment in _treatments)
            {
                var (first, open) = (treatment.Kept.FirstOpen, treatment.Kept.Count - treatment.Kept.FirstOpen);
                var visits = all <= MostInARound ? open : (int)Math.Ceiling((double)open * MostInARound / all);
                for (var visit = 0; visit < visits; visit++)
                {
                    Visit(treatment, first + (int)(((2L * visit) + round) * open / (2L * visits)));
                }
            }
        }
    }

    // Evidence grows old once it is settled, so nothing stays open for longer than it takes to lose half of its weight.
    private void Age(long time)
    {
        if (!_pooled.IsNextDay(time))
        {
            return;
        }

        foreach (var treatment in _treatments)
        {
            for (var i = treatment.Kept.FirstOpen; i < treatment.Kept.Count; i++)
            {
                if (treatment.Kept.Time(i) < time - OpenFor)
                {
                    SettleOne(treatment, i);
                }
            }

            SettleTo(treatment, treatment.Kept.FirstOpen);
        }

        _pooled.Age(time);
    }

    // What will be dropped for the next response settles first.
    private void MakeRoom(TreatmentState treatment) => SettleTo(treatment, treatment.Kept.Count - KeptCapacity + 1);

    private void Settle(TreatmentState treatment) => SettleTo(treatment, treatment.Kept.Count);

    private void SettleTo(TreatmentState treatment, int first)
    {
        var kept = treatment.Kept;
        for (; kept.FirstOpen < first; kept.FirstOpen++)
        {
            SettleOne(treatment, kept.FirstOpen);
        }

        while (kept.FirstOpen < kept.Count && !kept.IsOpen(kept.FirstOpen))
        {
            kept.FirstOpen++;
        }
    }

    private void SettleOne(TreatmentState treatment, int index)
    {
        var kept = treatment.Kept;
        if (kept.IsOpen(index))
        {
            _visited.Set(kept.Bins(index), _predictors);
            PooledModel.Settle(treatment.Pooled, _visited);
            kept.Pull(index) = float.NaN;
        }
    }

    // A late positive whose negative is open changes sides there; else it is one step.
    private void CorrectPooled(TreatmentState treatment, int negative, in PooledLook look)
    {
        var kept = treatment.Kept;
        if (negative < 0 || !kept.IsOpen(negative))
        {
            PooledModel.Correct(treatment.Pooled, _cells, look);
            return;
        }

        _visited.Set(kept.Bins(negative), _predictors);
        kept.Pull(negative) = PooledModel.Visit(treatment.Pooled, _visited, true, kept.Pull(negative));
    }

    // What open responses do to the weights of one predictor, taken away before its bins or priors change and done again after.
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

    private void PullAll(int sign)
    {
        for (var p = 0; p < _predictors.Length; p++)
        {
            if (_predictors[p].Grid is { } grid)
            {
                PullAll(p, grid, sign);
            }
        }
    }
}
