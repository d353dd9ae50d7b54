using Microsoft.AspNetCore.Components;
using NbaStudio.Live;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Decisions;

/// <summary>One decision record: why, what it knew, what came after, and whether it would come out again.</summary>
public sealed partial class DecisionPage
{
    private const string Today = "today";
    private const string OfChange = "change:";

    private IReadOnlyList<ChangeSummary> _changes = [];
    private string? _way;
    private ReplayView? _replay;
    private bool _replaying;
    private bool _replayFailed;

    [Inject]
    private IDecisionReader Decisions { get; set; } = null!;

    [Inject]
    private IReplayDesk Replays { get; set; } = null!;

    [Inject]
    private IChangeBoard Changes { get; set; } = null!;

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

    private IReadOnlyList<(string Id, string Text)> Ways => [(Today, W["replay.today"]), .. _changes.Select(c => (OfChange + c.Id, W["replay.change", c.Name]))];

    private ReplayUnder Under => _way switch
    {
        null => new ReplayUnder(),
        Today => new ReplayUnder(ReplayWith.Today),
        _ => new ReplayUnder(ReplayWith.Change, _way[OfChange.Length..]),
    };

    private IEnumerable<(string Name, string Text, string? Help)> Facts
    {
        get
        {
            var record = Model!;
            var latency = record.Latency;
            yield return (W["decision.customer"], record.CustomerName.In(W.Language) is var name && name == record.CustomerId ? name : $"{name} ({record.CustomerId})", null);
            yield return (W["decision.moment"], W["moment." + record.Moment.Kind, record.Moment.Name.In(W.Language)], null);
            yield return (W["live.time"], F.FullStamp(record.Time), null);
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

    protected override async Task<DecisionView?> ReadAsync(CancellationToken cancellationToken)
    {
        (_replay, _replayFailed) = (null, false);
        _changes = [.. (await Changes.ReadAsync(cancellationToken)).Changes.Where(c => c.Stage is ChangeStage.Open or ChangeStage.Submitted or ChangeStage.Approved)];
        return await Decisions.GetAsync(DecisionId, W.Language, Who.Caller, cancellationToken);
    }

    private void Choose(string? way) => (_way, _replay, _replayFailed) = (way, null, false);

    private async Task Replay()
    {
        if (_replaying)
        {
            return;
        }

        (_replaying, _replayFailed) = (true, false);
        try
        {
            _replay = await Task.Run(() => Replays.ReplayAsync(DecisionId, Under, W.Language, Who.Caller));
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
