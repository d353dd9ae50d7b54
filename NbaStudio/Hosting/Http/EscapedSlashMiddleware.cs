using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace NbaStudio.Hosting.Http;

/// <summary>
/// Gives endpoints the ids of a path as they were meant. The server decodes a path except for %2F, so that the id "a/b" would arrive as "a%2Fb", as would the id "a%2Fb"
/// itself. Which of them was meant stands in the request line only.
/// </summary>
internal sealed class EscapedSlashMiddleware(RequestDelegate next)
{
    private const string Slash = "%2F";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern: var pattern } && RawPath(context) is { } path && path.Contains(Slash, StringComparison.OrdinalIgnoreCase))
        {
            Decode(context.Request.RouteValues, pattern, path.Split('/'));
        }

        return next(context);
    }

    private static void Decode(RouteValueDictionary values, RoutePattern pattern, string[] segments)
    {
        for (var i = 0; i < pattern.PathSegments.Count && i + 1 < segments.Length; i++)
        {
            if (pattern.PathSegments[i] is { IsSimple: true, Parts: [RoutePatternParameterPart { IsCatchAll: false } parameter] }
                && values[parameter.Name] is string value && segments[i + 1].Contains(Slash, StringComparison.OrdinalIgnoreCase)
                && Uri.UnescapeDataString(segments[i + 1]) is var meant && string.Equals(value, meant.Replace("/", Slash, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            {
                values[parameter.Name] = meant;
            }
        }
    }

    /// <summary>The path as it was sent; null where the request line names a whole address.</summary>
    private static string? RawPath(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', ..] target ? target.Split('?', 2)[0] : null;
}
