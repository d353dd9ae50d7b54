using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using NbaStudio.Components.Controls;

namespace NbaStudio.Components.Layout;

/// <summary>Edge, header, navigation and the page.</summary>
public sealed partial class MainLayout : IDisposable
{
    private PanelBoundary? _boundary;
    private bool _more;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    protected override void OnInitialized() => Navigation.LocationChanged += OnLocationChanged;

    // An error boundary in a layout would keep its error on the next page.
    protected override void OnParametersSet() => _boundary?.Recover();

    public void Dispose() => Navigation.LocationChanged -= OnLocationChanged;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        _more = false;
        _ = InvokeAsync(StateHasChanged);
    }
}
