using System.Globalization;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>Caring for models over the engine, with the audit log. Thread safe.</summary>
internal sealed class ModelDesk(NbaEngine engine, RandomCheckStatistics statistics, AuditLog audit) : IModelDesk
{
    public Task<ModelCareReply?> ResetAsync(string treatmentId, string who, CancellationToken cancellationToken = default) =>
        AuditedAsync(engine.ResetModelAsync(treatmentId, who), "model.reset", treatmentId, who, cancellationToken);

    public Task<ModelCareReply?> PauseAsync(string treatmentId, string who, CancellationToken cancellationToken = default) =>
        AuditedAsync(engine.PauseModelAsync(treatmentId, who), "model.pause", treatmentId, who, cancellationToken);

    public Task<ModelCareReply?> ResumeAsync(string treatmentId, string who, CancellationToken cancellationToken = default) =>
        AuditedAsync(engine.ResumeModelAsync(treatmentId, who), "model.resume", treatmentId, who, cancellationToken);

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

    private async Task<ModelCareReply?> AuditedAsync(Task<ModelCareReply?> caring, string what, string treatmentId, string who, CancellationToken cancellationToken)
    {
        var reply = await caring.ConfigureAwait(false);
        if (reply is { Changed: true })
        {
            var learned = reply.Report.Care[^1].Responses.ToString(CultureInfo.InvariantCulture);
            await audit.WriteAsync(who, what, treatmentId, before: learned + " responses learned", stop: cancellationToken).ConfigureAwait(false);
        }

        return reply;
    }
}
