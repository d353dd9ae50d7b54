using Microsoft.AspNetCore.Authentication;
using NbaStudio.Hosting.Http;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Security;

/// <summary>Once there are accounts: every page, file of a page, socket and list of numbers needs a sign-in, save those marked open. The API has its own guard after this one.</summary>
internal sealed class DoorMiddleware(RequestDelegate next, AccountRegistry accounts, ApiKeyRegistry keys, OriginRules origins)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!EntryMiddleware.HasAccounts(context))
        {
            await next(context);
            return;
        }

        if ((AccountModeRules.RefusePlain(context) ?? origins.Refuse(context)) is { } reason)
        {
            await Problems.Forbidden(reason).ExecuteAsync(context);
            return;
        }

        if (ApiPaths.NeedsCaller(context.Request.Path) || context.GetEndpoint()?.Metadata.GetMetadata<OpenToAll>() is not null || await IsKnownAsync(context))
        {
            await next(context);
            return;
        }

        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect($"{DoorPaths.SignIn}?returnUrl={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
            return;
        }

        await Problems.Unauthorized("Sign in first.").ExecuteAsync(context);
    }

    private async Task<bool> IsKnownAsync(HttpContext context)
    {
        var person = (await context.AuthenticateAsync(AccountRegistry.Scheme)).Principal;
        if (await accounts.CallerOfAsync(person, context.RequestAborted) is { Kind: CallerKind.Account } caller)
        {
            // Pages look at the roles themselves; files and numbers name their scope.
            var scope = context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Scope ?? (ApiPaths.AnswersProblems(context.Request.Path) ? Scopes.Read : null);
            return scope is null || caller.Has(scope);
        }

        // Programs read numbers and descriptions with a key.
        return ApiPaths.AnswersProblems(context.Request.Path) && context.Request.Headers.Origin.Count == 0
            && await keys.VerifyAsync(context.Request.Headers[ApiAccessMiddleware.KeyHeader].ToString(), context.RequestAborted) is { } key && Caller.ForKey(key).Has(Scopes.Read);
    }
}
