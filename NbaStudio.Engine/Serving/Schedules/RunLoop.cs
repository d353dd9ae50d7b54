using Microsoft.Extensions.Logging;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>
/// Takes one run through the customers, by key, a page at a time. Who is of the audience is looked up in the store, outside the lanes; who is gets a place by the
/// pace and is looked at again and decided for in the lane. How far it came is stored after each handful.
/// </summary>
internal sealed class RunLoop(RunState run, HubServices services, ScheduleLanes lanes, ILogger logger)
{
    private const int Page = 500;
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();

    public RunState Run => run;

    /// <summary>Completes when the run has ended or was left for the next start.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Raised when the numbers changed.</summary>
    public Action? Changed { get; init; }

    public void Start(CancellationToken leave) => Running = Task.Run(() => RunAsync(leave), CancellationToken.None);

    /// <summary>Ends the run and completes when that is durable.</summary>
    public Task StopAsync()
    {
        _stop.Cancel();
        return Running;
    }

    private async Task RunAsync(CancellationToken leave)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(leave, _stop.Token);
        try
        {
            await EndAsync(await WalkAsync(both.Token, leave).ConfigureAwait(false), leave).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            logger.LogInformation("Run {Run} waits at customer {Cursor} for the next start", run.Id, run.Cursor);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Run {Run} failed at customer {Cursor}; it is taken up again at the next start", run.Id, run.Cursor);
        }
    }

    private async Task<ScheduleRunStatus> WalkAsync(CancellationToken stop, CancellationToken leave)
    {
        var pace = new RunPace(0);
        while (true)
        {
            try
            {
                while (lanes.Store.ReadCustomerKeys(run.Cursor, Page) is { Count: > 0 } keys)
                {
                    if (services.State.Snapshot.TriggerOfKey(run.TriggerKey)?.Schedule is not { } schedule)
                    {
                        return ScheduleRunStatus.Removed;
                    }

                    pace = pace.PerMinute == schedule.PacePerMinute ? pace : new RunPace(schedule.PacePerMinute);
                    if (!await TurnPageAsync(keys, services.State.Policy, schedule, pace, stop, leave).ConfigureAwait(false))
                    {
                        return ScheduleRunStatus.Removed;
                    }
                }

                return ScheduleRunStatus.Completed;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested && !leave.IsCancellationRequested)
            {
                return ScheduleRunStatus.Stopped;
            }
            catch (HubStoreException e)
            {
                logger.LogWarning(e, "Run {Run} could not read the store at customer {Cursor}; it tries again", run.Id, run.Cursor);
                await Task.Delay(ReadAgainAfter, services.Time, leave).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Goes through a page; false when the policy no longer has the schedule.</summary>
    private async Task<bool> TurnPageAsync(
        IReadOnlyList<long> keys, ServingPolicy policy, ScheduleSnapshot schedule, RunPace pace, CancellationToken stop, CancellationToken leave)
    {
        var frame = new EvaluationFrame(policy.Snapshot.Layout.Count);
        var members = new List<long>(RunPace.Most);
        var looked = 0;
        for (var i = 0; i < keys.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            looked++;
            if (IsMember(keys[i], policy, schedule, frame))
            {
                if (members.Count == 0)
                {
                    await PlaceAsync(pace, stop).ConfigureAwait(false);
                }

                members.Add(keys[i]);
            }

            var last = i == keys.Count - 1;
            if (last || (members.Count > 0 && members.Count >= pace.Room(lanes.Now)))
            {
                // From here to the end of what was begun a stop waits: what was decided is counted.
                if (!await DecideAsync(members, pace, leave).ConfigureAwait(false))
                {
                    return false;
                }

                run.Looked += looked;
                looked = 0;
                await KeepAsync(keys[i], leave).ConfigureAwait(false);
            }
        }

        return true;
    }

    private bool IsMember(long key, ServingPolicy policy, ScheduleSnapshot schedule, EvaluationFrame frame)
    {
        if (lanes.Store.LoadCustomer(key) is not { } stored)
        {
            return false;
        }

        // Decided for already, before the process ended: it still has to be counted.
        if (stored.Dedupe.Any(row => row.Kind == DedupeKinds.Schedule && row.Id == run.Mark))
        {
            return true;
        }

        var customer = CustomerStateCodec.Read(stored.State);
        return run.Zones.Contains((customer.Zone ?? policy.Snapshot.Zone).Id)
            && AudienceTest.Includes(policy, policy.Snapshot.Audiences[schedule.Audience], frame, customer, lanes.Now);
    }

    private async Task PlaceAsync(RunPace pace, CancellationToken stop)
    {
        while (pace.Wait(lanes.Now) is var wait and > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(wait), services.Time, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Decides for these and counts; false when the policy no longer has the schedule.</summary>
    private async Task<bool> DecideAsync(List<long> members, RunPace pace, CancellationToken stop)
    {
        pace.Use(members.Count);
        var steps = await Task.WhenAll(members.Select(key => lanes.StepAsync(key, run, stop))).ConfigureAwait(false);
        members.Clear();
        foreach (var step in steps)
        {
            run.Decided += step.Decided ? 1 : 0;
            if (step.Silence is { } silence)
            {
                run.Count(silence);
            }
            else if (step.Skip is { } skip)
            {
                run.Count(skip);
            }
        }

        return !steps.Any(s => s.IsRemoved);
    }

    private Task KeepAsync(long cursor, CancellationToken stop)
    {
        (run.Cursor, run.ProgressAt) = (cursor, lanes.Now);
        run.Publish();
        Changed?.Invoke();
        return lanes.WriteAsync([run.ToBlob()], null, stop);
    }

    private async Task EndAsync(ScheduleRunStatus status, CancellationToken stop)
    {
        (run.Status, run.EndedAt) = (status, lanes.Now);
        run.Publish();
        await lanes.WriteAsync([run.ToBlob()], $"schedule run {run.Id} {status}", stop).ConfigureAwait(false);
        Changed?.Invoke();
        logger.LogInformation(
            "Run {Run} of {Trigger} ended: {Status}; {Decided} decided, {Silent} silent, {Skipped} skipped, {Looked} of {Customers} customers looked at", run.Id, run.Trigger,
            status, run.Decided, run.Info.Silent, run.Info.Skipped.Values.Sum(), run.Looked, run.Customers);
    }
}
