using Microsoft.AspNetCore.Components;
using NbaStudio.Components.Access;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Events;

/// <summary>Events &amp; triggers: what happens, what is waited for, patterns being written, and what waits. Patterns under work are kept while the page is open.</summary>
public sealed partial class EventsPage
{
    private static readonly string[] Known = ["catalogue", "triggers", "pattern", "timers"];
    private bool _restored;
    private readonly Dictionary<string, PatternWork> _works = new(StringComparer.Ordinal);

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private IPatternDesk Desk { get; set; } = null!;

    [Inject]
    private DraftKeeper Drafts { get; set; } = null!;

    [Inject]
    private ITriggerEditor Editor { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Part of the page; the catalogue when absent.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    public string? View { get; set; }

    /// <summary>The trigger whose pattern is edited; a new one when absent.</summary>
    [SupplyParameterFromQuery(Name = "trigger")]
    public string? TriggerName { get; set; }

    private string Shown => Known.Contains(View) ? View! : Known[0];

    private string LastTrigger { get; set; } = "";

    private PatternWork? Work { get; set; }

    private IEnumerable<(string View, string Path)> Views =>
        Known.Select((view, i) => (view, i == 0 ? "/events" : $"/events?view={view}{(view == "pattern" && LastTrigger.Length > 0 ? "&trigger=" + Uri.EscapeDataString(LastTrigger) : "")}"));

    protected override async Task OnParametersSetAsync()
    {
        if (Choose() is { } opened)
        {
            await RestoreAsync(opened);
        }
    }

    /// <summary>Chooses the work of the address; returns it where it was opened just now.</summary>
    private PatternWork? Choose()
    {
        if (Shown != "pattern")
        {
            return null;
        }

        PatternWork? opened = null;
        var name = TriggerName ?? "";
        if (!_works.TryGetValue(name, out var work) && Editor.Open(name.Length == 0 ? null : name, W.Language) is { } form)
        {
            _works[name] = opened = work = new PatternWork(form, text => Desk.Check(text, W.Language), W.Language);
        }

        if (name.Length > 0 && work is not null && _works.GetValueOrDefault("") == work)
        {
            _works.Remove("");
        }

        (Work, LastTrigger) = (work, work is null ? LastTrigger : name);
        return opened;
    }

    private async Task BeginNew()
    {
        await DropAsync("");
        _works.Remove("");
        LastTrigger = "";
        Navigation.NavigateTo("/events?view=pattern");
        // The address may be the same already.
        Choose();
    }

    private async Task RestoreAsync(PatternWork work)
    {
        if (await Drafts.FindAsync(EditorOf(LastTrigger)) is { } text && PatternDraft.Read(text) is { } draft)
        {
            work.Restore(draft);
            _restored = true;
        }
    }

    private async Task KeepAsync()
    {
        if (Work is { } work)
        {
            await Drafts.KeepAsync(EditorOf(work.IsNew ? "" : work.Name), PatternDraft.Of(work).Write());
        }
    }

    private async Task ThrowAwayAsync()
    {
        await DropAsync(LastTrigger);
        _works.Remove(LastTrigger);
        Choose();
    }

    private Task DropAsync(string trigger)
    {
        _restored = false;
        return Drafts.DropAsync(EditorOf(trigger));
    }

    private static string EditorOf(string trigger) => "trigger:" + trigger;

    // What was published is the basis from now on; the last test stays.
    private async Task Published(string name)
    {
        if (Work is not { } work)
        {
            return;
        }

        await DropAsync(work.IsNew ? "" : name);

        if (Editor.Open(name, W.Language) is { } form)
        {
            work.Rebase(form);
        }

        // The address changes a moment later; until then a new trigger's work stands under no name as well, so that nothing on the page is made anew.
        _works[name] = work;
        LastTrigger = name;
        Navigation.NavigateTo("/events?view=pattern&trigger=" + Uri.EscapeDataString(name));
    }
}
