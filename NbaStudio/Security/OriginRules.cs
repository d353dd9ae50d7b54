using Microsoft.Net.Http.Headers;

namespace NbaStudio.Security;

/// <summary>Which pages may make a request, and in what form: the same with and without accounts.</summary>
public sealed class OriginRules(BrowserOrigins origins)
{
    private static readonly string[] ApiContentTypes = ["application/json", "application/x-ndjson", "text/csv", "application/octet-stream", "image/png", "image/jpeg", "image/webp", "image/gif"];

    /// <summary>Why the request is refused, or null.</summary>
    public string? Refuse(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return RefuseOrigin(context) ?? RefuseContentType(context.Request);
    }

    private string? RefuseOrigin(HttpContext context)
    {
        var request = context.Request;
        if (!request.Headers.TryGetValue(HeaderNames.Origin, out var origin) || origin.ToString() == BrowserOrigins.OwnOrigin(request))
        {
            return null;
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<ForAnyPage>() is not null)
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
