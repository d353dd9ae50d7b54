using NbaStudio.Engine;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Channels.Streams;

/// <summary>What a site's server asks for.</summary>
public sealed record BrowserTokenBody(string Channel, string Origin);

/// <summary>A token for one customer's browser.</summary>
public sealed record BrowserTokenAnswer(string Token, DateTimeOffset ExpiresAt);

/// <summary>Gives a site's server the tokens that its visitors' browsers use.</summary>
internal sealed class BrowserTokenEndpoint(NbaEngine engine, BrowserTokens tokens, BrowserOrigins origins) : IEndpointModule
{
    private const int MaximumId = 128;

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/customers/{id}/browser-token", IssueAsync)
        .WithTags("Customers").WithName("issueBrowserToken").WithSummary("A 15-minute token bound to customer, channel and origin, for nba.js")
        .Accepts<BrowserTokenBody>("application/json").Produces<BrowserTokenAnswer>().FailsAsAll(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge)
        .RequireScope(Scopes.Decide);

    private async Task<IResult> IssueAsync(string id, HttpContext context)
    {
        var body = await StrictJson.ReadAsync<BrowserTokenBody>(context.Request);
        List<FieldError> errors = [];
        if (id.Length is 0 or > MaximumId)
        {
            errors.Add(new FieldError("id", $"The id has {id.Length} characters.", $"1 to {MaximumId} characters"));
        }

        var policy = engine.Policy;
        if (policy is null || policy.ChannelIndexOf(body.Channel) < 0)
        {
            errors.Add(new FieldError("channel", $"There is no channel '{Short(body.Channel)}'.", string.Join(", ", policy?.Channels.Select(channel => channel.Id) ?? [])));
        }
        else if (!origins.MayIssue(context.Request, body.Channel, body.Origin))
        {
            errors.Add(new FieldError(
                "origin", $"Pages of '{Short(body.Origin)}' may not call on channel '{body.Channel}'.", $"{BrowserOrigins.OwnOrigin(context.Request)}, or an origin listed in Nba:Channels:{body.Channel}:Origins"));
        }

        if (errors.Count > 0)
        {
            return Problems.Validation(errors);
        }

        var (text, expires) = tokens.Issue(id, body.Channel, body.Origin);
        return TypedResults.Json(new BrowserTokenAnswer(text, expires), HubJson.Options);
    }

    private static string Short(string text) => text.Length > 80 ? text[..80] : text;
}
