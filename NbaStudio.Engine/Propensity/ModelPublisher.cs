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
        long version, ReadOnlySpan<TreatmentState> treatments, PredictorState[] predictors, GroupRates groups, Dictionary<int, int> rows)
    {
        _rows ??= rows.ToFrozenDictionary();
        var blocks = new ModelBlock[(treatments.Length + ModelBlock.Size - 1) / ModelBlock.Size];
        for (var block = 0; block < blocks.Length; block++)
        {
            var start = block * ModelBlock.Size;
            var part = treatments[start..Math.Min(start + ModelBlock.Size, treatments.Length)];
            var old = block < _blocks.Length ? _blocks[block] : null;
            blocks[block] = Block(part, predictors, groups, old);
        }

        foreach (var treatment in treatments)
        {
            treatment.IsChanged = false;
        }

        groups.Published();
        _blocks = blocks;
        return new(version, [.. predictors.Select(p => p.Definition)], [.. predictors.Select(p => p.Grid)], blocks, _rows);
    }

    private static ModelBlock Block(ReadOnlySpan<TreatmentState> treatments, PredictorState[] predictors, GroupRates groups, ModelBlock? old)
    {
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
            rows[lane] = isSame ? old!.Rows[lane] : Row(treatment, groups.PriorOf(treatment));
        }

        return new(rows, tablesChanged ? Tables(treatments, predictors, old) : old!.Tables);
    }

    private static RowModel Row(TreatmentState treatment, double prior)
    {
        var baseRate = treatment.BaseRate(prior);
        var interval = WilsonInterval.Of(treatment.KeptPositives, treatment.Kept.Count);
        var active = Enumerable.Range(0, treatment.Active.Length).Where(p => treatment.Active[p]).ToArray();
        var (scores, probabilities) = treatment.ServesModel ? IsotonicFit.Knots(treatment.Blocks, prior) : ([0.0], [baseRate]);
        var source = treatment.Responses == 0 ? EvidenceSource.StartingPropensity
            : scores.Length > 1 ? EvidenceSource.Model : EvidenceSource.BaseRate;
        var bias = CountModel.Prior(treatment.Counts.Positives, treatment.Counts.Negatives) / (1 + active.Length);
        var performance = treatment.Performance with
        {
            ActivePredictors = active, IsGated = treatment.Gate.IsClosed, CalibrationRatio = treatment.Gate.LastRatio,
        };
        return new(
            treatment.Info.Key,
            bias,
            scores,
            probabilities,
            new(treatment.Responses, treatment.Positives, baseRate, interval.Low, interval.High, source),
            performance);
    }

    private static float[]?[] Tables(ReadOnlySpan<TreatmentState> treatments, PredictorState[] predictors, ModelBlock? old)
    {
        var tables = new float[]?[predictors.Length];
        var actives = new int[treatments.Length];
        for (var lane = 0; lane < actives.Length; lane++)
        {
            actives[lane] = treatments[lane].Active.AsSpan().Count(true);
        }

        for (var p = 0; p < tables.Length; p++)
        {
            tables[p] = Table(p, treatments, actives, predictors[p].Grid, old);
        }

        return tables;
    }

    // Null where no treatment uses the predictor; the last table itself where no change touches it.
    private static float[]? Table(int predictor, ReadOnlySpan<TreatmentState> treatments, int[] actives, BinGrid? grid, ModelBlock? old)
    {
        var before = old?.Tables[predictor];
        var isUsed = false;
        var isTouched = before is null;
        for (var lane = 0; lane < treatments.Length; lane++)
        {
            var isActive = treatments[lane].Active[predictor];
            isUsed |= isActive;
            isTouched = isTouched || (treatments[lane].IsChanged && (isActive || WasActive(old!, lane, predictor)));
        }

        if (!isUsed || !isTouched)
        {
            return isUsed ? before : null;
        }

        var table = new float[CountModel.MaximumBins * ModelBlock.Size];
        before?.CopyTo(table, 0);
        Span<double> contributions = stackalloc double[CountModel.MaximumBins];
        for (var lane = 0; lane < treatments.Length; lane++)
        {
            var treatment = treatments[lane];
            if (before is not null && !treatment.IsChanged)
            {
                continue;
            }

            contributions.Clear();
            if (treatment.Active[predictor])
            {
                ScoreTable.Contributions(treatment.Counts, predictor, grid!, contributions);
            }

            for (var bin = 0; bin < CountModel.MaximumBins; bin++)
            {
                table[(bin * ModelBlock.Size) + lane] = (float)(contributions[bin] / (1 + actives[lane]));
            }
        }

        return table;
    }

    private static bool WasActive(ModelBlock old, int lane, int predictor) => old.Rows[lane].Performance.ActivePredictors.Contains(predictor);
}
