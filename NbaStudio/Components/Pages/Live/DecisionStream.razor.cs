using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NbaStudio.Components.Controls;
using NbaStudio.Live;

namespace NbaStudio.Components.Pages.Live;

/// <summary>The newest decisions, filtered, held when paused. Rows keep their element, so that the keyboard's place moves with its row.</summary>
public sealed partial class DecisionStream
{
    private const int FirstRows = 9;
    private const int MostRows = 60;

    private readonly FilterEcho _echo = new("/", "objective", "channel");
    private IReadOnlyList<LiveDecision> _rows = [];
    private string? _objective;
    private string? _channel;
    private long? _heldAt;
    private long _fresh;
    private int _count = FirstRows;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Id of the one objective that is shown, as it stands in the address; all when absent.</summary>
    [SupplyParameterFromQuery(Name = "objective")]
    public string? Objective { get; set; }

    /// <summary>The one channel that is shown; all when absent.</summary>
    [SupplyParameterFromQuery(Name = "channel")]
    public string? Channel { get; set; }

    protected override TimeSpan Interval => TimeSpan.FromMilliseconds(100);

    private IReadOnlyList<(string Id, string Text)> Objectives => [.. Feed.Objectives.Select(objective => (objective.Id, objective.Label.In(W.Language)))];

    private IReadOnlyList<(string Id, string Text)> Channels => [.. Feed.Channels.Select(channel => (channel.Id, channel.Label.In(W.Language)))];

    private string FilterText
    {
        get
        {
            string?[] names = [Channels.FirstOrDefault(channel => channel.Id == _channel).Text, Objectives.FirstOrDefault(objective => objective.Id == _objective).Text];
            return string.Join(W["filter.and"], names.Where(name => name is not null));
        }
    }

    protected override bool Pull()
    {
        var (rows, fresh) = (_rows, _fresh);
        // A held list keeps its rows even when the ring has moved on; only their results change.
        _rows = _heldAt is null ? Feed.Recent(_count, _objective, _channel) : [.. _rows.Select(row => Feed.Find(row.DecisionId) ?? row)];
        _fresh = _heldAt is { } held ? Feed.Decisions - held : 0;
        return fresh != _fresh || !rows.SequenceEqual(_rows, ReferenceEqualityComparer.Instance);
    }

    private void TogglePause()
    {
        _heldAt = _heldAt is null ? Feed.Decisions : null;
        Pull();
    }

    private Task ChooseObjectiveAsync(string? id) => ChooseAsync(id, _channel);

    private Task ChooseChannelAsync(string? id) => ChooseAsync(_objective, id);

    private Task ClearFiltersAsync() => ChooseAsync(null, null);

    private void ShowMore()
    {
        _count = MostRows;
        Read();
    }

    private string Filter => FilterEcho.Query(("objective", _objective), ("channel", _channel));

    // The filter of the address, once it says another than the one that is shown.
    protected override void OnParametersSet()
    {
        if (_echo.Read(FilterEcho.Query(("objective", Objective), ("channel", Channel)), Filter) == FilterNews.Other)
        {
            (_objective, _channel) = (Blank(Objective), Blank(Channel));
            Read();
        }
    }

    private async Task ChooseAsync(string? objective, string? channel)
    {
        (_objective, _channel) = (objective, channel);
        Read();
        await _echo.WriteAsync(Js, Filter);
    }

    private static string? Blank(string? id) => string.IsNullOrEmpty(id) ? null : id;

    private void Read() => _rows = Feed.Recent(_count, _objective, _channel, _heldAt ?? long.MaxValue);
}
