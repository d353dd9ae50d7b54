using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NbaStudio.Components.Controls;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Rules;

// The filter of the list, as it stands in the address.
public sealed partial class RulesPage
{
    private readonly FilterEcho _echo = new("/rules", "q", "of", "all");
    private string _text = "";
    private string? _kind;
    private bool _all;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Part of a name, an id or a rule; all when absent.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? SearchText { get; set; }

    /// <summary>The one kind of place that is shown; all when absent.</summary>
    [SupplyParameterFromQuery(Name = "of")]
    public string? OfKind { get; set; }

    /// <summary>1 = places without a rule, too.</summary>
    [SupplyParameterFromQuery(Name = "all")]
    public string? WithAll { get; set; }

    private string Filter => FilterOf(_text, _kind, _all);

    // A long list of places without rules hides those with one.
    private List<RulePlace> Found => [.. _places.Where(p => (_all || p.Rules.Count > 0) && (_kind is null || p.Kind == _kind) && Matches(p))];

    private static string FilterOf(string? text, string? kind, bool all) => FilterEcho.Query(("q", text?.Trim()), ("of", kind), ("all", all ? "1" : null));

    private string ListWith(string filter) => FilterEcho.Address("/rules", filter, FilterEcho.Query(("change", Change)));

    /// <summary>Takes the filter of the address; true where that is what changed.</summary>
    private bool TakeFilter()
    {
        // A rule has none.
        if (Kind is not null)
        {
            return false;
        }

        var kind = Kinds.Any(k => k.Item1 == OfKind) ? OfKind : null;
        var news = _echo.Read(FilterOf(SearchText, kind, WithAll == "1"), Filter);
        if (news == FilterNews.Other)
        {
            (_text, _kind, _all) = (SearchText ?? "", kind, WithAll == "1");
        }

        return news != FilterNews.None;
    }

    private async Task FilterByAsync(string text, string? kind, bool all)
    {
        var before = Filter;
        (_text, _kind, _all) = (text, kind, all);
        if (Filter != before)
        {
            await _echo.WriteAsync(Js, Filter);
        }
    }

    private bool Matches(RulePlace place) => _text.Trim() is var text && (text.Length == 0
        || place.Label.Contains(text, StringComparison.OrdinalIgnoreCase) || place.Id.Contains(text, StringComparison.OrdinalIgnoreCase)
        || place.Rules.Values.Any(r => r.Contains(text, StringComparison.OrdinalIgnoreCase)));
}
