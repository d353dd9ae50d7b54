using NbaStudio.Hosting.Http;

namespace NbaStudio.Security;

/// <summary>Answers 403 with the reason to everything that local mode refuses, pages and sockets included.</summary>
internal sealed class LocalModeMiddleware(RequestDelegate next, LocalModeRules rules)
{
    public Task InvokeAsync(HttpContext context) => rules.Refuse(context) is { } reason
        ? Problems.Forbidden(reason).ExecuteAsync(context)
        : next(context);
}
