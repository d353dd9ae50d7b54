using Microsoft.AspNetCore.SignalR;
using NbaStudio.Api.Live;
using NbaStudio.Api.Policies;
using NbaStudio.Configuration;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Simulations;
using NbaStudio.Security;

namespace NbaStudio.Api.Simulations;

/// <summary>Runs scenarios in the background, one after another: decisions come first, and a run may take every other core.</summary>
internal sealed class SimulationDesk(
    NbaEngine engine, ChangeDesk changes, ScenarioStore store, IHubContext<LiveHub> dashboards, TimeProvider time, WallClock wall, ILogger<SimulationDesk> log) : ISimulationDesk, IDisposable
{
    private const int MostWaiting = 5;

    // A sample is read once for several scenarios in a row: sliders are moved more often than decisions are made.
    private static readonly TimeSpan SampleAge = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SampleIdle = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ScenarioThread _thread = new();
    private readonly LinkedList<SimulationRun> _runs = [];
    // Given up by a timer while runs read it: one reference is never half there.
    private volatile KeptSample? _sample;
    private ITimer? _forgetSample;
    private int _number;

    private static int Workers => Math.Max(1, Environment.ProcessorCount - 1);

    public async Task<SimulationRun> StartAsync(Scenario scenario, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        ArgumentNullException.ThrowIfNull(scenario);
        var today = engine.Policy ?? throw Conflict("There is no policy in force.");
        var changed = await CompileAsync(today, scenario, cancellationToken);
        SimulationRun run;
        lock (_gate)
        {
            if (_runs.Count(r => !r.Step.IsOver) >= MostWaiting)
            {
                throw Conflict($"{MostWaiting} simulations are waiting already. Cancel one, or wait until they have ended.");
            }

            run = new SimulationRun($"s{++_number}-{Guid.NewGuid():N}"[..14], scenario, today, changed, who, time.GetUtcNow());
            _runs.AddLast(run);
            while (_runs.Count > ISimulationDesk.MostRuns && _runs.FirstOrDefault(r => r.Step.IsOver) is { } oldest)
            {
                _runs.Remove(oldest);
            }
        }

        // Not the caller's token: whoever asked may close the window; the run is cancelled by its id.
        _ = Task.Run(() => RunAsync(run), CancellationToken.None);
        return run;
    }

    public SimulationRun? Find(string id, Caller who)
    {
        who.Demand(Scopes.Read);
        lock (_gate)
        {
            return _runs.FirstOrDefault(r => r.Id == id);
        }
    }

    public IReadOnlyList<SimulationRun> ReadEnded(Caller who)
    {
        who.Demand(Scopes.Read);
        lock (_gate)
        {
            return [.. _runs.Where(r => r.Outcome is not null)];
        }
    }

    public Task<IReadOnlyList<FlipView>> ReadFlipsAsync(SimulationRun run, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        ArgumentNullException.ThrowIfNull(run);
        return FlipViews.ReadAsync(engine, run, !who.Has(Scopes.Sensitive), cancellationToken);
    }

    public Task<bool> RemoveAsync(string id, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        lock (_gate)
        {
            if (_runs.FirstOrDefault(r => r.Id == id) is not { } run)
            {
                return Task.FromResult(false);
            }

            if (!run.IsOf(who) && !who.Has(Scopes.Admin))
            {
                var detail = $"The simulation was started by {run.By}: only they or an admin may cancel or forget it.";
                throw new ProblemException(Problems.Forbidden(detail), detail);
            }

            run.Cancel();
            _runs.Remove(run);
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<SavedScenario>> ReadSavedAsync(Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        return store.ReadAsync(cancellationToken);
    }

    public async Task<SavedScenario> SaveAsync(Scenario scenario, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Design);
        ArgumentNullException.ThrowIfNull(scenario);
        if (string.IsNullOrWhiteSpace(scenario.Name))
        {
            throw new ProblemException([new FieldError("name", "A scenario needs a name to be saved.", "1 to 100 characters")]);
        }

        await CompileAsync(engine.Policy ?? throw Conflict("There is no policy in force."), scenario, cancellationToken);
        var saved = await store.ReadAsync(cancellationToken);
        return saved.Count < ISimulationDesk.MostSaved || saved.Any(s => s.Id == ScenarioStore.IdOf(scenario.Name.Trim()))
            ? await store.SaveAsync(scenario, who.Name, cancellationToken)
            : throw Conflict($"{ISimulationDesk.MostSaved} scenarios are saved already. Delete one first.");
    }

    public Task<bool> ForgetAsync(string id, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Design);
        return store.ForgetAsync(id, who.Name, cancellationToken);
    }

    public void Dispose()
    {
        _forgetSample?.Dispose();
        lock (_gate)
        {
            foreach (var run in _runs)
            {
                run.Cancel();
            }
        }

        _thread.Dispose();
    }

    private async Task<PolicySnapshot> CompileAsync(PolicySnapshot today, Scenario scenario, CancellationToken stop)
    {
        var document = scenario.Change is null ? today.Document : await changes.DraftAsync(scenario.Change, stop)
            ?? throw new ProblemException([new FieldError("change", $"There is no change '{(scenario.Change.Length > 64 ? scenario.Change[..64] : scenario.Change)}'.", "the id of a change")]);
        if (ScenarioPolicy.Check(document, scenario) is { Count: > 0 } errors)
        {
            throw new ProblemException(errors);
        }

        return await Task.Run(() => Compile(ScenarioPolicy.Apply(document, scenario), today), stop);
    }

    private PolicySnapshot Compile(PolicyDocument document, PolicySnapshot like)
    {
        var compilation = PolicyCompiler.Compile(document, 1, time.GetUtcNow(), like);
        return compilation.Snapshot ?? throw new ProblemException([.. compilation.Issues.Select(i => new FieldError(i.Path, i.Message, i.Suggestion))]);
    }

    private async Task RunAsync(SimulationRun run)
    {
        try
        {
            await _turn.WaitAsync(run.Stop);
            try
            {
                run.Move(SimulationState.Reading, default);
                await using var beat = wall.Time.CreateTimer(_ => Tell(run), null, TimeSpan.Zero, Beat);
                // A thread of its own: the pool's serve customers.
                await Task.Factory.StartNew(() => Run(run), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException && run.Stop.IsCancellationRequested)
        {
            // Cancelled, also by the hub's end.
            run.Move(SimulationState.Cancelled, run.Step.Progress);
        }
        catch (Exception failure)
        {
            // Nobody waits for this task; whoever asks for the run is told.
            log.LogError(failure, "Simulation {Id} could not be run", run.Id);
            run.Move(SimulationState.Failed, run.Step.Progress);
        }

        Tell(run);
    }

    private void Run(SimulationRun run)
    {
        var started = wall.Time.GetTimestamp();
        var sample = Sample(run);
        WhatIfResult? result = null;
        List<FrontSetting>? front = null;
        _thread.Run(() =>
        {
            result = WhatIfRun.Of(sample, run.Changed, new WhatIfOptions { Workers = Workers, Segment = run.Scenario.Segment, AlongTime = true }, new Steps(run, SimulationState.Running), run.Stop);
            front = run.Scenario.Front is { } request ? Front(run, sample, request) : null;
        });
        run.End(new SimulationOutcome(
            result!, sample.InRange, sample.NotKept, Moment(sample.Since), Moment(sample.Until), sample.Simulated, front, wall.Time.GetElapsedTime(started)));
    }

    private WhatIfSample Sample(SimulationRun run)
    {
        // The hub's clock says which decisions are meant, the machine's how old a sample is.
        var (to, read) = (time.GetUtcNow().ToUnixTimeMilliseconds() + 1, wall.Time.GetUtcNow());
        var (days, most) = (run.Scenario.Days, run.Scenario.Most);
        if (_sample is { } kept && ReferenceEquals(kept.Sample.Today, run.Today) && kept.Days == days && kept.Most == most && read - kept.ReadAt < SampleAge && read >= kept.ReadAt)
        {
            return kept.Sample;
        }

        _sample = null;
        var sample = engine.ReadSample(new WhatIfRange(to - (long)TimeSpan.FromDays(days).TotalMilliseconds - 1, to, most), Workers, new Steps(run, SimulationState.Reading), run.Stop, run.Today);
        _sample = new KeptSample(sample, days, most, read);
        _forgetSample ??= wall.Time.CreateTimer(_ => _sample = null, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _forgetSample.Change(SampleIdle, Timeout.InfiniteTimeSpan);
        return sample;
    }

    private List<FrontSetting> Front(SimulationRun run, WhatIfSample sample, FrontRequest request)
    {
        // The scenario is in the document already: sweeping sets the two levers only.
        var settings = ScenarioPolicy.Sweep(run.Changed.Document, new Scenario(), request);
        var policies = settings.Select(s => Compile(ScenarioPolicy.Apply(run.Changed.Document, s.Scenario), run.Changed)).ToList();
        var points = LeverFront.Sweep(sample, policies, Workers, request.Third is { } third ? ScenarioPolicy.Measures[third] : FrontMeasure.None, new Steps(run, SimulationState.Sweeping), run.Stop);
        return [.. settings.Zip(points, (s, p) => new FrontSetting(s.First, s.Second, p))];
    }

    private void Tell(SimulationRun run) => _ = TellAsync(run);

    private async Task TellAsync(SimulationRun run)
    {
        try
        {
            await dashboards.Clients.All.SendAsync("simulation", SimulationProgressMessage.From(run));
        }
        catch (Exception failure)
        {
            // A dashboard must never end a run.
            log.LogWarning(failure, "The progress of simulation {Id} could not be told", run.Id);
        }
    }

    private static DateTimeOffset? Moment(long? milliseconds) => milliseconds is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;

    private static ProblemException Conflict(string detail) => new(Problems.Conflict(detail), detail);

    /// <summary>Moves the run. Dashboards are told by a timer: telling them gives work to the pool, which the calculating thread must not.</summary>
    private sealed class Steps(SimulationRun run, SimulationState state) : IProgress<WhatIfProgress>
    {
        public void Report(WhatIfProgress value) => run.Move(state, value);
    }

    private sealed record KeptSample(WhatIfSample Sample, double Days, int Most, DateTimeOffset ReadAt);
}
