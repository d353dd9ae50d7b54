using NbaStudio.Hosting.Http;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Security;

/// <summary>Finds out who calls the API and whether the endpoint is meant for them.</summary>
internal sealed class ApiAccessMiddleware(RequestDelegate next, ApiKeyRegistry keys, BrowserTokens tokens, AccountRegistry accounts)
{
    public const string KeyHeader = "X-Api-Key";
    private const string Bearer = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!ApiPaths.NeedsCaller(context.Request.Path))
        {
            await next(context);
            return;
        }

        var (caller, refusal) = await IdentifyAsync(context);
        refusal ??= Authorize(context, caller!);
        if (refusal is not null)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        context.SetCaller(caller!);
        await next(context);
    }

    private async ValueTask<(Caller? Caller, IResult? Refusal)> IdentifyAsync(HttpContext context)
    {
        var request = context.Request;
        var metadata = context.GetEndpoint()?.Metadata;
        var origin = request.Headers.Origin.ToString();
        if (request.Headers.TryGetValue(KeyHeader, out var secret))
        {
            if (origin.Length > 0)
            {
                return (null, Problems.Forbidden("An API key must not be used in a browser: requests with an Origin take a browser token."));
            }

            return await keys.VerifyAsync(secret.ToString(), context.RequestAborted) is { } key
                ? (Caller.ForKey(key), null)
                : (null, Problems.Unauthorized("The API key is unknown or revoked."));
        }

        if (request.Headers.Authorization.ToString() is var authorization && authorization.StartsWith(Bearer, StringComparison.Ordinal))
        {
            return IdentifyBrowser(request, metadata, authorization[Bearer.Length..], origin);
        }

        var own = BrowserOrigins.OwnOrigin(request);
        var open = metadata?.GetMetadata<TrackingTokenCall>() is not null;
        if (origin.Length > 0 && origin != own)
        {
            return open ? (Caller.Anonymous, null) : (null, Problems.Unauthorized("Pages of other origins need a browser token (Authorization: Bearer ...)."));
        }

        if (EntryMiddleware.HasAccounts(context))
        {
            var person = await accounts.CallerOfAsync(context.User, context.RequestAborted);
            if (person.Kind == CallerKind.Account)
            {
                // A browser names the origin of every request that changes something; one without it is not our page.
                return IsSafe(request.Method) || origin == own ? (person, null) : (null, Problems.Forbidden("With a sign-in, requests that change something come from the hub's own pages only; programs use an API key."));
            }

            return open ? (Caller.Anonymous, null) : (null, Problems.Unauthorized($"This call needs an API key in the header {KeyHeader}, or a sign-in."));
        }

        if (!await keys.IsRequiredAsync(context.RequestAborted))
        {
            return (Caller.Local, null);
        }

        return open ? (Caller.Anonymous, null) : (null, Problems.Unauthorized($"This call needs an API key in the header {KeyHeader}."));
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private (Caller? Caller, IResult? Refusal) IdentifyBrowser(HttpRequest request, EndpointMetadataCollection? metadata, string text, string origin)
    {
        if (tokens.Read(text) is not { } token)
        {
            return (null, Problems.Unauthorized("The browser token is unknown or expired; tokens work for 15 minutes."));
        }

        // Browsers leave the Origin out of reads of their own site.
        var from = origin.Length > 0 ? origin : BrowserOrigins.OwnOrigin(request);
        if (!token.Origin.Equals(from, StringComparison.OrdinalIgnoreCase))
        {
            return (null, Problems.Forbidden($"The browser token belongs to pages of {token.Origin}, not of {from}."));
        }

        if (metadata?.GetMetadata<BrowserCall>() is null)
        {
            return (null, Problems.Forbidden("A browser token does not open this call."));
        }

        return request.RouteValues.TryGetValue("id", out var id) && !token.CustomerId.Equals(id)
            ? (null, Problems.Forbidden("The browser token belongs to another customer."))
            : (Caller.ForBrowser(token), null);
    }

    private static IResult? Authorize(HttpContext context, Caller caller)
    {
        if (caller.Kind is CallerKind.Browser or CallerKind.Anonymous)
        {
            return null;
        }

        var scope = context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Scope ?? Scopes.Admin;
        return caller.Has(scope) || context.GetEndpoint() is null
            ? null
            : Problems.Forbidden($"{(caller.Kind == CallerKind.Account ? caller.Name : "The API key")} lacks the scope '{scope}'; it has {string.Join(", ", caller.Scopes)}.");
    }
}
