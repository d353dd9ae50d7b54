using NbaStudio.Engine.Propensity.Pooled;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Engine.Propensity.Starts;

namespace NbaStudio.Engine.Propensity;

/// <content>Starting a treatment's models from the rows of a file.</content>
public sealed partial class PropensityLearner
{
    private const int FewestBetweenFits = 50;

    /// <summary>Learns rows of a file. The next <see cref="Publish"/> serves them.</summary>
    /// <remarks>
    /// All rows teach the treatment's counts, and its own part and its action's of the pooled model, each with the same small weight; the last of them are kept beside the responses, so that the map
    /// and the rate rest on them until responses take their places. What compares models or judges them (gates, who speaks, drift, the learning curve) learns from responses only. A predictor
    /// without a column is not missing but not observed: no bin of it counts the row. Predictors that have no bins yet get them from the file.
    /// </remarks>
    /// <param name="journalPosition">Where the journal has it.</param>
    /// <returns>False when nothing is learned: the treatment is in no catalogue so far, it is paused, or the file's first part was passed over.</returns>
    /// <exception cref="ArgumentException">The position falls.</exception>
    public bool Start(long journalPosition, int treatmentKey, StartPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (journalPosition < Version)
        {
            throw new ArgumentException($"Journal position {journalPosition} comes after {Version}.", nameof(journalPosition));
        }

        Version = journalPosition;
        if (!_rows.TryGetValue(treatmentKey, out var row) || !Begins(_treatments[row], part))
        {
            return false;
        }

        var treatment = _treatments[row];
        var columns = _predictors.Select(p => IndexOf(part.Columns, p.Definition)).ToArray();
        Survey(part, columns);
        var prior = _groups.PriorOf(treatment);
        _groups.Remove(treatment);
        Age(part.Start.Time);
        for (var i = 0; i < part.Positives.Length; i++)
        {
            Take(part, i, columns);
            LearnRow(treatment, part.Start, part.First + i, part.Positives[i], prior);
        }

        _groups.Add(treatment);
        treatment.IsChanged = true;
        _pooledChanged = true;
        treatment.Speakers.Observe(part.Start.Time, treatment.Responses, treatment.Source(_pooledLeads));
        return true;
    }

    private bool Begins(TreatmentState treatment, StartPart part)
    {
        if (part.First > 0)
        {
            return treatment.Starts.Count > 0 && treatment.Starts[^1] == part.Start;
        }

        if (treatment.Care.PausedSince is not null)
        {
            return false;
        }

        treatment.Begin(part.Start, KeptCapacity);
        treatment.Care.Take(new(part.Start.Time, ModelCareKind.Started, part.Start.By, part.Start.Effective));

        // What was said before is no word of the models as they are now, neither of the treatment nor of its action.
        treatment.CountsWatch.Reset(Version);
        _treatments.Where(t => t.Info.ActionKey == treatment.Info.ActionKey).ToList().ForEach(t => t.PooledWatch.Reset(Version));
        WatchAllAnew();
        return true;
    }

    // Where nothing has been seen yet a file tells which bins are needed. Where bins are, it has no say: it need not be like the customers who come.
    private void Survey(StartPart part, int[] columns)
    {
        var isNew = false;
        for (var p = 0; p < columns.Length; p++)
        {
            for (var i = 0; i < part.Positives.Length && columns[p] >= 0 && _predictors[p].Grid is null; i++)
            {
                if (_predictors[p].Observe(part.Codes[(i * part.Columns.Count) + columns[p]], out _))
                {
                    Regrid(p, null);
                    isNew = true;
                }
            }
        }

        if (isNew)
        {
            VisitAll();
        }
    }

    private void Take(StartPart part, int row, int[] columns)
    {
        for (var p = 0; p < columns.Length; p++)
        {
            _codes[p] = columns[p] < 0 ? PredictorCode.NotObserved : part.Codes[(row * part.Columns.Count) + columns[p]];
            _bins[p] = columns[p] < 0 || _predictors[p].Grid is not { } grid ? CountModel.NotCounted : grid.BinOf(_codes[p]);
        }

        _cells.Set(_bins, _predictors);
    }

    private void LearnRow(TreatmentState treatment, FileStart start, int row, bool positive, double prior)
    {
        var counted = StartLimits.Share(start.Effective, start.Rows);
        var baseRate = treatment.BaseRate(prior);
        var modelP = treatment.Blocks.Length > 1 ? PredictByModel(treatment, prior) : baseRate;
        var isKept = row >= start.Rows - treatment.RowsToKeep;
        if (isKept)
        {
            MakeRoom(treatment);
        }

        var look = PooledModel.Look(treatment.Pooled, _cells);
        var pooledP = CountModel.Clamp(PooledModel.Sigmoid(look.Score));
        var said = new Predictions(modelP, baseRate, pooledP, treatment.Champion.IsPooled(_pooledLeads) ? pooledP : treatment.ServesModel ? modelP : baseRate);
        PooledModel.LearnRow(treatment.Pooled, _cells, look.Score, positive, counted);
        treatment.CountRow(start.Time, row, positive, _bins, counted);
        if (isKept)
        {
            treatment.KeepRow(start.Time, row, positive, _codes, _bins, said, KeptCapacity, counted, StartLimits.Share(start.Effective, treatment.RowsToKeep));
        }

        if (row == start.Rows - 1 || (treatment.Kept.Count > 0 && treatment.SinceFit >= Math.Max(FewestBetweenFits, row / 4)))
        {
            TreatmentFit.Run(treatment, _predictors, _workspace);
        }
    }

    private static int IndexOf(IReadOnlyList<PredictorDefinition> columns, PredictorDefinition predictor)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == predictor)
            {
                return i;
            }
        }

        return -1;
    }
}
