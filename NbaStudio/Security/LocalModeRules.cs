using System.Net;
using Microsoft.Net.Http.Headers;

namespace NbaStudio.Security;

/// <summary>What every request must satisfy while there is no admin account: it comes from this machine and from no foreign page.</summary>
public sealed class LocalModeRules(BrowserOrigins origins)
{
    private static readonly string[] ApiContentTypes = ["application/json", "application/x-ndjson", "text/csv"];

    /// <summary>Why the request is refused, or null.</summary>
    public string? Refuse(HttpContext context)
    {
        var request = context.Request;
        if (context.Connection.LocalIpAddress is { } address && !IPAddress.IsLoopback(address))
        {
            return $"The hub is reached at {address}. Without an admin account it answers on loopback addresses only.";
        }

        if (request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]"))
        {
            return $"Host '{request.Host.Value}' is not allowed. Without an admin account the hub answers to localhost, 127.0.0.1 and [::1] only.";
        }

        foreach (var header in request.Headers.Keys)
        {
            if (header.Equals("Forwarded", StringComparison.OrdinalIgnoreCase) || header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase))
            {
                return $"Header '{header}' is not allowed. Without an admin account the hub does not answer through proxies.";
            }
        }

        return RefuseOrigin(context) ?? RefuseContentType(request);
    }

    private string? RefuseOrigin(HttpContext context)
    {
        var request = context.Request;
        if (!request.Headers.TryGetValue(HeaderNames.Origin, out var origin) || origin.ToString() == BrowserOrigins.OwnOrigin(request))
        {
            return null;
        }

        return context.GetEndpoint()?.Metadata.GetMetadata<BrowserCall>() is not null && origins.IsListed(origin.ToString())
            ? null
            : $"Origin '{origin}' is not allowed. Pages of other origins may only make browser calls, and only where the channel lists them (Nba:Channels:<id>:Origins).";
    }

    private static string? RefuseContentType(HttpRequest request)
    {
        var hasBody = request.ContentLength > 0 || request.Headers.ContainsKey(HeaderNames.TransferEncoding);
        if (!ApiPaths.IsApi(request.Path) || (!hasBody && string.IsNullOrEmpty(request.ContentType)))
        {
            return null;
        }

        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && ApiContentTypes.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"Content-Type '{request.ContentType}' is not allowed. The API takes {string.Join(", ", ApiContentTypes)}.";
    }
}
