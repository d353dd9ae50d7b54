using NbaStudio.Data;
using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <content>What becomes of a plan whose time has come.</content>
internal sealed partial class PublicationDesk
{
    private async Task PublishAsync(PublicationPlan plan, CancellationToken stop)
    {
        var change = await store.FindAsync(plan.ChangeId, stop);
        if (change is { State: ChangeState.Published, PublishedAs: { } done })
        {
            // Somebody was faster, or the hub went down between publishing and noting it.
            await DoneAsync(plan, done, change.ApprovedHash == plan.Hash);
            return;
        }

        if (change is { State: ChangeState.OnTrial } && await trials.RunningAsync(stop) is { } begun && begun.ChangeId == plan.ChangeId)
        {
            await DoneAsync(plan, begun.Id, change.ApprovedHash == plan.Hash && plan.Share is not null);
            return;
        }

        if (change is not { State: ChangeState.Approved } || change.ApprovedHash != plan.Hash)
        {
            await FailAsync(plan, "changed", "its approval does not stand any more");
            return;
        }

        if (plan.Share is not null && await trials.RunningAsync(stop) is { } other)
        {
            await FailAsync(plan, "trial", $"the trial of {other.Name} runs, and there is one at a time");
            return;
        }

        try
        {
            var caller = new Caller(CallerKind.Account, plan.Who, [Scopes.Publish]);
            if (plan.Share is { } share)
            {
                if (await trialDesk.StartAsync(plan.ChangeId, share, plan.Hash, caller, stop) is { } trial)
                {
                    await DoneAsync(plan, trial.Id, isSame: true);
                }
            }
            else if (await changes.PublishAsync(plan.ChangeId, caller, stop, plan.Hash) is { } publication)
            {
                await DoneAsync(plan, publication.Revision.Number, isSame: true);
            }
        }
        catch (ProblemException refused)
        {
            await FailAsync(plan, ChangePublisher.IsConflict(refused) ? "conflict" : "issues", refused.Message);
        }
    }

    // What is published stays so: from here on nothing is cancelled. The watch comes before the end of the plan: a hub that goes down in between finds the plan and does both.
    /// <param name="revision">What it became; of a trial its first revision, by which it is named.</param>
    /// <param name="isSame">Whether it is what was planned.</param>
    private async Task DoneAsync(PublicationPlan plan, int revision, bool isSame)
    {
        if (isSame && revision > 1 && plan.Watch is { } watch && await publications.WatchesAsync() is var watches && watches.All(w => w.Revision != revision))
        {
            if (engine.Policy?.Revision == revision || engine.Trial?.Id == revision)
            {
                await publications.WatchAsync(new PublicationWatch(revision, await GoodBeforeAsync(revision, watches), time.GetUtcNow(), plan.Who, watch, WatchState.Watching, null, null));
            }
            else
            {
                log.LogWarning("Revision {Revision} is not watched as planned: revision {Newer} is in force already", revision, engine.Policy?.Revision);
            }
        }

        await publications.EndPlanAsync(plan.ChangeId, PlanState.Published, plan.Who, revision: revision);
        log.LogInformation("Change {Change} was published at its time as revision {Revision}", plan.ChangeId, revision);
    }

    private async Task FailAsync(PublicationPlan plan, string code, string detail)
    {
        log.LogWarning("Change {Change} could not be published at its time: {Detail}", plan.ChangeId, detail);
        await publications.EndPlanAsync(plan.ChangeId, PlanState.Failed, plan.Who, code);
    }
}
