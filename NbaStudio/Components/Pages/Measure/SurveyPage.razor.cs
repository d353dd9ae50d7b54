using System.Globalization;
using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Measure;

/// <summary>Why customers got what they got: where candidates fall, whom nothing is left for, which actions nobody sees, what exploring costs.</summary>
public sealed partial class SurveyPage
{
    private readonly CancellationTokenSource _closed = new();
    private CancellationTokenSource? _running;
    private SurveyView? _view;

    [Inject]
    private IMeasureDesk Desk { get; set; } = null!;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private IViewer Viewer { get; set; } = null!;

    private long Looked => _view is null ? 0 : _view.Of.Decisions + _view.Of.LeftOut;

    private string Progress => (_view is { Of.Sample: > 0 } view ? 100.0 * Looked / view.Of.Sample : 0).ToString("0", CultureInfo.InvariantCulture);

    private string Summary => _view is not { Of: { Decisions: > 0 } of }
        ? W[_running is null ? "survey.nothing" : "survey.looking"]
        : W["survey.found", F.Number(of.Decisions), of.Since is { } since ? F.Moment(since) : "", F.Number(of.Candidates / Math.Max(1, of.Decisions)), F.Percent((double)of.Chosen / Math.Max(1, of.Candidates))]
            + (of.LeftOut > 0 ? " " + W["survey.leftOut", F.Number(of.LeftOut)] : "");

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await LookAsync();
            StateHasChanged();
        }
    }

    private async Task LookAsync()
    {
        if (_running is not null || _closed.IsCancellationRequested)
        {
            return;
        }

        using var running = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        _running = running;
        try
        {
            var told = 0L;
            await foreach (var view in Desk.SurveyAsync(await Viewer.NowAsync(), W.Language, running.Token))
            {
                _view = view;
                if (Environment.TickCount64 - told > 250)
                {
                    told = Environment.TickCount64;
                    StateHasChanged();
                    await Task.Yield();
                }
            }
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            // What was found so far stays.
        }
        finally
        {
            _running = null;
        }
    }
}
