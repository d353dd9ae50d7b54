using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NbaStudio.Components.Controls;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Events;

/// <summary>Every type of event, declared or only seen, with live counts.</summary>
public sealed partial class EventCatalogue
{
    private readonly FilterEcho _echo = new("/events", "q", "new");
    private string _query = "";
    private bool _onlyNew;

    [Inject]
    private IEventTypeReader Types { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Part of a type or its name, as it stands in the address.</summary>
    [Parameter]
    public string? Query { get; set; }

    /// <summary>1 = only those that nobody declared.</summary>
    [Parameter]
    public string? New { get; set; }

    /// <summary>The change that the page shows, which the address keeps; null = none.</summary>
    [Parameter]
    public string? Change { get; set; }

    /// <summary>Whether the hub raises it itself: outcomes and goals are declared by nobody.</summary>
    internal static bool IsRaised(EventTypeView type) => OutcomeEventTypes.Contains(type.Type) || GoalEventTypes.Contains(type.Type);

    /// <summary>Whether it came and waits to be declared.</summary>
    internal static bool IsNew(EventTypeView type) => !type.Declared && !IsRaised(type);

    protected override TimeSpan Interval => TimeSpan.FromSeconds(1);

    private IReadOnlyList<(bool Value, string Text)> Which =>
        [(false, W["events.all", F.Number(Model!.Types.Count)]), (true, W["events.undeclared", F.Number(Model.Types.Count(IsNew))])];

    private List<EventTypeView> Found =>
        [.. Model!.Types.Where(t => (!_onlyNew || IsNew(t)) && TextValue.Fold(t.Type + "\n" + t.Label.In(W.Language)).Contains(TextValue.Fold(_query.Trim()), StringComparison.Ordinal))];

    protected override Task<EventTypeList> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Types.Read(W.Language));

    // What is shown moves with counts, times and declarations; samples are looked at when a type is opened.
    protected override bool Same(EventTypeList before, EventTypeList after) => before.OtherEvents == after.OtherEvents && before.Types.Count == after.Types.Count
        && before.Types.Zip(after.Types).All(p => (p.First.Type, p.First.Declared, p.First.Today, p.First.LastHour, p.First.LastSeen) == (p.Second.Type, p.Second.Declared, p.Second.Today, p.Second.LastHour, p.Second.LastSeen));

    private string Filter => FilterOf(_query, _onlyNew);

    private static string FilterOf(string query, bool onlyNew) => FilterEcho.Query(("q", query.Trim()), ("new", onlyNew ? "1" : null));

    protected override void OnParametersSet()
    {
        if (_echo.Read(FilterOf(Query ?? "", New == "1"), Filter) == FilterNews.Other)
        {
            (_query, _onlyNew) = (Query ?? "", New == "1");
        }
    }

    private async Task FilterByAsync(string query, bool onlyNew)
    {
        var before = Filter;
        (_query, _onlyNew) = (query, onlyNew);
        if (Filter != before)
        {
            await _echo.WriteAsync(Js, Filter);
        }
    }

    private string AddressOf(string filter) => FilterEcho.Address("/events", filter, FilterEcho.Query(("change", Change)));

    private Task ClearAsync() => FilterByAsync("", false);
}
