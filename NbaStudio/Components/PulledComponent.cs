using Microsoft.AspNetCore.Components;
using NbaStudio.Live;

namespace NbaStudio.Components;

/// <summary>A part of a page that reads a model and reads it again while the feed moves: off the circuit's thread, one reading at a time, throttled. Keeps the last good model when reading fails.</summary>
public abstract class PulledComponent<T> : ComponentBase, IDisposable
    where T : class
{
    private readonly CancellationTokenSource _end = new();
    private IDisposable? _subscription;
    private int _reading;

    [Inject]
    private LiveFeed Feed { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    protected T? Model { get; private set; }

    protected ReadState State { get; private set; }

    /// <summary>Shortest time between two readings.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>Reads, off the circuit's thread.</summary>
    protected abstract Task<T> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Whether two models look the same, so that nothing is drawn anew.</summary>
    protected virtual bool Same(T before, T after) => false;

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        if (!_end.IsCancellationRequested)
        {
            _subscription = Feed.Subscribe(Interval, () => _ = InvokeAsync(LoadAsync));
        }
    }

    /// <summary>Reads now, unless a reading is under way.</summary>
    protected async Task LoadAsync()
    {
        if (_end.IsCancellationRequested || Interlocked.Exchange(ref _reading, 1) == 1)
        {
            return;
        }

        var before = (Model, State);
        try
        {
            (Model, State) = (await Task.Run(() => ReadAsync(_end.Token), _end.Token), ReadState.Ready);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            Loggers.CreateLogger(GetType()).LogError(exception, "A part of the page could not be read");
            State = ReadState.Failed;
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }

        if (!_end.IsCancellationRequested && (before.State != State || before.Model is null || Model is null || !Same(before.Model, Model)))
        {
            StateHasChanged();
        }
    }

    public virtual void Dispose()
    {
        _end.Cancel();
        _subscription?.Dispose();
        GC.SuppressFinalize(this);
    }
}
