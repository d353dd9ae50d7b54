using System.Globalization;
using Microsoft.AspNetCore.Components;
using NbaStudio.Engine.Conditions;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Events;

/// <summary>Runs the pattern over the last days of the journal; can be cancelled, says how far it is, and ends with the page.</summary>
public sealed partial class JournalTest : IDisposable
{
    private CancellationTokenSource? _running;
    private double _share;
    private string? _message;
    private bool _disposed;

    [Inject]
    private IPatternDesk Desk { get; set; } = null!;

    [Inject]
    private ILogger<JournalTest> Log { get; set; } = null!;

    [Parameter, EditorRequired]
    public PatternWork Work { get; set; } = null!;

    [Parameter]
    public EventCallback OnChange { get; set; }

    private bool CanRun => Work.Editor.IsValid && CoolDown is not null;

    private TimeSpan? CoolDown => string.IsNullOrWhiteSpace(Work.CoolDown) ? TimeSpan.Zero : Durations.TryParse(Work.CoolDown.Trim(), out var rest) ? rest : null;

    private string Share => (_share * 100).ToString("0", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _disposed = true;
        _running?.Cancel();
    }

    private void SetDays(ChangeEventArgs change) =>
        Work.Days = int.TryParse(change.Value as string, CultureInfo.InvariantCulture, out var days) ? Math.Clamp(days, 1, IPatternDesk.MaximumDays) : Work.Days;

    private void Cancel() => _running?.Cancel();

    private async Task RunAsync()
    {
        if (_running is not null || CoolDown is not { } rest)
        {
            return;
        }

        using var running = new CancellationTokenSource();
        (_running, _share, _message) = (running, 0, null);
        var key = Work.TestKey;
        try
        {
            Work.Test = await Desk.TestAsync(Work.Editor.Text, rest, Work.Days, new Steps(this), running.Token);
            Work.Tested = key;
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            _message = W["test.cancelled"];
        }
        catch (Exception exception)
        {
            Log.LogError(exception, "The pattern could not be tested");
            _message = W["test.failed"];
        }
        finally
        {
            _running = null;
        }

        await OnChange.InvokeAsync();
    }

    private void Show(double share) => _ = InvokeAsync(() =>
    {
        if (!_disposed && _running is not null)
        {
            _share = share;
            StateHasChanged();
        }
    });

    /// <summary>Tells the page about every hundredth, so that a long journal does not flood it.</summary>
    private sealed class Steps(JournalTest owner) : IProgress<double>
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
