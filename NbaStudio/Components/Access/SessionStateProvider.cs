using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Components.Access;

/// <summary>Looks every few seconds whether the session of an open page still stands. Signed out, disabled, expired or given other roles: the page is told at the next look.</summary>
internal sealed class SessionStateProvider(ILoggerFactory loggers, AccountRegistry accounts) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(3);

    private IReadOnlyList<string>? _scopes;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var caller = await accounts.CallerOfAsync(authenticationState.User, cancellationToken);
        var changed = _scopes is { } before && !before.SequenceEqual(caller.Scopes);
        _scopes = caller.Scopes;
        if (changed && caller.Kind != CallerKind.Anonymous)
        {
            // Another role: whoever shows and hides by it looks again.
            NotifyAuthenticationStateChanged(Task.FromResult(authenticationState));
        }

        return caller.Kind != CallerKind.Anonymous;
    }
}
