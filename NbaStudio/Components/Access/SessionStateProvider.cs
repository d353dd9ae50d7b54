using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Components.Access;

/// <summary>Looks every few seconds whether the session of an open page still stands. Signed out, disabled or expired: the page is told at the next look.</summary>
internal sealed class SessionStateProvider(ILoggerFactory loggers, AccountRegistry accounts) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(3);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        (await accounts.CallerOfAsync(authenticationState.User, cancellationToken)).Kind != CallerKind.Anonymous;
}
