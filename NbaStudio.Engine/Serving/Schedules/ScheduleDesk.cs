using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>Starts runs at the times of schedules, takes them up again after a restart, and tells how they stand. Thread safe.</summary>
public sealed class ScheduleDesk : IAsyncDisposable
{
    private const int KeptRuns = 100;

    /// <summary>A run that got on no further for longer is not resumed: customers remember runs for a day at least.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(12);

    /// <summary>A clock that was set is noticed after this long at the latest.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly HubServices _services;
    private readonly ScheduleLanes _lanes;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, RunState> _runs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RunLoop> _loops = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _leave = new();
    private readonly SemaphoreSlim _look = new(0);
    private readonly ITimer _timer;
    private SchedulePlan _plan = new();
    private Task _planning = Task.CompletedTask;

    internal ScheduleDesk(HubServices services, ScheduleLanes lanes, ILogger logger)
    {
        (_services, _lanes, _log) = (services, lanes, logger);
        _timer = services.Time.CreateTimer(_ => LookSoon(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Raised when a run began, got on or ended, on any thread; often.</summary>
    public event Action? Changed;

    /// <summary>The newest runs, newest first: all that go on and the last 100 that ended.</summary>
    public IReadOnlyList<ScheduleRunInfo> Runs => [.. _runs.Values.Select(r => r.Info).OrderByDescending(r => r.Due).ThenBy(r => r.Id, StringComparer.Ordinal)];

    /// <summary>The next times of every schedule, earliest first; customers of zones with the same clock share one.</summary>
    /// <param name="perSchedule">Times of each schedule in each zone, 1 to 100.</param>
    public IReadOnlyList<ScheduledTime> Upcoming(int perSchedule = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perSchedule, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perSchedule, 100);
        var policy = _services.State.Snapshot;
        var zones = _services.Zones.Zones(policy);
        var times =
            from trigger in Scheduled(policy)
            from zone in zones
            from due in Times(trigger, zone, perSchedule)
            group zone.Id by (trigger.Name, due) into g
            orderby g.Key.due, g.Key.Name
            select new ScheduledTime(g.Key.Name, DateTimeOffset.FromUnixTimeMilliseconds(g.Key.due), [.. g.Order(StringComparer.Ordinal)]);
        return [.. times];
    }

    /// <summary>Stops a run that goes on: what was decided stays, nobody else is decided for. Durable when it returns; stopping twice is not an error.</summary>
    /// <returns>The run as it then stands; null when there is none with this id.</returns>
    public async Task<ScheduleRunInfo?> StopRunAsync(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (_loops.TryGetValue(id, out var loop))
        {
            await loop.StopAsync().ConfigureAwait(false);
        }

        return _runs.TryGetValue(id, out var run) ? run.Info : null;
    }

    /// <summary>Counts the audience of a schedule over the live base, outside the lanes: how it stands after each page, the last one complete.</summary>
    /// <param name="trigger">Name of the trigger.</param>
    /// <param name="policy">A revision or a draft that has the trigger; null = the one in force.</param>
    /// <exception cref="ArgumentException">The policy has no schedule of this name.</exception>
    public IAsyncEnumerable<AudienceReach> CountReachAsync(string trigger, PolicySnapshot? policy = null, CancellationToken cancellation = default)
    {
        policy ??= _services.State.Snapshot;
        var schedule = policy.Triggers.FirstOrDefault(t => t.Name == trigger)?.Schedule
            ?? throw new ArgumentException($"The policy has no schedule of the name '{trigger}'.", nameof(trigger));
        return AudienceCount.RunAsync(_lanes.Store, new ServingPolicy(policy, _services.Options.UnknownAttributes), policy.Audiences[schedule.Audience], () => _lanes.Now, cancellation);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _leave.CancelAsync().ConfigureAwait(false);
        await _planning.ConfigureAwait(false);
        await Task.WhenAll(_loops.Values.Select(l => l.Running)).ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Takes up what was running and serves the clock from now on.</summary>
    internal void Start()
    {
        _plan = _lanes.Store.ReadBlob(SchedulePlan.BlobName) is { Value: { } bytes } ? SchedulePlan.Read(bytes) : new SchedulePlan();
        foreach (var name in _lanes.Store.ReadBlobNames(RunState.Prefix))
        {
            if (_lanes.Store.ReadBlob(name) is { Value: { } stored })
            {
                var run = RunState.Read(stored);
                _runs[run.Id] = run;
            }
        }

        _services.Zones.Changed += LookSoon;
        _planning = Task.Run(PlanUntilStoppedAsync);
    }

    /// <summary>The policy changed, or the clock may have.</summary>
    internal void LookSoon() => _look.Release();

    private static IReadOnlyList<TriggerSnapshot> Scheduled(PolicySnapshot policy) => [.. policy.Triggers.Where(t => t.Schedule is not null)];

    private IEnumerable<long> Times(TriggerSnapshot trigger, TimeZoneInfo zone, int count)
    {
        var time = _lanes.Now;
        for (var i = 0; i < count && (time = trigger.Schedule!.Times.Next(time, zone)) != long.MaxValue; i++)
        {
            yield return time;
        }
    }

    private async Task PlanUntilStoppedAsync()
    {
        try
        {
            await ResumeAsync().ConfigureAwait(false);
            var loaded = false;
            while (true)
            {
                try
                {
                    if (!loaded && Scheduled(_services.State.Snapshot).Count > 0)
                    {
                        await _services.Zones.LoadAsync(_lanes.Store, row => _lanes.WriteAsync([row], null, _leave.Token), _leave.Token).ConfigureAwait(false);
                        loaded = true;
                    }

                    await PlanAsync().ConfigureAwait(false);
                }
                catch (HubStoreException e)
                {
                    _log.LogWarning(e, "Schedules could not read the store; they try again");
                    _timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
                }

                await _look.WaitAsync(_leave.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_leave.IsCancellationRequested)
        {
            // The hub stops.
        }
        catch (Exception e)
        {
            _log.LogCritical(e, "Schedules ended with a mistake; no run starts until the hub is started again");
        }
    }

    private async Task ResumeAsync()
    {
        foreach (var run in _runs.Values.Where(r => r.Status == ScheduleRunStatus.Running).OrderBy(r => r.Due))
        {
            var pause = _lanes.Now - run.ProgressAt;
            var valid = _services.State.Snapshot.TriggerOfKey(run.TriggerKey)?.ValidForMilliseconds ?? 0;
            if (pause <= Math.Min(valid, (long)LongestPause.TotalMilliseconds))
            {
                _log.LogInformation("Run {Run} goes on after {Looked} customers", run.Id, run.Looked);
                Begin(run);
                continue;
            }

            (run.Status, run.EndedAt) = (ScheduleRunStatus.Interrupted, _lanes.Now);
            run.Publish();
            await _lanes.WriteAsync([run.ToBlob()], $"schedule run {run.Id} interrupted", _leave.Token).ConfigureAwait(false);
            _log.LogWarning("Run {Run} was interrupted for longer than its trigger is valid and is not resumed", run.Id);
        }
    }

    /// <summary>Starts what is due, says what was missed, and sets the timer to the next time.</summary>
    private async Task PlanAsync()
    {
        var policy = _services.State.Snapshot;
        var triggers = Scheduled(policy);
        var zones = _services.Zones.Zones(policy);
        var now = _lanes.Now;
        _plan.Follow(triggers, now);
        List<RunState> fresh = [];
        foreach (var trigger in triggers)
        {
            var missed = 0;
            RunState? lastMissed = null;
            foreach (var (due, at) in _plan.TakeDue(trigger, zones, now))
            {
                var run = NewRun(trigger, due, at, now);
                if (now - due > trigger.ValidForMilliseconds)
                {
                    (lastMissed, run.Status, run.EndedAt, run.Occurrences) = (run, ScheduleRunStatus.Missed, now, ++missed);
                }
                else if (!_runs.ContainsKey(run.Id))
                {
                    fresh.Add(run);
                }
            }

            if (lastMissed is not null && !_runs.ContainsKey(lastMissed.Id))
            {
                _log.LogWarning("{Count} times of schedule {Trigger} were missed, the last one due at {Due}", missed, trigger.Name, lastMissed.Info.Due);
                fresh.Add(lastMissed);
            }
        }

        await KeepAsync(fresh).ConfigureAwait(false);
        var next = triggers.SelectMany(t => zones.Select(z => t.Schedule!.Times.Next(now, z))).DefaultIfEmpty(long.MaxValue).Min();
        _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(next - _lanes.Now, 0, LongestWait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        if (next <= _lanes.Now)
        {
            // The clock went on meanwhile, and a timer that is late already need not fire.
            LookSoon();
        }
    }

    private static RunState NewRun(TriggerSnapshot trigger, long due, IReadOnlyList<string> zones, long now)
    {
        var id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{trigger.Key}-{DateTimeOffset.FromUnixTimeMilliseconds(due):yyyyMMdd'T'HHmmss'Z'}");
        return new RunState(id, trigger.Key, trigger.Name, due, zones) { StartedAt = now, ProgressAt = now };
    }

    /// <summary>Plan and new runs in one commit; then they begin.</summary>
    private async Task KeepAsync(List<RunState> fresh)
    {
        if (!_plan.HasChanged && fresh.Count == 0)
        {
            return;
        }

        if (fresh.Exists(r => r.Status == ScheduleRunStatus.Running))
        {
            var customers = _lanes.Store.CountCustomers();
            fresh.ForEach(r => r.Customers = customers);
        }

        List<BlobRow> rows = [_plan.ToBlob(), .. fresh.Select(r => r.ToBlob())];
        foreach (var old in _runs.Values.Where(r => r.Status != ScheduleRunStatus.Running).OrderByDescending(r => r.Due).Skip(KeptRuns))
        {
            _runs.TryRemove(old.Id, out _);
            rows.Add(new BlobRow(RunState.Prefix + old.Id, null));
        }

        await _lanes.WriteAsync(rows, null, _leave.Token).ConfigureAwait(false);
        foreach (var run in fresh)
        {
            run.Publish();
            _runs[run.Id] = run;
            if (run.Status == ScheduleRunStatus.Running)
            {
                _log.LogInformation("Run {Run} of {Trigger} begins: {Customers} customers to look at", run.Id, run.Trigger, run.Customers);
                Begin(run);
            }
        }

        Changed?.Invoke();
    }

    private void Begin(RunState run)
    {
        var loop = new RunLoop(run, _services, _lanes, _log) { Changed = () => Changed?.Invoke() };
        _loops[run.Id] = loop;
        loop.Start(_leave.Token);
        _ = loop.Running.ContinueWith(_ => _loops.TryRemove(run.Id, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
