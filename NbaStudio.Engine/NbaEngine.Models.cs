using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine;

/// <content>Caring for models. What is asked stands in the journal like every response, so that a rebuild follows the same course.</content>
public sealed partial class NbaEngine
{
    private const int LongestName = 200;
    private readonly SemaphoreSlim _caring = new(1);

    /// <summary>Forgets what was learned of a treatment (see <see cref="Propensity.PropensityLearner.Care"/> for what stays). Asked again, nothing is left to be forgotten.</summary>
    /// <param name="by">Who asks, at most 200 characters are kept.</param>
    /// <returns>Null when the policy in force has no such treatment.</returns>
    public Task<ModelCareReply?> ResetModelAsync(string treatmentId, string by) => CareAsync(treatmentId, ModelCareKind.Reset, by);

    /// <summary>From now on the treatment's responses are recorded and its models learn nothing of them. Asked again, nothing changes.</summary>
    /// <inheritdoc cref="ResetModelAsync"/>
    public Task<ModelCareReply?> PauseModelAsync(string treatmentId, string by) => CareAsync(treatmentId, ModelCareKind.Paused, by);

    /// <summary>From now on the treatment's responses are learned again; what came meanwhile is not made up for. Asked again, nothing changes.</summary>
    /// <inheritdoc cref="ResetModelAsync"/>
    public Task<ModelCareReply?> ResumeModelAsync(string treatmentId, string by) => CareAsync(treatmentId, ModelCareKind.Resumed, by);

    private async Task<ModelCareReply?> CareAsync(string treatmentId, ModelCareKind kind, string by)
    {
        ArgumentNullException.ThrowIfNull(treatmentId);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        if (Policy?.Treatments.FirstOrDefault(t => t.Id == treatmentId)?.Key is not { } key)
        {
            return null;
        }

        // One at a time: whether there is anything to do is asked before, and said afterwards.
        await _caring.WaitAsync().ConfigureAwait(false);
        try
        {
            // What is committed already counts, learned or not: a reset forgets it.
            await _learner.SettleAsync().ConfigureAwait(false);
            var report = await _learner.AskAsync(l => l.Report(key)).ConfigureAwait(false);
            if (report is null)
            {
                return null;
            }

            var isWanted = kind switch
            {
                ModelCareKind.Reset => report.Responses > 0,
                ModelCareKind.Paused => report.PausedSince is null,
                _ => report.PausedSince is not null,
            };
            if (!isWanted)
            {
                return new ModelCareReply(false, report);
            }

            var name = by.Length > LongestName ? by[..LongestName] : by;
            await InHubLane(lane => lane.Append(JournalKind.ModelCare, JournalPayloads.ModelCare(key, kind, name))).ConfigureAwait(false);
            await _learner.SettleAsync().ConfigureAwait(false);
            return new ModelCareReply(true, (await _learner.AskAsync(l => l.Report(key)).ConfigureAwait(false))!);
        }
        finally
        {
            _caring.Release();
        }
    }
}
