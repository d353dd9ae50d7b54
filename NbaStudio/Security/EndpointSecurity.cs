using Microsoft.AspNetCore.Mvc;

namespace NbaStudio.Security;

/// <summary>Says at an endpoint who may call it. An API endpoint that says nothing needs the scope admin.</summary>
public static class EndpointSecurity
{
    internal const string CorsPolicy = "browser-calls";

    /// <summary>Callers need this scope (or admin). In local mode without keys everybody on this machine has it.</summary>
    /// <exception cref="ArgumentException">There is no such scope.</exception>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder
    {
        if (!Scopes.All.Contains(scope))
        {
            throw new ArgumentException($"There is no scope '{scope}'.", nameof(scope));
        }

        return endpoint.WithMetadata(new RequiredScope(scope));
    }

    /// <summary>Takes a browser token in place of a key, and pages of the channel's listed origins may call. A route value {id} must be the token's customer;
    /// customer and channel in a body are checked by the endpoint with <see cref="Caller.MayActFor"/>.</summary>
    public static TBuilder AllowBrowserToken<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new BrowserCall()).RequireCors(CorsPolicy);

    /// <summary>May be called without any key: the endpoint itself then insists on a tracking token (caller kind Anonymous). Pages of listed origins may call.</summary>
    public static TBuilder AllowTrackingToken<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new BrowserCall(), new TrackingTokenCall()).RequireCors(CorsPolicy);

    /// <summary>Answers whoever asks, also once there are accounts: pages of messages, health, the sign-in itself and files that tell nothing.</summary>
    public static TBuilder OpenToAll<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new OpenToAll());

    /// <summary>Pages of any origin may show the answer: it is public, and asking changes nothing.</summary>
    public static TBuilder ForAnyPage<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ForAnyPage());

    /// <summary>Raises (or lowers) the limit of the request's body from 1 MB.</summary>
    public static TBuilder AllowBodyUpTo<TBuilder>(this TBuilder endpoint, long bytes)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequestSizeLimitAttribute(bytes));
}
