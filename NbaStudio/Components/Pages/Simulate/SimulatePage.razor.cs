using System.Globalization;
using Microsoft.AspNetCore.Components;
using NbaStudio.Components.Pages.Levers;
using NbaStudio.Components.Pages.Publish;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Simulate;

/// <summary>What if: a scenario over recorded decisions, beside today's figures.</summary>
public sealed partial class SimulatePage : IDisposable
{
    private const int MostKept = 5;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _closed = new();
    private IReadOnlyList<SimulationRun> _kept = [];
    private IReadOnlyList<SavedScenario> _saved = [];
    private IReadOnlyList<ChangeSummary> _changes = [];
    private SimulationRun? _run;
    private bool _starting;
    private string? _change;
    private SimulationRun? _shown;
    private IReadOnlyList<FlipView> _flips = [];
    private string? _message;
    private string? _loaded;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private ISimulationDesk Desk { get; set; } = null!;

    [Inject]
    private ILeverDesk Levers { get; set; } = null!;

    [Inject]
    private IChangeBoard Board { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IViewer Viewer { get; set; } = null!;

    [Inject]
    private IItemEditor Items { get; set; } = null!;

    [Inject]
    private Engine.NbaEngine Engine { get; set; } = null!;

    /// <summary>The change whose edits are part of the scenario; the published policy when absent.</summary>
    [SupplyParameterFromQuery(Name = "change")]
    public string? Change { get; set; }

    /// <summary>The saved scenario to open.</summary>
    [SupplyParameterFromQuery(Name = "scenario")]
    public string? Opened { get; set; }

    /// <summary>A simulation that was run already, such as by the Levers page: its scenario and what came of it.</summary>
    [SupplyParameterFromQuery(Name = "run")]
    public string? Run { get; set; }

    private ScenarioWork? Work { get; set; }

    private bool IsRunning => _run is { Step.IsOver: false };

    private IReadOnlyList<(string Id, string Text)> Attributes { get; set; } = [];

    private string Progress => (_run is { Step.Progress: { Of: > 0 } at } ? 100.0 * at.Done / at.Of : 0).ToString("0.#", CultureInfo.InvariantCulture);

    private string Csv => "data:text/csv;charset=utf-8," + Uri.EscapeDataString("\uFEFF" + SimulationCsv.Write(_shown!, _flips));

    public void Dispose()
    {
        // Nobody would see what a run comes to.
        if (_run is { Step.IsOver: false } run)
        {
            _ = Desk.RemoveAsync(run.Id, Viewer.Caller, CancellationToken.None);
        }

        _closed.Cancel();
        _closed.Dispose();
    }

    // A scenario under work is kept while the address stays the same.
    protected override async Task OnParametersSetAsync()
    {
        var address = AddressOf(Change, Opened, Run);
        if (_loaded == address || Engine.Policy is not { } live)
        {
            return;
        }

        _loaded = address;
        _saved = await Desk.ReadSavedAsync(Viewer.Caller, _closed.Token);
        var saved = _saved.FirstOrDefault(s => s.Id == Opened);
        var known = Run is null ? null : Desk.Find(Run, Viewer.Caller);
        _message = Opened is not null && saved is null ? W["sim.notSaved"] : Run is not null && known is null ? W["sim.notKept"] : null;
        _kept = Latest();
        _changes = [.. (await Board.ReadAsync(_closed.Token)).Changes.Where(PublishViewModel.IsLive)];
        var start = saved?.Scenario ?? known?.Scenario;
        if (!await BeginAsync(start ?? new Scenario(), Change ?? start?.Change, live, address))
        {
            return;
        }

        if (known?.Outcome is not null)
        {
            Show(known, await Desk.ReadFlipsAsync(known, await Viewer.NowAsync(), _closed.Token));
        }
        else if (start is not null)
        {
            await RunAsync();
        }
    }

    private static string AddressOf(string? change, string? scenario, string? run) => $"{change}|{scenario}|{run}";

    // What is set stays where the policy has it, whatever it rests on.
    private Task RestOnAsync(string? change)
    {
        _message = null;
        return Work is { } work && Engine.Policy is { } live ? BeginAsync(work.ToScenario(change), change, live, _loaded) : Task.CompletedTask;
    }

    /// <summary>Takes a scenario under work. False where another address was opened meanwhile.</summary>
    private async Task<bool> BeginAsync(Scenario start, string? change, PolicySnapshot live, string? address)
    {
        var draft = change is null ? null : await Items.OpenAsync(change, _closed.Token);
        IReadOnlyList<string> handles = draft is null ? [] : await Items.ReadIdsAsync(change!, "contextWeight", _closed.Token);
        var policy = draft ?? live;
        if (_loaded != address)
        {
            return false;
        }

        await LeaveRunAsync();
        (_shown, _change) = (null, policy == live ? null : change);
        if (change is not null && policy == live)
        {
            _message = W["sim.changeGone", change];
        }

        Work = new ScenarioWork(policy, Levers.Read(policy, W.Language).InChange(handles), start);
        Attributes = [.. policy.Attributes.Where(a => a.Slot >= 0 && a.Learned && a.Kind is ValueKind.Text or ValueKind.Boolean or ValueKind.Number or ValueKind.Money).Select(a => (a.Name, a.Label.In(W.Language)))];
        return true;
    }

    private async Task RunAsync()
    {
        if (Work is not { } work || IsRunning || _starting)
        {
            return;
        }

        _message = null;
        try
        {
            _starting = true;
            var run = _run = await Desk.StartAsync(work.ToScenario(_change), await Viewer.NowAsync(), _closed.Token);
            _starting = false;
            using var beat = new PeriodicTimer(Beat);
            while (!run.Step.IsOver && await beat.WaitForNextTickAsync(_closed.Token))
            {
                StateHasChanged();
            }

            var flips = await Desk.ReadFlipsAsync(run, await Viewer.NowAsync(), _closed.Token);
            if (Work != work)
            {
                return; // its figures would stand under another scenario's name
            }

            if (run.Outcome is not null)
            {
                Show(run, flips);
            }
            else
            {
                _message = W["sim.state." + run.Step.State];
            }
        }
        catch (ProblemException refusal)
        {
            _message = refusal.Message;
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            _starting = false;
        }
    }

    private void Show(SimulationRun run, IReadOnlyList<FlipView> flips)
    {
        (_shown, _flips) = (run, flips);
        _kept = Latest();
    }

    // Whoever ran them: a page that is opened again, or by a colleague, compares the same.
    private IReadOnlyList<SimulationRun> Latest() => [.. Desk.ReadEnded(Viewer.Caller).TakeLast(MostKept)];

    // Nobody waits for it any more.
    private async Task LeaveRunAsync()
    {
        if (_run is { Step.IsOver: false } run)
        {
            await Desk.RemoveAsync(run.Id, await Viewer.NowAsync(), CancellationToken.None);
        }

        _run = null;
    }

    private async Task CancelAsync()
    {
        if (_run is { } run)
        {
            await Desk.RemoveAsync(run.Id, await Viewer.NowAsync(), _closed.Token);
        }
    }

    private async Task SaveAsync()
    {
        try
        {
            var saved = await Desk.SaveAsync(Work!.ToScenario(_change), await Viewer.NowAsync(), _closed.Token);
            _saved = await Desk.ReadSavedAsync(Viewer.Caller, _closed.Token);
            _message = W["sim.savedAs", Work.Name.Trim()];
            // The address can be sent to somebody; what is shown is that scenario already.
            _loaded = AddressOf(null, saved.Id, null);
            Navigation.NavigateTo("/simulate?scenario=" + Uri.EscapeDataString(saved.Id), replace: true);
        }
        catch (ProblemException refusal)
        {
            _message = refusal.Message;
        }
    }

    private async Task ForgetAsync(string id)
    {
        await Desk.ForgetAsync(id, await Viewer.NowAsync(), _closed.Token);
        _saved = await Desk.ReadSavedAsync(Viewer.Caller, _closed.Token);
    }

    private Task TakeAsync(FrontSetting setting)
    {
        // The two levers that were swept, whatever is selected now.
        Work!.Take(_shown!.Scenario.Front!, setting);
        return RunAsync();
    }

    private string LabelOf(LeverName lever) => Work!.Levers.Board.Rows.FirstOrDefault(r => r.Kind == lever.Kind && r.Id == lever.Id)?.Label ?? lever.Id;

    private string NameOf(FieldClash clash) => clash.Kind == "contextWeight"
        ? Work!.Levers.Board.Weights.FirstOrDefault(w => w.Id == clash.Id)?.When ?? clash.Id
        : Work!.Levers.Board.Rows.FirstOrDefault(r => r.Kind == clash.Kind && r.Id == clash.Id)?.Label ?? clash.Id;
}
