using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Publishes what is due and judges what is watched, trials among it. Steps run one at a time, so that nothing is published or rolled back twice.</summary>
internal sealed partial class PublicationDesk(
    ChangeDesk changes, ChangeStore store, PolicyDesk desk, PolicyStore policies, TrialDesk trialDesk, TrialStore trials, PublicationStore publications, WatchCounters counters, NbaEngine engine,
    TimeProvider time, ILogger<PublicationDesk> log) : IDisposable
{
    /// <summary>Who rolls back, in the audit and in the history.</summary>
    public const string Watcher = "watch";

    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Plans a publication; false when there is no such change.</summary>
    /// <param name="share">Of the customers who are to get it, as a trial; null = everyone.</param>
    /// <exception cref="ProblemException">The time, the share or the watch is not allowed, or the change may not be published or tried as it is.</exception>
    public async Task<bool> PlanAsync(string change, DateTimeOffset at, double? share, string seenHash, WatchConditions? watch, Caller who, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (at <= now || at > now + Furthest)
        {
            throw new ProblemException([new FieldError("at", $"{at:O} is not in the time to come.", $"after {now:O}, up to {now + Furthest:O}")]);
        }

        RequireGood(watch);
        if (share is { } asked)
        {
            TrialDesk.RequireShare(asked);
        }

        // What can never be tried is told now, not at its time.
        if (!await changes.RequireApprovedAsync(change, seenHash, who, share is null ? _ => { } : trialDesk.RequireTriable, stop))
        {
            return false;
        }

        return await OneAtATimeAsync(async () =>
        {
            await publications.PlanAsync(new PublicationPlan(change, at, seenHash, who.Name, PlanState.Waiting, null, null, watch, share), stop);
            return true;
        }, stop);
    }

    /// <summary>Takes a plan back; false when there is none, or it was published just now.</summary>
    public Task<bool> CancelAsync(string change, Caller who, CancellationToken stop) =>
        OneAtATimeAsync(() => publications.EndPlanAsync(change, PlanState.Cancelled, who.Name, stop: stop), stop);

    /// <summary>Begins a trial and watches it; null when there is no such change.</summary>
    /// <exception cref="ProblemException">The watch is not allowed, the change is planned, or from <see cref="TrialDesk.StartAsync"/>. Nothing was changed.</exception>
    public async Task<PolicyTrial?> StartTrialAsync(string change, double share, string seenHash, WatchConditions? watch, Caller who, CancellationToken stop)
    {
        RequireGood(watch);
        if ((await publications.PlansAsync(stop)).Any(plan => plan.ChangeId == change && plan.State == PlanState.Waiting))
        {
            throw PolicyDesk.Conflict("The change is planned for a time. Take the plan back first.");
        }

        var trial = await trialDesk.StartAsync(change, share, seenHash, who, stop);
        if (trial is not null && watch is not null)
        {
            await WatchAsync(trial.Id, watch, who.Name, CancellationToken.None);
        }

        return trial;
    }

    /// <summary>Watches the revision in force, or the trial that began with the revision.</summary>
    /// <exception cref="ProblemException">It is not in force, is the first one, is watched already, or the conditions are not allowed.</exception>
    public async Task WatchAsync(int revision, WatchConditions conditions, string who, CancellationToken stop)
    {
        RequireGood(conditions);
        if (engine.Policy?.Revision != revision && engine.Trial?.Id != revision)
        {
            throw PolicyDesk.Conflict($"Revision {revision} is not in force.");
        }

        if (revision < 2)
        {
            throw PolicyDesk.Conflict("There is no revision before the first one to roll back to.");
        }

        await OneAtATimeAsync(async () =>
        {
            var watches = await publications.WatchesAsync(stop);
            if (watches.Any(w => w.Revision == revision))
            {
                throw PolicyDesk.Conflict($"Revision {revision} is watched, or was.");
            }

            await publications.WatchAsync(new PublicationWatch(revision, await GoodBeforeAsync(revision, watches), time.GetUtcNow(), who, conditions, WatchState.Watching, null, null), stop);
            return true;
        }, stop);
    }

    /// <summary>Ends a watch; false when none goes on.</summary>
    public Task<bool> EndWatchAsync(int revision, Caller who, CancellationToken stop) => publications.EndWatchAsync(revision, WatchState.Ended, time.GetUtcNow(), who.Name, stop: stop);

    /// <summary>How a watch stands; a trial beside those who do not have it, since its share is what it is.</summary>
    /// <param name="trial">The trial that is watched; null = a revision for everyone.</param>
    public WatchView View(PublicationWatch watch, PolicyTrial? trial)
    {
        if (trial is not null)
        {
            var ((rest, taken), (made, slowest)) = (counters.OfTrial(trial.Id), counters.TimesOf(trial.Revision));
            return new WatchView(watch, rest, taken, made, slowest, IsTrial: true);
        }

        var end = watch.EndedAt ?? time.GetUtcNow();
        var (decisions, p99) = counters.TimesOf(watch.Revision);
        return new WatchView(watch, counters.Between(watch.Since.AddHours(-watch.Conditions.Hours), watch.Since), counters.Between(watch.Since, end), decisions, p99);
    }

    /// <summary>Publishes every change whose time has come, then judges every watch.</summary>
    public async Task RunOnceAsync(CancellationToken stop)
    {
        if (!engine.IsReady)
        {
            return;
        }

        await OneAtATimeAsync(async () =>
        {
            foreach (var plan in (await publications.PlansAsync(stop)).Where(p => p.State == PlanState.Waiting && p.At <= time.GetUtcNow()))
            {
                await TryAsync($"change {plan.ChangeId}", () => PublishAsync(plan, stop), stop);
            }

            foreach (var watch in (await publications.WatchesAsync(stop)).Where(w => w.State == WatchState.Watching))
            {
                await TryAsync($"watch of revision {watch.Revision}", () => JudgeAsync(watch, stop), stop);
            }

            return true;
        }, stop);
    }

    public void Dispose() => _one.Dispose();

    // Nobody takes back or moves what is being published, and nothing is published that was taken back meanwhile.
    private async Task<bool> OneAtATimeAsync(Func<Task<bool>> step, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            return await step();
        }
        finally
        {
            _one.Release();
        }
    }

    // What goes wrong with one does not keep the others waiting, nor end the hub; it is tried again with the next look.
    private async Task TryAsync(string what, Func<Task> step, CancellationToken stop)
    {
        try
        {
            await step();
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            log.LogError(failure, "Looking after {What} failed; it is tried again", what);
        }
    }

    // A revision that its own watch rolled back is no place to go back to.
    private async Task<int> GoodBeforeAsync(int revision, IReadOnlyList<PublicationWatch> watches)
    {
        var earlier = (await policies.ListAsync()).Select(r => r.Number).Where(number => number < revision).ToList();
        return earlier.Find(number => !watches.Any(w => w.Revision == number && w.State == WatchState.RolledBack)) is var good and > 0 ? good : earlier[^1];
    }

    private async Task JudgeAsync(PublicationWatch watch, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var trial = await trials.FindAsync(watch.Revision, stop);
        if (trial is { State: not TrialState.Running })
        {
            await publications.EndWatchAsync(watch.Revision, WatchState.Ended, now, Watcher, "the trial ended", stop);
            return;
        }

        if (trial is null && engine.Policy!.Revision != watch.Revision)
        {
            // Rolling back would undo what somebody published since: people decide.
            await publications.EndWatchAsync(watch.Revision, WatchState.Superseded, now, Watcher, $"revision {engine.Policy.Revision} is in force", stop);
            return;
        }

        var view = View(watch, trial);
        if (WatchVerdict.Broken(watch.Conditions, view.Before, view.After, view.Decisions, view.P99) is { } broken)
        {
            await (trial is null ? RollBackAsync(watch, broken, now) : WithdrawAsync(watch, trial, broken, now));
        }
        else if (now >= watch.Until)
        {
            await publications.EndWatchAsync(watch.Revision, WatchState.Passed, now, Watcher, stop: stop);
        }
    }

    private async Task RollBackAsync(PublicationWatch watch, BrokenCondition broken, DateTimeOffset now)
    {
        var state = WatchState.RolledBack;
        try
        {
            if (await desk.RollBackAsync(watch.Before, Watcher, CancellationToken.None, onlyFrom: watch.Revision) is null)
            {
                log.LogError("Revision {Revision} broke its watch, and revision {Before} is not there to go back to", watch.Revision, watch.Before);
                state = WatchState.Failed;
            }
            else
            {
                log.LogWarning("Revision {Revision} was rolled back to {Before}: {Condition} is {Actual}, the limit {Limit}", watch.Revision, watch.Before, broken.Code, broken.Actual, broken.Limit);
            }
        }
        catch (ProblemException refused)
        {
            // Somebody published while it was judged: theirs stands.
            state = engine.Policy!.Revision == watch.Revision ? WatchState.Failed : WatchState.Superseded;
            log.LogError(refused, "Revision {Revision} broke its watch and was not rolled back", watch.Revision);
        }

        await publications.EndWatchAsync(watch.Revision, state, now, Watcher, broken.ToNote());
    }

    private async Task WithdrawAsync(PublicationWatch watch, PolicyTrial trial, BrokenCondition broken, DateTimeOffset now)
    {
        // Somebody may have ended it while it was judged.
        var state = await desk.WithdrawTrialAsync(trial.Id, Watcher, "watch") ? WatchState.RolledBack : WatchState.Ended;
        log.LogWarning("The trial of {Name} was withdrawn: {Condition} is {Actual}, the limit {Limit}", trial.Name, broken.Code, broken.Actual, broken.Limit);
        await publications.EndWatchAsync(watch.Revision, state, now, Watcher, broken.ToNote());
    }

    private static void RequireGood(WatchConditions? watch)
    {
        if (watch?.Mistakes().Select(m => new FieldError("watch." + m.Field, m.Message, m.Allowed)).ToList() is { Count: > 0 } mistakes)
        {
            throw new ProblemException(mistakes);
        }
    }
}
