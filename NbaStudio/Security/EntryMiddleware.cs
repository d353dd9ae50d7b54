using NbaStudio.Hosting.Http;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Security;

/// <summary>Answers 403 with the reason to every request that comes in a way it may not, pages and sockets included. Runs before forwarded headers are read.</summary>
internal sealed class EntryMiddleware(RequestDelegate next, AccountRegistry accounts, OriginRules origins, AccountModeRules rules)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Whoever is being set up stays under the rules that the request came in by.
        var hasAccounts = await accounts.AnyAsync(context.RequestAborted);
        var reason = hasAccounts ? rules.RefuseProxy(context) : LocalModeRules.Refuse(context) ?? origins.Refuse(context);
        if (reason is not null)
        {
            await Problems.Forbidden(reason).ExecuteAsync(context);
            return;
        }

        context.Items[typeof(EntryMiddleware)] = hasAccounts;
        await next(context);
    }

    public static bool HasAccounts(HttpContext context) => context.Items[typeof(EntryMiddleware)] is true;
}
