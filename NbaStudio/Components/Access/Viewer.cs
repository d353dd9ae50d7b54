using Microsoft.AspNetCore.Components.Authorization;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;

namespace NbaStudio.Components.Access;

/// <summary>Who looks, from the circuit's session.</summary>
internal sealed class Viewer : IViewer, IDisposable
{
    private readonly AuthenticationStateProvider _states;
    private readonly AccountRegistry _accounts;

    public Viewer(AuthenticationStateProvider states, AccountRegistry accounts)
    {
        (_states, _accounts) = (states, accounts);
        _states.AuthenticationStateChanged += OnChanged;
    }

    public event Action? Changed;

    public Caller Caller { get; private set; } = Caller.Anonymous;

    public async ValueTask<Caller> NowAsync()
    {
        var caller = await _accounts.CallerOfAsync((await _states.GetAuthenticationStateAsync()).User);
        var differs = caller.Kind != Caller.Kind || caller.Name != Caller.Name || !caller.Scopes.SequenceEqual(Caller.Scopes);
        Caller = caller;
        if (differs)
        {
            Changed?.Invoke();
        }

        return caller;
    }

    public void Dispose() => _states.AuthenticationStateChanged -= OnChanged;

    private void OnChanged(Task<AuthenticationState> state) => _ = NowAsync().AsTask();
}
