using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components;

/// <summary>A component that shows the hub's state and follows it.</summary>
public abstract class HubComponent : ComponentBase, IDisposable
{
    private bool _disposed;

    [Inject]
    protected IHubControl Hub { get; set; } = null!;

    protected override void OnInitialized() => Hub.Changed += OnChanged;

    public virtual void Dispose()
    {
        _disposed = true;
        Hub.Changed -= OnChanged;
        GC.SuppressFinalize(this);
    }

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        if (!_disposed)
        {
            StateHasChanged();
        }
    });
}
