using Microsoft.AspNetCore.Http.Metadata;
using NbaStudio.Security;

namespace NbaStudio.Hosting.Http;

internal static class BodyLimits
{
    /// <summary>How many bytes the request's endpoint takes.</summary>
    public static long Of(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? BodyLimitMiddleware.DefaultBytes;
}
