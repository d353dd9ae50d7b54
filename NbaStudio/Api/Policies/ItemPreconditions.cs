using Microsoft.Extensions.Primitives;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api.Policies;

/// <summary>What a caller says it saw of an item: If-Match and If-None-Match, and the tags that they are compared with.</summary>
/// <param name="Match">If-Match; null where absent.</param>
/// <param name="NoneMatch">If-None-Match; null where absent.</param>
internal sealed record ItemPreconditions(string? Match, string? NoneMatch)
{
    public static ItemPreconditions Of(HttpRequest request) => new(Text(request.Headers.IfMatch), Text(request.Headers.IfNoneMatch));

    /// <summary>The tag of an item as it stands in a change: its content and where it belongs.</summary>
    public static string TagOf(PolicyDraftItem item) => $"\"{ContentHash.Of([item.Json, item.Parent ?? ""])[..32]}\"";

    /// <exception cref="ProblemException">428 where the item exists and the caller does not say what it saw; 412 where it saw something else.</exception>
    public void Check(PolicyDraftItem? item)
    {
        if (item is null)
        {
            if (Match is not null)
            {
                throw Refusal(StatusCodes.Status412PreconditionFailed, "The item is gone", "There is no such item, so If-Match cannot hold. Nothing was changed.");
            }

            return;
        }

        if (NoneMatch is not null)
        {
            throw Refusal(StatusCodes.Status412PreconditionFailed, "The item exists", "There is such an item already, so If-None-Match does not hold. Nothing was changed.");
        }

        if (Match is null)
        {
            throw Refusal(StatusCodes.Status428PreconditionRequired, "If-Match is missing", "The item exists: say with If-Match which form of it you saw (the ETag of GET), so that nobody's work is undone.");
        }

        if (Match != "*" && !Match.Split(',', StringSplitOptions.TrimEntries).Contains(TagOf(item)))
        {
            throw Refusal(StatusCodes.Status412PreconditionFailed, "The item has changed", $"The item is not as you saw it any more; it is at {TagOf(item)}. Nothing was changed. Read it again.");
        }
    }

    private static string? Text(StringValues header) => StringValues.IsNullOrEmpty(header) ? null : header.ToString();

    private static ProblemException Refusal(int status, string title, string detail) => new(Problems.Problem(status, title, detail), detail);
}
