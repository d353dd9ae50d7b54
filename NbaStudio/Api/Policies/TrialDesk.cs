using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving.Trials;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Hub;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Gives a change to a share of customers, then to more of them. To everyone it goes like any change; see <see cref="ChangeDesk.PublishAsync"/>.</summary>
internal sealed class TrialDesk(PolicyDesk desk, ChangeDesk changes, TrialStore trials, NbaEngine engine, TimeProvider time)
{
    /// <summary>Begins a trial; null when there is no such change. A change that is not approved is approved in the same step by the only one who may.</summary>
    /// <param name="seenHash">Hash of the edits that the one who begins it saw.</param>
    /// <exception cref="ProblemException">The share is not allowed, a trial runs, or the change may not be tried as it is. Nothing was changed.</exception>
    public async Task<PolicyTrial?> StartAsync(string change, double share, string seenHash, Caller who, CancellationToken stop)
    {
        RequireShare(share, TrialDraw.LeastShare);
        if (!await changes.ExistsAsync(change, stop))
        {
            return null;
        }

        return await desk.AloneAsync(async (newest, number) =>
        {
            if (await trials.RunningAsync(stop) is { } running)
            {
                throw PolicyDesk.Conflict($"The trial of '{running.Name}' runs, and there is one at a time. Publish it to everyone or withdraw it first.");
            }

            if (newest is null)
            {
                throw PolicyDesk.Conflict("There is no policy to try a change beside.");
            }

            var (document, _, _, approved) = await changes.PrepareAsync(change, who, seenHash, newest, number, tried =>
            {
                PolicyDesk.RefuseErrors(TrialCheck.Mistakes(newest, tried, time.GetUtcNow()));
                return Task.CompletedTask;
            }, stop);
            PolicyTrial trial;
            try
            {
                trial = await trials.StartAsync(approved!, PolicyStorage.Split(document), share, who.Name, time.GetUtcNow(), CancellationToken.None);
            }
            catch (StaleVersionException stale)
            {
                throw PolicyDesk.Conflict(stale.Message + " Nothing was changed.");
            }

            // It is stored: from here on nothing may stop half way because the caller went away.
            await TakeAsync(new TrialPolicy(trial.ToDraw(), document));
            return trial;
        }, stop);
    }

    /// <summary>Gives a trial to more customers; who has it keeps it. Null where it does not run.</summary>
    /// <exception cref="ProblemException">The share is not larger than it was, or not allowed.</exception>
    public Task<PolicyTrial?> WidenAsync(int trial, double share, Caller who, CancellationToken stop) => desk.AloneAsync<PolicyTrial?>(async (_, _) =>
    {
        if (await trials.RunningAsync(stop) is not { } running || running.Id != trial)
        {
            return null;
        }

        RequireShare(share, running.Share);
        if (share <= running.Share)
        {
            throw new ProblemException([new FieldError("share", $"{share} is not more than {running.Share}.", $"above {running.Share}, up to {TrialDraw.MostShare}")]);
        }

        var wide = await trials.ShareAsync(trial, share, who.Name, time.GetUtcNow(), CancellationToken.None);
        await TakeAsync(new TrialPolicy(wide!.ToDraw(), engine.Challenger!.Document));
        return wide;
    }, stop);

    private async Task TakeAsync(TrialPolicy trial)
    {
        if (await engine.SetTrialAsync(trial) is { Succeeded: false } refused)
        {
            throw new InvalidOperationException($"The engine refused the trial: {refused.Issues[0].Message}");
        }
    }

    /// <exception cref="ProblemException">It differs in more than a trial may.</exception>
    public void RequireTriable(PolicyDocument tried) => PolicyDesk.RefuseErrors(TrialCheck.Mistakes(engine.Policy!.Document, tried, time.GetUtcNow()));

    /// <exception cref="ProblemException">No trial may have the share.</exception>
    public static void RequireShare(double share) => RequireShare(share, TrialDraw.LeastShare);

    private static void RequireShare(double share, double least)
    {
        if (!(share >= least && share <= TrialDraw.MostShare))
        {
            throw new ProblemException([new FieldError("share", $"{share} is not a share that a trial may have.", $"{least} to {TrialDraw.MostShare}")]);
        }
    }
}
