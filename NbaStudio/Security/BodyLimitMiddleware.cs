using Microsoft.AspNetCore.Http.Features;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Security;

/// <summary>Refuses a body that says it is too long before any of it is read. Bodies that do not say stop at the same limit while they are read.</summary>
internal sealed class BodyLimitMiddleware(RequestDelegate next)
{
    /// <summary>Limit of endpoints that name none.</summary>
    public const long DefaultBytes = 1024 * 1024;

    // A caller still sends the body while we answer; up to here it is read and thrown away, so that the answer arrives.
    private const long DrainBytes = 64 * 1024 * 1024;

    public Task InvokeAsync(HttpContext context)
    {
        var feature = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (feature?.MaxRequestBodySize is not { } limit || context.Request.ContentLength is not { } length || length <= limit)
        {
            return next(context);
        }

        if (!feature.IsReadOnly && length <= DrainBytes)
        {
            feature.MaxRequestBodySize = length;
        }

        return Problems.TooLarge(limit, length).ExecuteAsync(context);
    }
}
