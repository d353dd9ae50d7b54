using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NbaStudio.Components.Controls;

namespace NbaStudio.Components.Pages.Actions;

// The filter, as it stands in the address.
public sealed partial class ActionsPage
{
    private readonly FilterEcho _echo = new("/actions", "q", "status", "group", "channel", "archived");

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Part of a name or id; all when absent.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? SearchText { get; set; }

    /// <summary>State of the items that are shown; all when absent.</summary>
    [SupplyParameterFromQuery(Name = "status")]
    public string? StatusName { get; set; }

    /// <summary>Path of the one group that is shown; all when absent.</summary>
    [SupplyParameterFromQuery(Name = "group")]
    public string? GroupPath { get; set; }

    /// <summary>The one channel that is shown; all when absent.</summary>
    [SupplyParameterFromQuery(Name = "channel")]
    public string? ChannelId { get; set; }

    /// <summary>yes = archived items are shown too.</summary>
    [SupplyParameterFromQuery(Name = "archived")]
    public string? ArchivedText { get; set; }

    private ActionFilter Filter => _rows.Filter;

    /// <summary>Takes the filter of the address; true where that is what changed.</summary>
    private bool TakeFilter()
    {
        var filter = ActionFilter.Read(SearchText, StatusName, GroupPath, ChannelId, ArchivedText);
        var news = _echo.Read(filter.Write(), Filter.Write());
        if (news == FilterNews.Other)
        {
            _rows.Filter = filter;
            _rows.Refresh();
        }

        return news != FilterNews.None;
    }

    private async Task FilterByAsync(ActionFilter filter)
    {
        var isSame = filter.Write() == Filter.Write();
        _rows.Filter = filter;
        _rows.Refresh();
        if (!isSame)
        {
            await _echo.WriteAsync(Js, filter.Write());
        }
    }
}
