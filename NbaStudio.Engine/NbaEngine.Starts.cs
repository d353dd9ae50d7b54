using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Engine.Propensity.Starts;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine;

/// <content>Starting models from files. The rows stand in the journal, all in one commit, so that a rebuild learns them where they were learned.</content>
public sealed partial class NbaEngine
{
    /// <summary>Starts one head of a treatment's models from the rows of a file (see <see cref="PropensityLearner.Start"/>). <see cref="ResetModelAsync"/> undoes it.</summary>
    /// <param name="by">Who asks, at most 200 characters are kept.</param>
    /// <returns>Null when the policy in force has no such treatment.</returns>
    /// <exception cref="ArgumentException">There are too few or too many rows, or of one outcome only, a predictor is unknown or there is none, the number of values is wrong, or the weight is out of range.</exception>
    public async Task<ModelStartReply?> StartModelAsync(string treatmentId, ModelStart start, string by)
    {
        ArgumentNullException.ThrowIfNull(treatmentId);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        if (Policy is not { } policy || policy.Treatments.FirstOrDefault(t => t.Id == treatmentId) is not { } treatment)
        {
            return null;
        }

        var columns = StartRows.Check(start, policy);
        await _caring.WaitAsync().ConfigureAwait(false);
        try
        {
            await _learner.SettleAsync().ConfigureAwait(false);
            if (await HeadReportAsync(treatment, start.FurtherHead).ConfigureAwait(false) is not { } report)
            {
                return new ModelStartReply(ModelStartOutcome.NoSuchHead, null, null);
            }

            var known = report.Starts.FirstOrDefault(s => s.Fingerprint == start.Fingerprint);
            ModelStartOutcome? refused = report.PausedSince is not null ? ModelStartOutcome.Paused
                : known is not null && !start.Again ? ModelStartOutcome.SameFile
                : report.Responses - report.FromFile > StartLimits.MostOwnResponses ? ModelStartOutcome.TooExperienced : null;
            if (refused is { } reason)
            {
                return new ModelStartReply(reason, known, report);
            }

            var parts = StartRows.Parts(start, treatment.Key, columns, by.Length > LongestName ? by[..LongestName] : by);
            await InHubLane(lane => parts.ForEach(part => lane.Append(JournalKind.ModelStart, part.ToBytes()))).ConfigureAwait(false);
            await _learner.SettleAsync().ConfigureAwait(false);
            report = (await HeadReportAsync(treatment, start.FurtherHead).ConfigureAwait(false))!;
            return new ModelStartReply(ModelStartOutcome.Started, report.Starts.LastOrDefault(), report);
        }
        finally
        {
            _caring.Release();
        }
    }

    // A policy without a head may still have evidence of it: only heads in force are started.
    private Task<ModelReport?> HeadReportAsync(TreatmentSnapshot treatment, HeadKind? furtherHead) => furtherHead is not { } kind
        ? _learner.AskAsync(learner => learner.Report(treatment.Key))
        : treatment.FurtherHead(kind) is null ? Task.FromResult<ModelReport?>(null) : _learner.AskAsync(kind, learner => learner?.Report(treatment.Key));
}
