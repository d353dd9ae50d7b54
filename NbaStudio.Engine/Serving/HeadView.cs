using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Engine.Serving;

/// <summary>Published models of one head as one policy sees them: dense treatment index to model row, predictor slot to model predictor. Immutable; thread safe.</summary>
internal sealed class HeadView
{
    private readonly PropensityModels _models;
    private readonly int _treatments;
    private readonly int[] _rowOfTreatment;
    private readonly int[] _slotOfPredictor;
    private readonly double[] _starting;

    // By treatment, so that a decision only refers to it: what its propensity rests on.
    private readonly long[] _responses;
    private readonly double[] _spread;
    private readonly PropensitySource[] _source;

    // Models are published many times a second, so the scratch belongs to the thread and only grows.
    [ThreadStatic]
    private static Scratch? _scratch;

    /// <param name="starting">By treatment: its chance before the learner knows of it, in (0, 1).</param>
    public HeadView(PropensityModels models, PolicySnapshot policy, double[] starting)
    {
        _models = models;
        _treatments = policy.Treatments.Count;
        _rowOfTreatment = [.. policy.Treatments.Select(t => models.RowOf(t.Key))];
        _starting = starting;
        (_responses, _spread, _source) = (new long[_treatments], new double[_treatments], new PropensitySource[_treatments]);
        for (var t = 0; t < _treatments; t++)
        {
            (_responses[t], _source[t], _spread[t]) = EvidenceOf(_rowOfTreatment[t], _starting[t]);
        }

        var names = policy.Predictors.Select((p, i) => (p.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        _slotOfPredictor = [.. models.Predictors.Select(p => names.GetValueOrDefault(p.Name, -1))];
    }

    public PropensityModels Models => _models;

    /// <summary>Who speaks for a treatment in these models.</summary>
    public ServedBy SaidBy(int treatment) => _rowOfTreatment[treatment] is var row and >= 0 ? _models.BriefEvidenceOf(row).Source switch
    {
        EvidenceSource.Pooled => ServedBy.Pooled,
        EvidenceSource.Model => ServedBy.Counts,
        EvidenceSource.BaseRate => ServedBy.BaseRate,
        _ => ServedBy.StartingPropensity,
    } : ServedBy.StartingPropensity;

    public void Score(ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores)
    {
        var scratch = Scratch.For(_models.PredictorCount, _treatments);
        for (var i = 0; i < _slotOfPredictor.Length; i++)
        {
            scratch.Predictors[i] = _slotOfPredictor[i] < 0 ? double.NaN : predictors[_slotOfPredictor[i]];
        }

        _models.Bin(scratch.Predictors.AsSpan(0, _models.PredictorCount), scratch.Bins);
        var rows = scratch.Rows.AsSpan(0, treatments.Length);
        var answers = scratch.Scores.AsSpan(0, treatments.Length);
        var rowOf = _rowOfTreatment;
        for (var i = 0; i < treatments.Length; i++)
        {
            rows[i] = rowOf[treatments[i]];
        }

        _models.Score(scratch.Bins, rows, answers);
        scores.RestOn(_responses, _spread, _source);
        var propensity = scores.Propensity;
        for (var i = 0; i < treatments.Length; i++)
        {
            var t = treatments[i];
            propensity[t] = rows[i] < 0 ? _starting[t] : answers[i];
        }
    }

    private (long Responses, PropensitySource Source, double Spread) EvidenceOf(int row, double starting)
    {
        if (row < 0)
        {
            // Not in the models yet: a treatment of a revision that the learner has not seen.
            return (0, PropensitySource.StartingPropensity, Math.Min(Evidence.MostSpread, Math.Sqrt(1 / (CountModel.PriorWeight * starting * (1 - starting)))));
        }

        var (responses, source, spread) = _models.BriefEvidenceOf(row);
        return (responses, source switch
        {
            EvidenceSource.Model or EvidenceSource.Pooled => PropensitySource.Model,
            EvidenceSource.BaseRate => PropensitySource.BaseRate,
            _ => PropensitySource.StartingPropensity,
        }, spread);
    }

    private sealed class Scratch(int predictors, int treatments)
    {
        /// <summary>This thread's scratch, at least as large as needed.</summary>
        public static Scratch For(int predictors, int treatments)
        {
            if (_scratch is not { } scratch || scratch.Predictors.Length < predictors || scratch.Rows.Length < treatments)
            {
                _scratch = scratch = new Scratch(
                    Math.Max(predictors, _scratch?.Predictors.Length ?? 0), Math.Max(treatments, _scratch?.Rows.Length ?? 0));
            }

            return scratch;
        }

        public double[] Predictors { get; } = new double[predictors];

        public byte[] Bins { get; } = new byte[predictors];

        public int[] Rows { get; } = new int[treatments];

        public double[] Scores { get; } = new double[treatments];
    }
}
