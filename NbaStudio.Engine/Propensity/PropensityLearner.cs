using System.Runtime.InteropServices;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity.Pooled;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Propensity;

/// <summary>Learns propensities from responses and publishes immutable models. One writer owns it; not thread safe.</summary>
/// <remarks>
/// A pure function of the catalogues and responses in their order: no clock, no chance. Memory per treatment: 536 bytes per predictor, and
/// up to 2,000 kept responses of 5 bytes per predictor and 45 more each, held to <see cref="KeptBytesLimit"/> over all treatments
/// (never under 500 responses each): 0.55 MB for a full treatment with 50 predictors.
/// </remarks>
public sealed partial class PropensityLearner
{
    /// <summary>Most responses kept per treatment.</summary>
    public const int MostKept = 2000;

    /// <summary>Responses kept per treatment however many treatments there are.</summary>
    public const int FewestKept = 500;

    /// <summary>Bytes that kept responses may use together.</summary>
    public const long KeptBytesLimit = 512L << 20;

    private readonly List<TreatmentState> _treatments = [];
    private readonly Dictionary<int, int> _rows = [];
    private readonly FitWorkspace _workspace = new();
    private readonly ModelPublisher _publisher = new();
    private readonly LossDuel _duel = new();
    private readonly SlowResponses _slow = new();
    private GroupRates _groups = new([]);
    private PooledModel _pooled = new(0);
    private bool _pooledLeads;
    private bool _pooledChanged;
    private PredictorState[] _predictors = [];
    private uint[] _codes = [];
    private byte[] _bins = [];
    private ResponseCells _cells = new(0);

    public PropensityLearner() => _levelVariance = row => _treatments[row].Pooled.LevelVariance;

    /// <summary>Journal position of the last response learned; 0 before any.</summary>
    public long Version { get; private set; }

    public int PredictorCount => _predictors.Length;

    /// <summary>Names of the predictors, in the order of a response's values.</summary>
    public IEnumerable<string> PredictorNames => _predictors.Select(p => p.Definition.Name);

    /// <summary>Responses kept per treatment with the present catalogue.</summary>
    public int KeptCapacity => (int)Math.Clamp(
        KeptBytesLimit / Math.Max(1L, _treatments.Count * ((5L * _predictors.Length) + 45)), FewestKept, MostKept);

    /// <summary>How much each predictor matters to the pooled model: factors on the prior of its weights; 1 = nothing learned yet.</summary>
    internal ReadOnlySpan<double> PooledRelevance => _pooled.Relevance;

    /// <summary>What was learned of each treatment, for measurements.</summary>
    internal IReadOnlyList<TreatmentState> Treatments => _treatments;

    /// <summary>Grids of the predictors, for measurements.</summary>
    internal PredictorState[] Predictors => _predictors;

    /// <summary>What was said of the last response before it was learned, for measurements.</summary>
    internal Predictions LastSaid { get; private set; }

    /// <summary>The bins of the last response, for measurements.</summary>
    internal ReadOnlySpan<byte> LastBins => _bins;

    /// <summary>Learns one response, or keeps it until its long window has ended (see <see cref="SlowResponses"/>). The next <see cref="Publish"/> serves what was learned.</summary>
    /// <returns>False when the treatment is in no catalogue so far, or the response is passed over (see <see cref="Care"/>); nothing is learned then.</returns>
    /// <exception cref="ArgumentException">The number of predictors is wrong, the position falls, or a correction is not positive.</exception>
    public bool Learn(in Response response)
    {
        Check(response);
        Version = response.JournalPosition;
        var isKnown = _rows.ContainsKey(response.TreatmentKey);
        var isSlow = isKnown && SlowResponses.Takes(response);
        if (isSlow)
        {
            _slow.Add(response);
        }

        LearnDue(response.Time);
        return isSlow || (isKnown && LearnNow(response, response.Time));
    }

    // Responses to long windows that are complete by now.
    private void LearnDue(long now)
    {
        while (_slow.TryTake(now, out var due))
        {
            LearnNow(due, now);
        }
    }

    private bool LearnNow(in Response response, long now)
    {
        var row = _rows[response.TreatmentKey];
        var treatment = _treatments[row];
        if (treatment.Care.PassesOver(response))
        {
            return false;
        }

        TakeIn(response);
        var prior = _groups.PriorOf(treatment);
        var baseRate = treatment.BaseRate(prior);
        var modelP = treatment.Blocks.Length > 1 ? PredictByModel(treatment, prior) : baseRate;
        var countsP = treatment.ServesModel ? modelP : baseRate;
        Age(response.Time);
        var negative = response.IsCorrection ? treatment.Kept.FindNegative(response.NegativeTime, _codes) : -1;
        if (negative < 0)
        {
            MakeRoom(treatment);
        }

        var look = PooledModel.Look(treatment.Pooled, _cells);
        var pooledP = CountModel.Clamp(PooledModel.Sigmoid(look.Score));
        var speaks = treatment.Champion.IsPooled(_pooledLeads) ? pooledP : countsP;
        var said = new Predictions(modelP, baseRate, pooledP, response.Served.IsKnown ? response.Served.P : speaks);
        LastSaid = said;
        var pull = LearnPooled(treatment, response, said with { Counts = countsP }, look, negative, out var isExchanged);
        _groups.Remove(treatment);
        if (response.IsCorrection)
        {
            treatment.Correct(response, _codes, _bins, said, KeptCapacity);
        }
        else
        {
            treatment.Learn(response, _codes, _bins, said, pull, KeptCapacity);
        }

        Revisit(treatment);
        if (isExchanged)
        {
            VisitAll();
        }

        _groups.Add(treatment);
        WatchForDrift(treatment, response, said with { Counts = countsP }, now);
        treatment.IsChanged = true;
        treatment.SinceFit++;
        treatment.SinceRanked++;
        if (treatment.IsFitDue)
        {
            TreatmentFit.Run(treatment, _predictors, _workspace);
        }

        treatment.Speakers.Observe(response.Time, treatment.Responses, treatment.Source(_pooledLeads));
        return true;
    }

    /// <summary>The models after everything learned so far. Blocks of 256 treatments that did not change are shared with the last ones.</summary>
    public PropensityModels Publish()
    {
        var models = _publisher.Publish(
            Version, CollectionsMarshal.AsSpan(_treatments), _predictors, _groups, _rows, _pooledLeads, _pooledChanged,
            _allDrifts.Marks.Count == 0 ? null : _allDrifts.Marks[^1]);
        _pooledChanged = false;
        return models;
    }

    /// <summary>What models published now would say, up to the rounding of their single-precision tables.</summary>
    /// <param name="treatmentKey">A treatment without a catalogue has <see cref="CountModel.DefaultPropensity"/>.</param>
    /// <param name="predictors">A value for each predictor; NaN = missing.</param>
    /// <exception cref="ArgumentException">The number of values is wrong.</exception>
    public double Predict(int treatmentKey, ReadOnlySpan<double> predictors)
    {
        if (predictors.Length != _predictors.Length)
        {
            throw new ArgumentException($"{_predictors.Length} predictors are needed, {predictors.Length} were given.", nameof(predictors));
        }

        if (!_rows.TryGetValue(treatmentKey, out var row))
        {
            return CountModel.DefaultPropensity;
        }

        for (var p = 0; p < _predictors.Length; p++)
        {
            _bins[p] = _predictors[p].Grid?.BinOf(predictors[p]) ?? CountModel.NotCounted;
        }

        _cells.Set(_bins, _predictors);
        var treatment = _treatments[row];
        var prior = _groups.PriorOf(treatment);
        return treatment.Champion.IsPooled(_pooledLeads) ? PooledModel.Predict(treatment.Pooled, _cells)
            : treatment.ServesModel ? PredictByModel(treatment, prior) : treatment.BaseRate(prior);
    }

    /// <summary>What a decision would be served now, for measurements.</summary>
    internal ServedPropensity Serve(int treatmentKey, ReadOnlySpan<double> predictors) => new(
        (float)Predict(treatmentKey, predictors),
        _treatments[_rows[treatmentKey]].Source(_pooledLeads) switch
        {
            EvidenceSource.Pooled => ServedBy.Pooled,
            EvidenceSource.Model => ServedBy.Counts,
            EvidenceSource.BaseRate => ServedBy.BaseRate,
            _ => ServedBy.StartingPropensity,
        },
        Version);

    /// <summary>What is known of one treatment's models, for people; null for a treatment in no catalogue so far.</summary>
    public ModelReport? Report(int treatmentKey) =>
        _rows.TryGetValue(treatmentKey, out var row) ? ModelReporter.Of(_treatments[row], _predictors, _groups.PriorOf(_treatments[row]), _pooledLeads, _allDrifts) : null;

    // Codes and bins of the response; new grids first, so that it is learned in the grid that will be served.
    private void TakeIn(in Response response)
    {
        var regridded = false;
        for (var p = 0; p < _predictors.Length; p++)
        {
            var predictor = _predictors[p];
            _codes[p] = PredictorCode.Of(response.Predictors[p], predictor.Definition.Type);
            var before = predictor.Grid;
            if (response.IsCorrection)
            {
                _bins[p] = before?.BinOf(_codes[p]) ?? CountModel.NotCounted;
            }
            else if (predictor.Observe(_codes[p], out _bins[p]))
            {
                regridded = true;
                Regrid(p, before);
            }
        }

        _cells.Set(_bins, _predictors);
        if (regridded)
        {
            VisitAll();
            foreach (var treatment in _treatments.Where(t => t.Kept.Count > 0))
            {
                TreatmentFit.Run(treatment, _predictors, _workspace);
            }
        }
    }

    private void Regrid(int predictor, BinGrid? before)
    {
        var grid = _predictors[predictor].Grid!;
        if (before is not null)
        {
            PullAll(predictor, before, -1);
            _pooled.Regrid(predictor, before, grid);
        }

        _treatments.ForEach(t => t.Warm(predictor, grid));
        PullAll(predictor, grid, 1);
    }

    // Both models predict before they learn; the one that loses less leads.
    private float LearnPooled(TreatmentState treatment, in Response response, in Predictions said, in PooledLook look, int negative, out bool isExchanged)
    {
        (_pooledChanged, isExchanged) = (true, false);
        if (response.IsCorrection)
        {
            CorrectPooled(treatment, negative, look);
            treatment.Champion.Gate.Correct();
            return float.NaN;
        }

        treatment.Champion.Observe(said.Counts, said.Pooled, response.Served.Of(ServedBy.Pooled, said.Pooled), response.IsPositive, _pooledLeads);
        _duel.Observe(LogLoss.Of(said.Counts, response.IsPositive), LogLoss.Of(said.Pooled, response.IsPositive), response.IsPositive);
        if (_pooledLeads ? _duel.FirstIsBetter : _duel.SecondIsBetter)
        {
            _pooledLeads = !_pooledLeads;
            _treatments.ForEach(t => t.IsChanged = true);
        }

        treatment.Fresh++;
        var stays = StaysOpen(treatment);
        var pull = _pooled.Learn(treatment.Pooled, _cells, look, response.IsPositive, stays, out isExchanged);
        return stays ? pull : float.NaN;
    }

    private double PredictByModel(TreatmentState treatment, double prior)
    {
        var (scores, probabilities) = IsotonicFit.Knots(treatment.Blocks, prior);
        return CountModel.Clamp(ScoreMap.Of(scores, probabilities, ScoreTable.Score(treatment, _predictors, _bins)));
    }

    private void Check(in Response response)
    {
        if (response.Predictors.Length != _predictors.Length)
        {
            throw new ArgumentException($"{_predictors.Length} predictors are needed, {response.Predictors.Length} were given.", nameof(response));
        }

        if (response.JournalPosition < Version)
        {
            throw new ArgumentException($"Journal position {response.JournalPosition} comes after {Version}.", nameof(response));
        }

        if (response.IsCorrection && !response.IsPositive)
        {
            throw new ArgumentException("A correction turns a negative into a positive, so it is positive.", nameof(response));
        }
    }
}
