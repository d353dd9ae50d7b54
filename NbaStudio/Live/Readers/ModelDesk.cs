using System.Globalization;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Live.Readers;

/// <summary>Caring for models over the engine, with the audit log. Thread safe.</summary>
internal sealed class ModelDesk(NbaEngine engine, RandomCheckStatistics statistics, AuditLog audit) : IModelDesk
{
    public Task<ModelCareReply?> ResetAsync(string treatmentId, Caller who, CancellationToken cancellationToken = default) =>
        AuditedAsync((treatment, name) => engine.ResetModelAsync(treatment, name), "model.reset", treatmentId, who, cancellationToken);

    public Task<ModelCareReply?> PauseAsync(string treatmentId, Caller who, CancellationToken cancellationToken = default) =>
        AuditedAsync((treatment, name) => engine.PauseModelAsync(treatment, name), "model.pause", treatmentId, who, cancellationToken);

    public Task<ModelCareReply?> ResumeAsync(string treatmentId, Caller who, CancellationToken cancellationToken = default) =>
        AuditedAsync((treatment, name) => engine.ResumeModelAsync(treatment, name), "model.resume", treatmentId, who, cancellationToken);

    public RandomCheckView RandomCheck(int days, string language)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, RandomCheckStatistics.MostDays);
        var policy = engine.Policy!;
        return new RandomCheckView(days, policy.RandomCheck, [.. policy.Channels.Select(channel =>
        {
            var (served, even) = statistics.Of(channel.Key, days);
            return new RandomCheckChannel(channel.Id, channel.Label.In(language), PolicyViews.Kind(channel.Kind), served, even);
        })]);
    }

    private async Task<ModelCareReply?> AuditedAsync(Func<string, string, Task<ModelCareReply?>> care, string what, string treatmentId, Caller who, CancellationToken cancellationToken)
    {
        who.Demand(Scopes.Publish);
        var reply = await care(treatmentId, who.Name).ConfigureAwait(false);
        if (reply is { Changed: true })
        {
            var learned = reply.Report.Care[^1].Responses.ToString(CultureInfo.InvariantCulture);
            await audit.WriteAsync(who.Name, what, treatmentId, before: learned + " responses learned", stop: cancellationToken).ConfigureAwait(false);
        }

        return reply;
    }
}
