namespace NbaStudio.Security;

/// <summary>Headers that limit what a page of this site can do, whatever gets into it.</summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    // No inline script. Inline style attributes are what the component library works with.
    public const string Policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (ApiPaths.NeedsCaller(context.Request.Path))
        {
            headers.CacheControl = "no-store";
        }

        return next(context);
    }
}
