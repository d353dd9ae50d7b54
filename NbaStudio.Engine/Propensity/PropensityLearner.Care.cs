using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Propensity;

/// <content>Resetting and pausing a treatment's models.</content>
public sealed partial class PropensityLearner
{
    /// <summary>Does what somebody asked for a treatment's models. The next <see cref="Publish"/> serves it.</summary>
    /// <remarks>
    /// A reset forgets counts, kept responses, map, history, ranking and the treatment's own part of the pooled model, and the parts of its action, group, channel and of all treatments
    /// that no other treatment with responses has taught. What it taught together with others stays: the pooled model is learned one response at a time and
    /// nothing can be taken back out of a part exactly. The grids of the predictors, how much each predictor matters, and which kind of model leads belong to all treatments and stay.
    /// A late positive that corrects a negative from before the reset, or from a pause, is passed over as the negative is.
    /// </remarks>
    /// <param name="journalPosition">Where the journal has it.</param>
    /// <param name="time">Milliseconds since 1970 UTC, of the journal's entry.</param>
    /// <param name="by">Who asked.</param>
    /// <returns>False when nothing changes: the treatment is in no catalogue so far, there is nothing to forget, it is paused already, or not paused.</returns>
    /// <exception cref="ArgumentException">The position falls.</exception>
    public bool Care(long journalPosition, int treatmentKey, ModelCareKind kind, long time, string by)
    {
        if (journalPosition < Version)
        {
            throw new ArgumentException($"Journal position {journalPosition} comes after {Version}.", nameof(journalPosition));
        }

        Version = journalPosition;
        LearnDue(time);
        if (!_rows.TryGetValue(treatmentKey, out var row))
        {
            return false;
        }

        var treatment = _treatments[row];
        if ((kind == ModelCareKind.Reset && treatment.Responses == 0) || !treatment.Care.Take(new(time, kind, by, treatment.Responses)))
        {
            return false;
        }

        treatment.IsChanged = true;
        if (kind == ModelCareKind.Reset)
        {
            Forget(row);
        }

        return true;
    }

    /// <summary>Since when a treatment's models learn nothing, milliseconds since 1970 UTC; null while they learn.</summary>
    public long? PausedSince(int treatmentKey) => _rows.TryGetValue(treatmentKey, out var row) ? _treatments[row].Care.PausedSince : null;

    private void Forget(int row)
    {
        var before = _treatments[row];
        _groups.Remove(before);
        Settle(before);
        _treatments[row] = new TreatmentState(before.Info, _predictors.Length) { Care = before.Care, ImportedPredictor = before.ImportedPredictor };
        _treatments[row].CountsWatch.Reset(Version);
        _treatments[row].PooledWatch.Reset(Version);
        WatchAllAnew();
        _groups.Add(_treatments[row]);
        _pooled.Forget(before.Info, _treatments.Where(t => t.Responses > 0).Select(t => t.Info));
        _pooledChanged = true;
        BindPooled();
    }
}
