using Microsoft.AspNetCore.Components;
using NbaStudio.Live;

namespace NbaStudio.Components;

/// <summary>A component that follows the live feed: it pulls when woken and renders only when what it shows changed.</summary>
public abstract class FeedComponent : ComponentBase, IDisposable
{
    private IDisposable? _subscription;
    private bool _disposed;

    [Inject]
    protected LiveFeed Feed { get; set; } = null!;

    /// <summary>100 ms for tables, 250 ms for charts.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>Reads the feed. True = something visible changed.</summary>
    protected abstract bool Pull();

    protected override void OnInitialized()
    {
        Pull();
        _subscription = Feed.Subscribe(Interval, () => _ = WakeAsync());
    }

    public virtual void Dispose()
    {
        _disposed = true;
        _subscription?.Dispose();
        GC.SuppressFinalize(this);
    }

    private Task WakeAsync() => InvokeAsync(async () =>
    {
        if (_disposed)
        {
            return;
        }

        try
        {
            if (Pull())
            {
                StateHasChanged();
            }
        }
        catch (Exception exception)
        {
            // A background update has no caller: the error boundary round the page is told.
            await DispatchExceptionAsync(exception);
        }
    });
}
