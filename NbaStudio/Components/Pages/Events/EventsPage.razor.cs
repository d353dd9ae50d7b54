using Microsoft.AspNetCore.Components;
using NbaStudio.Components.Access;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Events;

/// <summary>Events &amp; triggers: what happens, what is waited for, patterns being written, and what waits. Patterns under work are kept while the page is open.</summary>
public sealed partial class EventsPage
{
    private static readonly string[] Known = ["catalogue", "triggers", "pattern", "timers"];
    private bool _restored;
    private PolicySnapshot? _draft;
    private string? _draftOf;
    private Task _reading = Task.CompletedTask;
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
    private IItemEditor Items { get; set; } = null!;

    [Inject]
    private ITriggerReader Triggers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Part of the page; the catalogue when absent.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    public string? View { get; set; }

    /// <summary>The trigger whose pattern is edited; a new one when absent.</summary>
    [SupplyParameterFromQuery(Name = "trigger")]
    public string? TriggerName { get; set; }

    /// <summary>The change that triggers are read from and saved into; the policy in force, and a change for each, when absent.</summary>
    [SupplyParameterFromQuery(Name = "change")]
    public string? Change { get; set; }

    /// <summary>Filter of the catalogue. Taken here: a part of the page that an address brings in cannot take from it while it changes.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    /// <inheritdoc cref="Query"/>
    [SupplyParameterFromQuery(Name = "new")]
    public string? New { get; set; }

    private string Shown => Known.Contains(View) ? View! : Known[0];

    private string LastTrigger { get; set; } = "";

    private PatternWork? Work { get; set; }

    private IEnumerable<(string View, string Path)> Views =>
        Known.Select(view => (view, PathOf(view, view == "pattern" && LastTrigger.Length > 0 ? LastTrigger : null)));

    // Triggers that only the change has: the cards are of those in force.
    private IReadOnlyList<(string Name, string Label)> Fresh { get; set; } = [];

    /// <summary>The address of a part of the page.</summary>
    public static string PathOf(string view, string? trigger, string? change)
    {
        string[] query = [view == Known[0] ? "" : "view=" + view, trigger is null ? "" : "trigger=" + Uri.EscapeDataString(trigger), change is null ? "" : "change=" + Uri.EscapeDataString(change)];
        return "/events" + (query.All(q => q.Length == 0) ? "" : "?" + string.Join('&', query.Where(q => q.Length > 0)));
    }

    private string PathOf(string view, string? trigger) => PathOf(view, trigger, Change);

    protected override async Task OnParametersSetAsync()
    {
        if (_draftOf != Change)
        {
            // Another change has other triggers: what was written for the one before is kept by the tab.
            _works.Clear();
            (LastTrigger, Work) = ("", null);
            _reading = ReadDraftAsync();
        }

        // Whoever goes on to another part meanwhile must not find the policy in force in its place.
        var change = Change;
        await _reading;
        if (change != Change)
        {
            return;
        }

        if (await ChooseAsync() is { } opened)
        {
            await RestoreAsync(opened);
        }
    }

    private async Task ReadDraftAsync()
    {
        var change = _draftOf = Change;
        var draft = change is null ? null : await Items.OpenAsync(change);
        if (change != _draftOf)
        {
            return;
        }

        _draft = draft;
        var known = draft is null ? [] : Triggers.Read(W.Language).Triggers.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        Fresh = draft is null ? [] : [.. draft.Triggers.Where(t => t.Pattern is not null && !known.Contains(t.Name)).Select(t => (t.Name, t.Label.In(W.Language)))];
    }

    // A change that is not there, or makes no policy, leaves the policy in force to be looked at.
    private async Task<TriggerForm?> OpenAsync(string? name) =>
        _draft is not null && Change is { } change ? await Editor.OpenAsync(name, change, W.Language) : Editor.Open(name, W.Language);

    /// <summary>Chooses the work of the address; returns it where it was opened just now.</summary>
    private async Task<PatternWork?> ChooseAsync()
    {
        if (Shown != "pattern")
        {
            return null;
        }

        PatternWork? opened = null;
        var (name, change) = (TriggerName ?? "", Change);
        if (!_works.TryGetValue(name, out var work) && await OpenAsync(name.Length == 0 ? null : name) is { } form)
        {
            if (change != Change || name != (TriggerName ?? ""))
            {
                return null; // another address was opened meanwhile
            }

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
        Navigation.NavigateTo(PathOf("pattern", null));
        // The address may be the same already.
        await ChooseAsync();
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
            work.Note();
            await Drafts.KeepAsync(EditorOf(work.IsNew ? "" : work.Name), PatternDraft.Of(work).Write());
        }
    }

    private async Task ThrowAwayAsync()
    {
        await DropAsync(LastTrigger);
        _works.Remove(LastTrigger);
        await ChooseAsync();
    }

    private Task DropAsync(string trigger)
    {
        _restored = false;
        return Drafts.DropAsync(EditorOf(trigger));
    }

    private string EditorOf(string trigger) => "trigger:" + trigger + (Change is null ? "" : ":" + Change);

    // What was published is the basis from now on; the last test stays.
    private async Task Published(string name)
    {
        if (Work is not { } work)
        {
            return;
        }

        await DropAsync(work.IsNew ? "" : name);

        await ReadDraftAsync();
        if (await OpenAsync(name) is { } form)
        {
            work.Rebase(form);
        }

        // The address changes a moment later; until then a new trigger's work stands under no name as well, so that nothing on the page is made anew.
        _works[name] = work;
        LastTrigger = name;
        Navigation.NavigateTo(PathOf("pattern", name));
    }
}
