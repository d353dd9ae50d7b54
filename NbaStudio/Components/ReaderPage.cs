using Microsoft.AspNetCore.Components;
using NbaStudio.Security;

namespace NbaStudio.Components;

public enum ReadState : byte { Loading, Ready, Missing, Failed }

/// <summary>A page that reads one model: loads when its key changes, keeps the last good model while it reads again, and says so when reading fails.</summary>
public abstract class ReaderPage<T> : ComponentBase, IDisposable
    where T : class
{
    private CancellationTokenSource? _reading;
    private object? _key;

    [Inject]
    private IViewer Viewer { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    protected T? Model { get; private set; }

    protected ReadState State { get; private set; }

    /// <summary>Whether somebody has left the page: what ends only now leads nobody back.</summary>
    protected bool IsLeft { get; private set; }

    /// <summary>What the model depends on; another key = another model.</summary>
    protected abstract object Key { get; }

    /// <summary>Reads off the circuit's thread; null = there is no such thing.</summary>
    protected abstract Task<T?> ReadAsync(CancellationToken cancellationToken);

    protected override async Task OnParametersSetAsync()
    {
        if (!Key.Equals(_key))
        {
            _key = Key;
            Model = null;
            await LoadAsync();
        }
    }

    protected async Task LoadAsync()
    {
        // A page stays in sight when its session ends, so that nothing typed is lost; it reads no more.
        if (_key is not null && Model is not null && (await Viewer.NowAsync()).Kind == CallerKind.Anonymous)
        {
            return;
        }

        _reading?.Cancel();
        var reading = _reading = new CancellationTokenSource();
        State = ReadState.Loading;
        try
        {
            // A local database answers synchronously: on the circuit's thread it would hold up the page.
            var model = await Task.Run(() => ReadAsync(reading.Token), reading.Token);
            if (reading.IsCancellationRequested)
            {
                return;
            }

            Model = model;
            State = model is null ? ReadState.Missing : ReadState.Ready;
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            Loggers.CreateLogger(GetType()).LogError(exception, "The page could not read {Key}", _key);
            State = ReadState.Failed;
        }

        StateHasChanged();
    }

    public virtual void Dispose()
    {
        IsLeft = true;
        _reading?.Cancel();
        GC.SuppressFinalize(this);
    }
}
