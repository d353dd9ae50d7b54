using Microsoft.AspNetCore.Components;
using NbaStudio.Data;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Publish;

/// <summary>One change: how far it is, what it changes in words, what is wrong with it, and what can be done.</summary>
public sealed partial class ChangePanel
{
    private bool _busy;
    private BoardResult? _result;
    private (DateTimeOffset At, double? Share)? _planned;
    private WatchConditions? _watch;
    private readonly Dictionary<EffectOf, EffectView> _compared = [];
    private (string, string, int) _comparedOf;

    [Inject]
    private IViewer Viewer { get; set; } = null!;

    [Inject]
    private IPublications Publications { get; set; } = null!;

    [Inject]
    private ITrials Trials { get; set; } = null!;

    [Inject]
    private IChangeBoard Board { get; set; } = null!;

    /// <summary>Id of the change.</summary>
    [Parameter, EditorRequired]
    public string Change { get; set; } = "";

    protected override object Key => Change;

    private bool ApprovesHere => Model is { } detail && Viewer.Caller.Has(Scopes.Publish) && PublishViewModel.Moves(detail).Any(move => PublishViewModel.Approves(move, detail));

    // A look only: the service asks again.
    private bool MustSee => Broken.Count > 0 && !Seen;

    private (string, string, int) Edits => Model is { } detail ? (Change, detail.Hash, detail.Revision) : default;

    // What comparisons of other edits, or with another revision, warned of says nothing of these.
    private IReadOnlyList<string> Broken => _comparedOf == Edits ? [.. _compared.Values.SelectMany(view => view.Broken).Distinct()] : [];

    private bool Seen => _compared.Values.All(view => view.Broken.Count == 0 || view.WarningsSeen);

    protected override async Task<ChangeDetail?> ReadAsync(CancellationToken cancellationToken) => await Board.ReadChangeAsync(Change, W.Language, await Viewer.NowAsync(), cancellationToken);

    // The latest of each kind: what is not broken any more needs no tick.
    private void Shown(EffectView? view)
    {
        if (_comparedOf != Edits)
        {
            _comparedOf = Edits;
            _compared.Clear();
        }

        if (view is not null)
        {
            _compared[view.Of] = view;
        }
    }

    private async Task SeeAsync()
    {
        await Board.SeeWarningsAsync(Change, Model!.Hash, await Viewer.NowAsync());
        foreach (var (of, view) in _compared.ToList())
        {
            _compared[of] = view with { WarningsSeen = true };
        }
    }

    private Task MoveAsync(ChangeMove move) => DoAsync(async who =>
    {
        _planned = null;
        var result = await Board.MoveAsync(Change, move, Model!.Hash, who);
        return result.Revision is { } revision && _watch is { } watch && await Publications.WatchAsync(revision, watch, who) is { Done: false } refused
            ? result with { Notes = [.. result.Notes, .. refused.Notes] } : result;
    });

    private Task PlanAsync((DateTimeOffset At, double? Share) plan) => DoAsync(who =>
    {
        _planned = plan;
        return Publications.PlanAsync(Change, plan.At, Model!.Hash, _watch, who, plan.Share);
    });

    private Task TryAsync(double share) => DoAsync(who =>
    {
        _planned = null;
        return Trials.StartAsync(Change, share, Model!.Hash, _watch, who);
    });

    private Task ResolveAsync((ConflictView Conflict, bool Mine) decision) =>
        DoAsync(who => Board.ResolveAsync(Change, decision.Conflict.Kind, decision.Conflict.Id, decision.Mine, who));

    private Task TakeOutAsync(DifferenceText difference) => DoAsync(who => Board.ResolveAsync(Change, difference.Kind, difference.Edit!, mine: false, who));

    // A second click while the first one works does nothing.
    private async Task DoAsync(Func<Caller, Task<BoardResult>> step)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            _result = await step(await Viewer.NowAsync());
        }
        finally
        {
            _busy = false;
        }

        await LoadAsync();
    }
}
