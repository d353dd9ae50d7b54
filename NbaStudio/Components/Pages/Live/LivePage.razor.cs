using Microsoft.AspNetCore.Components;
using NbaStudio.Live;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Live;

/// <summary>Decisions as they happen. Pulls one summary per wake and hands it to the cards; the stream follows the feed by itself.</summary>
public sealed partial class LivePage
{
    [Inject]
    private IViewer Viewer { get; set; } = null!;

    private FeedWindow _window = FeedWindow.FiveMinutes;
    private WindowSummary _summary = null!;
    private bool _empty;
    private bool _stale;
    private bool _starting;
    private bool _table;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override TimeSpan Interval => TimeSpan.FromMilliseconds(250);

    private DateTimeOffset Now => Time.GetUtcNow();

    private IReadOnlyList<(FeedWindow Value, string Text)> Windows =>
        [.. Enum.GetValues<FeedWindow>().Select(window => (window, W["window.short." + window]))];

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Hub.Changed += OnHubChanged;
    }

    public override void Dispose()
    {
        Hub.Changed -= OnHubChanged;
        base.Dispose();
    }

    protected override bool Pull()
    {
        var before = (_summary, _empty, _stale);
        _summary = Feed.Summary(_window);
        _empty = Feed.Decisions == 0;
        _stale = Feed.Condition != HubCondition.Ready;
        return before != (_summary, _empty, _stale);
    }

    private void OnHubChanged() => _ = InvokeAsync(StateHasChanged);

    private void Choose(FeedWindow window)
    {
        _window = window;
        Pull();
    }

    private async Task StartMarket()
    {
        if (_starting)
        {
            return;
        }

        _starting = true;
        try
        {
            await Hub.StartMarketAsync(await Viewer.NowAsync());
        }
        finally
        {
            _starting = false;
        }
    }
}
