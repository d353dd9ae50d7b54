using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using NbaStudio.Data.Accounts;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Components.Pages.Door;

/// <summary>Lets somebody in who has shown everything that was asked for.</summary>
internal static class DoorSession
{
    public static async Task OpenAsync(HttpContext context, AccountSignIn accounts, string accountId)
    {
        var (id, expires) = await accounts.OpenSessionAsync(accountId, context.Request.Headers.UserAgent.ToString(), context.RequestAborted);
        await context.SignOutAsync(SecondStep.Scheme);
        await context.SignInAsync(
            AccountRegistry.Scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(AccountRegistry.SessionClaim, id)], AccountRegistry.Scheme)),
            new AuthenticationProperties { IsPersistent = true, ExpiresUtc = expires });
    }
}
