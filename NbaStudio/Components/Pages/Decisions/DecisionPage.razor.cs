using Microsoft.AspNetCore.Components;
using NbaStudio.Live;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Decisions;

/// <summary>One decision record: why, what it knew, what came after, and whether it would come out again.</summary>
public sealed partial class DecisionPage
{
    private ReplayView? _replay;
    private bool _replaying;
    private bool _replayFailed;

    [Inject]
    private IDecisionReader Decisions { get; set; } = null!;

    [Inject]
    private IViewer Who { get; set; } = null!;

    [Inject]
    private ILogger<DecisionPage> Logger { get; set; } = null!;

    [Parameter]
    public string DecisionId { get; set; } = "";

    protected override object Key => DecisionId;

    // A decision is about somebody; one that is not there stands under what happens.
    private IReadOnlyList<(string Text, string Href)> Steps => Model is { } record
        ? [(W["nav.customers"], "/customers"), (record.CustomerName.In(W.Language), "/customers/" + Uri.EscapeDataString(record.CustomerId))] : [(W["nav.live"], "/")];

    private IEnumerable<(string Name, string Text, string? Help)> Facts
    {
        get
        {
            var record = Model!;
            var latency = record.Latency;
            yield return (W["decision.customer"], record.CustomerName.In(W.Language), record.CustomerId);
            yield return (W["decision.moment"], W["moment." + record.Moment.Kind, record.Moment.Name.In(W.Language)], null);
            yield return (W["live.time"], F.Stamp(record.Time), F.FullStamp(record.Time));
            yield return (W["live.channel"], record.Channel.Label.In(W.Language), null);
            yield return (W["live.result"], W["result." + (record.Explanation.Silence is null ? record.Result : LiveResult.Silent)], null);
            if (record.Amount is { } amount)
            {
                yield return (W["decision.amount"], F.Money(amount), null);
            }

            yield return (W["decision.revision"], F.Number(record.Revision), null);
            yield return (W["decision.model"], record.ModelVersion is { } version ? F.Number(version) : Formats.Missing, W["decision.modelHelp"]);
            if (record.Arm is { } arm)
            {
                yield return (W["decision.arm"], arm, W["decision.armHelp"]);
            }

            yield return (W["decision.total"], F.LatencyText(latency.Total), W["live.latencyHelp"]);
            yield return (W["live.step.detect"], F.LatencyText(latency.Detect), W["live.stepHelp.detect"]);
            yield return (W["live.step.data"], F.LatencyText(latency.Data), W["live.stepHelp.data"]);
            yield return (W["live.step.decide"], F.LatencyText(latency.Decide), W["live.stepHelp.decide"]);
            yield return (W["live.step.deliver"], latency.Deliver > 0 ? F.LatencyText(latency.Deliver) : W["decision.notRecorded"], W[latency.Deliver > 0 ? "live.stepHelp.deliver" : "decision.notRecordedHelp"]);
        }
    }

    protected override Task<DecisionView?> ReadAsync(CancellationToken cancellationToken)
    {
        (_replay, _replayFailed) = (null, false);
        return Decisions.GetAsync(DecisionId, W.Language, Who.Caller, cancellationToken);
    }

    private async Task Replay()
    {
        if (_replaying)
        {
            return;
        }

        (_replaying, _replayFailed) = (true, false);
        try
        {
            _replay = await Task.Run(() => Decisions.ReplayAsync(DecisionId, W.Language));
        }
        catch (Exception exception)
        {
            Logger.LogError(exception, "Replay of {Decision} failed", DecisionId);
            _replayFailed = true;
        }
        finally
        {
            _replaying = false;
        }
    }
}
