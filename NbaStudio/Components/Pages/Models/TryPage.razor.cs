using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Models;

/// <summary>Would the hub learn from the rows of a file? Can be cancelled, says how far it is, and ends with the page.</summary>
public sealed partial class TryPage : IDisposable
{
    private double _share;
    private string? _failure;
    private bool _disposed;

    [Inject]
    private IFileTrials Trials { get; set; } = null!;

    [Inject]
    private ILogger<TryPage> Log { get; set; } = null!;

    /// <summary>The treatment whose models are to be started; null = none is thought of.</summary>
    [SupplyParameterFromQuery]
    public string? Treatment { get; set; }

    private TryWork Work { get; set; } = null!;

    private string? Message => _failure ?? Work.Message;

    private string Share => (_share * 100).ToString("0", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _disposed = true;
        Work.Dispose();
    }

    protected override void OnInitialized() => Work = new TryWork(Trials);

    private Task OpenAsync(InputFileChangeEventArgs change) => GuardAsync("try.openFailed", () => Work.OpenAsync(() => change.File.OpenReadStream(IFileTrials.MaximumBytes), change.File.Name, change.File.Size));

    private Task RunAsync()
    {
        _share = 0;
        return GuardAsync("try.failed", () => Work.RunAsync(new Steps(this)));
    }

    private async Task GuardAsync(string failure, Func<Task> work)
    {
        _failure = null;
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            Log.LogError(exception, "The file could not be tried");
            _failure = failure;
        }
    }

    private void Show(double share) => _ = InvokeAsync(() =>
    {
        if (!_disposed && Work.IsRunning)
        {
            _share = share;
            StateHasChanged();
        }
    });

    /// <summary>Tells the page about every hundredth, so that a long file does not flood it.</summary>
    private sealed class Steps(TryPage owner) : IProgress<double>
    {
        private double _told = -1;

        public void Report(double value)
        {
            if (value - _told >= 0.01)
            {
                _told = value;
                owner.Show(value);
            }
        }
    }
}
