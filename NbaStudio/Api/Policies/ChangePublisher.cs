using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Changes as the console shows and publishes them, over the same desk as the API.</summary>
internal sealed class ChangePublisher(ChangeDesk desk) : IChangePublisher
{
    public async Task<ChangeProposal?> ReviewAsync(string change, CancellationToken cancellationToken = default)
    {
        try
        {
            return await desk.ReviewAsync(change, cancellationToken) is { } review ? View(review) : null;
        }
        catch (ProblemException e)
        {
            return new ChangeProposal(null, Notes(e), IsConflict(e));
        }
    }

    public async Task<ChangePublication> PublishAsync(string change, string seenHash, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Publish);
        try
        {
            return await desk.PublishAsync(change, who, cancellationToken, seenHash) is { } publication
                ? new ChangePublication(publication.Revision.Number, Notes(publication.Warnings))
                : new ChangePublication(null, [new ChangeNote("", $"There is no change '{change}'.", null)]);
        }
        catch (ProblemException e)
        {
            return new ChangePublication(null, Notes(e), IsConflict(e));
        }
    }

    public static ChangeProposal View(ChangeReview review) => new(
        new ChangeView(review.Change.Id, review.Change.Name, review.Change.BaseRevision, review.ContentHash, [.. review.Differences.Select(d => new ChangeLine(
            d.Kind, d.Id, d.Difference, [.. d.Fields.Select(f => (f.Field, f.Before?.GetRawText(), f.After?.GetRawText()))]))]),
        Notes(review.Issues));

    public static IReadOnlyList<ChangeNote> Notes(ProblemException problem) => problem.Problem is ProblemResult { Errors: { Count: > 0 } errors }
        ? [.. errors.Select(e => new ChangeNote(e.Path, e.Message, e.Allowed) { Issue = e.Issue })] : [new ChangeNote("", problem.Message, null)];

    public static bool IsConflict(ProblemException problem) => problem.Problem is IStatusCodeHttpResult { StatusCode: StatusCodes.Status409Conflict };

    private static IReadOnlyList<ChangeNote> Notes(IEnumerable<IssueAnswer> issues) => [.. issues.Select(i => new ChangeNote(i.Path, i.Message, i.Allowed) { Issue = i.Issue })];
}
