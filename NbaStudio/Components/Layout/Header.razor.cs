using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using NbaStudio.Security;

namespace NbaStudio.Components.Layout;

/// <summary>Workspace, search, market, stop, language and theme.</summary>
public sealed partial class Header
{
    private static readonly (string Language, string Text, string Name)[] Languages = [("en", "EN", "English"), ("ja", "日本語", "日本語")];

    private bool _busy;

    [Inject]
    private IViewer Viewer { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>Whether the tools are open on a phone.</summary>
    [Parameter]
    public bool MoreOpen { get; set; }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Navigation.LocationChanged += OnLocationChanged;
    }

    public override void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        base.Dispose();
    }

    private bool MayPublish => Viewer.Caller.Has(Scopes.Publish);

    private string CultureLink(string language) => $"/culture?culture={language}&returnUrl={Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri))}";

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(StateHasChanged);

    private Task StopSending() => Once(async () => await Hub.StopSendingAsync(await Viewer.NowAsync()));

    private Task ToggleMarket() => Once(async () => await (Hub.Market is { Running: true } ? Hub.StopMarketAsync(await Viewer.NowAsync()) : Hub.StartMarketAsync(await Viewer.NowAsync())));

    // A second click while the first one works does nothing.
    private async Task Once(Func<Task> work)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            await work();
        }
        finally
        {
            _busy = false;
        }
    }
}
