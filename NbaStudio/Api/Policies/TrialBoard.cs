using NbaStudio.Data;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Trials for the Publish page, over the same desks as the API.</summary>
internal sealed class TrialBoard(PublicationDesk publications, TrialDesk desk, PolicyDesk policies, TrialStore trials) : ITrials
{
    public Task<IReadOnlyList<PolicyTrial>> ReadAsync(CancellationToken cancellationToken = default) => trials.ListAsync(cancellationToken);

    public Task<BoardResult> StartAsync(string change, double share, string seenHash, WatchConditions? watch, Caller who, CancellationToken cancellationToken = default) =>
        DoAsync(who, $"There is no change '{change}'.", async () => await publications.StartTrialAsync(change, share, seenHash, watch, who, cancellationToken) is not null);

    public Task<BoardResult> WidenAsync(int trial, double share, Caller who, CancellationToken cancellationToken = default) =>
        DoAsync(who, $"There is no trial {trial} that runs.", async () => await desk.WidenAsync(trial, share, who, cancellationToken) is not null);

    public Task<BoardResult> WithdrawAsync(int trial, Caller who, CancellationToken cancellationToken = default) =>
        DoAsync(who, $"There is no trial {trial} that runs.", () => policies.WithdrawTrialAsync(trial, who.Name));

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
