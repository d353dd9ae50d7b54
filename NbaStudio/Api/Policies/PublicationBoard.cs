using NbaStudio.Data;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Plans and watches for the Publish page, over the same desk as the API.</summary>
internal sealed class PublicationBoard(PublicationDesk desk, PublicationStore publications, TrialStore trials, ChangeStore changes) : IPublications
{
    public async Task<PublicationsView> ReadAsync(CancellationToken cancellationToken = default)
    {
        var plans = new List<PlanView>();
        foreach (var plan in await publications.PlansAsync(cancellationToken))
        {
            plans.Add(new PlanView(plan, (await changes.FindAsync(plan.ChangeId, cancellationToken))?.Name ?? plan.ChangeId));
        }

        var tried = (await trials.ListAsync(cancellationToken)).ToDictionary(trial => trial.Id);
        return new PublicationsView(plans, [.. (await publications.WatchesAsync(cancellationToken)).Select(watch => desk.View(watch, tried.GetValueOrDefault(watch.Revision)))]);
    }

    public Task<BoardResult> PlanAsync(string change, DateTimeOffset at, string seenHash, WatchConditions? watch, Caller who, double? share = null, CancellationToken cancellationToken = default) =>
        DoAsync(who, $"There is no change '{change}'.", () => desk.PlanAsync(change, at, share, seenHash, watch, who, cancellationToken));

    public Task<BoardResult> CancelAsync(string change, Caller who, CancellationToken cancellationToken = default) =>
        DoAsync(who, $"Change '{change}' is not planned.", () => desk.CancelAsync(change, who, cancellationToken));

    public Task<BoardResult> WatchAsync(int revision, WatchConditions conditions, Caller who, CancellationToken cancellationToken = default) => DoAsync(who, "", async () =>
    {
        await desk.WatchAsync(revision, conditions, who.Name, cancellationToken);
        return true;
    });

    public Task<BoardResult> EndWatchAsync(int revision, Caller who, CancellationToken cancellationToken = default) =>
        DoAsync(who, $"Revision {revision} is not watched.", () => desk.EndWatchAsync(revision, who, cancellationToken));

    private static async Task<BoardResult> DoAsync(Caller who, string missing, Func<Task<bool>> step)
    {
        who.Demand(Scopes.Publish);
        try
        {
            return await step() ? new BoardResult(true, []) : new BoardResult(false, [new ChangeNote("", missing, null)]);
        }
        catch (ProblemException refused)
        {
            return new BoardResult(false, ChangePublisher.Notes(refused));
        }
    }
}
