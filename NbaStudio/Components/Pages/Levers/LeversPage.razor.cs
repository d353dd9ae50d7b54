using Microsoft.AspNetCore.Components;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Levers;

/// <summary>Levers at three levels and context weights, with what the latest decisions would be under them.</summary>
public sealed partial class LeversPage : IDisposable
{
    private const int MostSimulated = 5_000;

    /// <summary>Of so many changed levers it is told who else edits them.</summary>
    private const int Told = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(350);

    private readonly CancellationTokenSource _closed = new();
    private CancellationTokenSource? _running;
    private PolicySnapshot? _policy;
    private LeverEffect? _effect;
    private SimulationRun? _simulation;
    private int _simulationOf = -1;
    private string? _message;
    private (bool Begun, string? Change) _shown;
    private int _effectOf = -1;
    private bool _isDraft;
    private bool _isSaved;
    private bool _weights;

    private string Columns => string.Join(
        '\n', W["help.line", W["levers.lever"], W["levers.range"]], W["help.line", W["levers.product"], W["levers.productHelp"]], W["help.line", W["levers.share"], W["levers.shareHelp"]]);

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private ILeverDesk Desk { get; set; } = null!;

    [Inject]
    private ISimulationDesk Simulations { get; set; } = null!;

    [Inject]
    private IViewer Viewer { get; set; } = null!;

    [Inject]
    private IItemEditor Items { get; set; } = null!;

    [Inject]
    private Engine.NbaEngine Engine { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The change whose levers are shown; the published policy when absent.</summary>
    [SupplyParameterFromQuery(Name = "change")]
    public string? Change { get; set; }

    private LeverWork? Work { get; set; }

    private IReadOnlyList<(bool, string)> Views =>
        [(false, W["levers.view.levers"]), (true, W["levers.view.weights", F.Number(Work?.Board.Weights.Count ?? 0)])];

    public void Dispose()
    {
        _closed.Cancel();
        _running?.Cancel();
        _closed.Dispose();
    }

    // Levers under work are kept while the page stays on one policy.
    protected override Task OnParametersSetAsync()
    {
        if (_view != View)
        {
            (_view, _weights) = (View, View == WeightsView);
        }

        return _shown == (true, Change) ? Task.CompletedTask : LoadAsync();
    }

    /// <param name="again">What is under work goes on.</param>
    private async Task LoadAsync(bool again = false)
    {
        if (Engine.Policy is not { } live)
        {
            return;
        }

        var shown = Change;
        _shown = (true, shown);
        var draft = shown is null ? null : await Items.OpenAsync(shown);
        IReadOnlyList<string> handles = draft is null ? [] : await Items.ReadIdsAsync(shown!, "contextWeight");
        if (_shown.Change != shown)
        {
            return;
        }

        var policy = draft ?? live;
        var board = Desk.Read(policy, W.Language).InChange(handles);

        // Together: a page drawn in between would look for the weights of one policy in another.
        var kept = again ? Work?.ToDraft() : null;
        (_policy, _isDraft, Work, _isSaved, _round) = (policy, draft is not null, new LeverWork(board), false, again ? _round : _round + 1);
        if (kept is not null)
        {
            Work.Restore(kept);
        }

        (_effect, _effectOf, _simulation, _simulationOf) = (null, -1, null, -1);
        await EstimateAsync();
    }

    private Task Pull((LeverRow Row, double Value) set)
    {
        Work!.Set(set.Row, set.Value);
        return EstimateAsync();
    }

    private Task Weigh((ContextWeightRow Row, double Value) set)
    {
        Work!.Set(set.Row, set.Value);
        return EstimateAsync();
    }

    private Task Undo()
    {
        Work!.Undo();
        return EstimateAsync();
    }

    private Task Redo()
    {
        Work!.Redo();
        return EstimateAsync();
    }

    private Task Reset()
    {
        Work!.Reset();
        return EstimateAsync();
    }

    private Task DropAsync(bool stays)
    {
        Work!.Reset();
        return stays ? EstimateAsync() : Task.CompletedTask;
    }

    private Task<bool> RestoreAsync(string text)
    {
        if (Work is not { } work || LeverDraft.From(text) is not { } draft || !work.Restore(draft))
        {
            return Task.FromResult(false);
        }

        StateHasChanged();
        // The estimate comes after it, like that of any slider.
        _ = EstimateSoonAsync();
        return Task.FromResult(true);
    }

    private async Task EstimateSoonAsync()
    {
        try
        {
            await EstimateAsync();
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private Task TakeTheirs(IReadOnlyList<FieldClash> clashes)
    {
        Work!.Take(clashes);
        return EstimateAsync();
    }

    // What is in the change is what the page goes on from; its address can be sent to somebody.
    private async Task Saved(string change)
    {
        _isSaved = true;
        if (Change == change)
        {
            await LoadAsync();
        }
        else
        {
            Navigation.NavigateTo($"/levers?change={Uri.EscapeDataString(change)}");
        }
    }

    private string NameOf(FieldClash clash) => clash.Kind == "contextWeight"
        ? Work!.Board.Weights.FirstOrDefault(w => w.Handle == clash.Id)?.When ?? clash.Id : Work!.Board.Rows.FirstOrDefault(r => r.Kind == clash.Kind && r.Id == clash.Id)?.Label ?? clash.Id;

    private void Cancel() => _running?.Cancel();

    // What the latest decisions say at once, two weeks of them say with an interval, or why they cannot.
    private async Task SimulateAsync(int version, IReadOnlyList<LeverSetting> settings, CancellationToken stop)
    {
        var scenario = new Scenario
        {
            Change = _isDraft ? Change : null, Most = MostSimulated, Objectives = Of("objective"), Groups = Of("group"), Actions = Of("action"), ContextWeights = Of("contextWeight"),
        };
        SimulationRun? run = null;
        try
        {
            run = await Simulations.StartAsync(scenario, await Viewer.NowAsync(), stop);
            using var beat = new PeriodicTimer(Pause);
            while (!run.Step.IsOver)
            {
                await beat.WaitForNextTickAsync(stop);
            }

            (_simulation, _simulationOf) = (run, version);
        }
        catch (ProblemException)
        {
            // Others are waiting for theirs: the figures of the latest decisions stand alone.
            _simulation = null;
        }
        finally
        {
            if (run is { Step.IsOver: false })
            {
                await Simulations.RemoveAsync(run.Id, Viewer.Caller, CancellationToken.None);
            }
        }

        Dictionary<string, double> Of(string kind) => settings.Where(s => s.Kind == kind).ToDictionary(s => s.Id, s => s.Value);
    }

    private async Task EstimateAsync()
    {
        _running?.Cancel();
        if (_closed.IsCancellationRequested || Work is not { } work || _policy is not { } policy)
        {
            return;
        }

        using var running = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        (_running, _message) = (running, null);
        var (version, settings) = (work.Version, work.Settings);
        try
        {
            // A slider that is drawn along asks once, when it rests.
            await Task.Delay(Pause, running.Token);
            var told = 0L;
            await foreach (var effect in Desk.EstimateAsync(policy, settings, W.Language, await Viewer.NowAsync(), running.Token))
            {
                running.Token.ThrowIfCancellationRequested();
                (_effect, _effectOf) = (effect, version);
                if (Environment.TickCount64 - told > 250)
                {
                    told = Environment.TickCount64;
                    StateHasChanged();
                    await Task.Yield();
                }
            }

            if (work.IsChanged)
            {
                StateHasChanged();
                await SimulateAsync(version, settings, running.Token);
            }
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            // What was compared so far stays, marked as such.
            _message = _running == running && !_closed.IsCancellationRequested ? W["levers.cancelled"] : _message;
        }
        finally
        {
            if (_running == running && !_closed.IsCancellationRequested)
            {
                _running = null;
                StateHasChanged();
            }
        }
    }
}
