using System.Collections.Frozen;
using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Propensity;

/// <summary>Turns the learner's state into immutable models, rebuilding only the blocks that changed.</summary>
internal sealed class ModelPublisher
{
    private ModelBlock[] _blocks = [];
    private FrozenDictionary<int, int>? _rows;

    /// <summary>The catalogue changed: nothing of the last models can be shared.</summary>
    public void Forget()
    {
        _blocks = [];
        _rows = null;
    }

    public PropensityModels Publish(
        long version, ReadOnlySpan<TreatmentState> treatments, PredictorState[] predictors, GroupRates groups, Dictionary<int, int> rows,
        bool pooledLeads, bool pooledChanged, Reports.DriftMark? lastDrift)
    {
        _rows ??= rows.ToFrozenDictionary();
        var blocks = new ModelBlock[(treatments.Length + ModelBlock.Size - 1) / ModelBlock.Size];
        for (var block = 0; block < blocks.Length; block++)
        {
            var start = block * ModelBlock.Size;
            var part = treatments[start..Math.Min(start + ModelBlock.Size, treatments.Length)];
            var old = block < _blocks.Length ? _blocks[block] : null;
            blocks[block] = Block(part, predictors, groups, old, pooledLeads, pooledChanged);
        }

        foreach (var treatment in treatments)
        {
            treatment.IsChanged = false;
        }

        groups.Published();
        _blocks = blocks;
        return new(version, [.. predictors.Select(p => p.Definition)], [.. predictors.Select(p => p.Grid)], blocks, _rows) { LastDrift = lastDrift };
    }

    private static ModelBlock Block(
        ReadOnlySpan<TreatmentState> treatments, PredictorState[] predictors, GroupRates groups, ModelBlock? old, bool pooledLeads, bool pooledChanged)
    {
        if (pooledChanged)
        {
            // What the pooled model learned of one treatment changes all that it speaks for.
            foreach (var treatment in treatments)
            {
                treatment.IsChanged |= treatment.Champion.IsPooled(pooledLeads);
            }
        }

        var tablesChanged = old is null;
        var rowsChanged = old is null;
        foreach (var treatment in treatments)
        {
            tablesChanged |= treatment.IsChanged;
            rowsChanged |= treatment.IsChanged || groups.IsChanged(treatment);
        }

        if (!rowsChanged)
        {
            return old!;
        }

        var rows = new RowModel[treatments.Length];
        for (var lane = 0; lane < rows.Length; lane++)
        {
            var treatment = treatments[lane];
            var isSame = old is not null && !treatment.IsChanged && !groups.IsChanged(treatment);
            rows[lane] = isSame ? old!.Rows[lane] : Row(treatment, predictors, groups.PriorOf(treatment), pooledLeads);
        }

        return new(rows, tablesChanged ? Tables(treatments, rows, predictors, old) : old!.Tables);
    }

    private static RowModel Row(TreatmentState treatment, PredictorState[] predictors, double prior, bool pooledLeads)
    {
        var isPooled = treatment.Champion.IsPooled(pooledLeads);
        var baseRate = treatment.BaseRate(prior);
        var interval = WilsonInterval.Of(treatment.KeptPositives, treatment.KeptResponses);
        var active = Enumerable.Range(0, treatment.Active.Length).Where(p => treatment.Active[p]).ToArray();
        var uses = isPooled ? [.. Enumerable.Range(0, predictors.Length).Where(p => predictors[p].Grid is not null)] : active;
        var (scores, probabilities) = treatment.ServesModel && !isPooled ? IsotonicFit.Knots(treatment.Blocks, prior) : ([0.0], [baseRate]);
        var source = treatment.Source(pooledLeads);
        var bias = isPooled ? treatment.Pooled.Bias : CountModel.Prior(treatment.Counts.Positives, treatment.Counts.Negatives) / (1 + active.Length);
        var imported = treatment.Imported?.Evidence;
        var performance = treatment.Performance with
        {
            ActivePredictors = active,
            LastDrift = treatment.Drifts.Marks.Count == 0 ? null : treatment.Drifts.Marks[^1],
            Imported = imported,
            IsHeldBack = imported?.IsHeldBack ?? (!isPooled && (treatment.AreCountsHeldBack || treatment.Champion.IsPooledBetter(pooledLeads))),
            IsPaused = treatment.Care.PausedSince is not null,
            CalibrationRatio = imported is not null ? imported.CalibrationRatio : isPooled ? treatment.Champion.Gate.LastRatio : treatment.Gate.LastRatio,
        };
        return new(
            treatment.Info.Key,
            bias,
            isPooled,
            uses,
            scores,
            probabilities,
            new(treatment.Responses, treatment.Positives, baseRate, interval.Low, interval.High, SpreadOf(treatment, predictors, isPooled, baseRate), source) { FromFile = treatment.FromFile },
            performance);
    }

    // Of a rate: the log odds of a beta variable with the prior's weight and the responses.
    internal static double SpreadOf(TreatmentState treatment, PredictorState[] predictors, bool isPooled, double baseRate)
    {
        if (isPooled)
        {
            return Math.Min(Evidence.MostSpread, Math.Sqrt(treatment.Pooled.MeanVariance(predictors)));
        }

        var weight = CountModel.PriorWeight + treatment.Counts.Positives + treatment.Counts.Negatives;
        return Math.Min(Evidence.MostSpread, Math.Sqrt(1 / (weight * baseRate * (1 - baseRate))));
    }

    private static float[]?[] Tables(ReadOnlySpan<TreatmentState> treatments, RowModel[] rows, PredictorState[] predictors, ModelBlock? old)
    {
        // In use, by predictor and lane: looked up for every cell below.
        var active = new bool[predictors.Length, rows.Length];
        var before = new bool[predictors.Length, rows.Length];
        for (var lane = 0; lane < rows.Length; lane++)
        {
            Mark(active, rows[lane], lane);
            if (old is not null)
            {
                Mark(before, old.Rows[lane], lane);
            }
        }

        var tables = new float[]?[predictors.Length];
        for (var p = 0; p < tables.Length; p++)
        {
            tables[p] = Table(p, treatments, rows, active, before, predictors[p].Grid, old?.Tables[p]);
        }

        return tables;
    }

    private static void Mark(bool[,] active, RowModel row, int lane)
    {
        foreach (var predictor in row.Uses)
        {
            active[predictor, lane] = true;
        }
    }

    // Null where no treatment uses the predictor; the last table itself where no change touches it.
    private static float[]? Table(
        int predictor, ReadOnlySpan<TreatmentState> treatments, RowModel[] rows, bool[,] active, bool[,] wasActive, BinGrid? grid, float[]? before)
    {
        var isUsed = false;
        var isTouched = before is null;
        for (var lane = 0; lane < rows.Length; lane++)
        {
            isUsed |= active[predictor, lane];
            isTouched |= treatments[lane].IsChanged && (active[predictor, lane] || wasActive[predictor, lane]);
        }

        if (!isUsed || !isTouched)
        {
            return isUsed ? before : null;
        }

        var table = new float[CountModel.MaximumBins * ModelBlock.Size];
        before?.CopyTo(table, 0);
        Span<double> contributions = stackalloc double[CountModel.MaximumBins];
        for (var lane = 0; lane < rows.Length; lane++)
        {
            var treatment = treatments[lane];
            if (before is not null && !treatment.IsChanged)
            {
                continue;
            }

            contributions.Clear();
            if (active[predictor, lane])
            {
                Contributions(treatment, rows[lane], predictor, grid!, contributions);
            }

            for (var bin = 0; bin < CountModel.MaximumBins; bin++)
            {
                table[(bin * ModelBlock.Size) + lane] = (float)contributions[bin];
            }
        }

        return table;
    }

    private static void Contributions(TreatmentState treatment, RowModel row, int predictor, BinGrid grid, Span<double> contributions)
    {
        if (row.IsLogistic)
        {
            treatment.Pooled.Contributions(predictor, grid, contributions);
            return;
        }

        ScoreTable.Contributions(treatment.Counts, predictor, grid, contributions);
        var divisor = 1 + row.Uses.Length;
        for (var bin = 0; bin < grid.Count; bin++)
        {
            contributions[bin] /= divisor;
        }
    }
}
