using Microsoft.AspNetCore.Components;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Components.Pages.Foundations;

/// <summary>What everything else stands on: attributes of customers, channels, and the workspace's currency, languages and zone; edited into changes.</summary>
public sealed partial class DataPage
{
    /// <summary>So many rows are found by looking.</summary>
    private const int FewEnough = 12;

    private const string Attributes = "attributes";
    private const string Channels = "channels";
    private const string Settings = "workspace";
    private static readonly string[] Views = [Attributes, Channels, Settings];
    private static readonly string[] Carriers = ["web", "app", "email", "webhook", "agent"];

    private string _search = "";
    private string? _saved;
    private string? _shown;
    private int _round;
    private bool _isLooking;
    private bool _lookAgain;
    private Components.Access.EditGuard? _guard;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private IActionDesk Desk { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>attributes, channels or workspace.</summary>
    [SupplyParameterFromQuery]
    public string? View { get; set; }

    /// <summary>The change that is looked at; the published policy when absent.</summary>
    [SupplyParameterFromQuery]
    public string? Change { get; set; }

    protected override object Key => Change ?? "";

    private string Shown => Views.Contains(View) ? View! : Attributes;

    private IReadOnlyList<DataItem> Found => _search.Length == 0 || Model!.Attributes.Count <= FewEnough ? Model!.Attributes
        : [.. Model.Attributes.Where(a => a.Id.Contains(_search, StringComparison.OrdinalIgnoreCase) || a.NameIn(W.Language).Contains(_search, StringComparison.OrdinalIgnoreCase))];

    private EventCallback CloseOf => Shown == Settings ? default : EventCallback.Factory.Create(this, () => Model!.Close());

    protected override async Task<DataWork?> ReadAsync(CancellationToken cancellationToken)
    {
        var book = (Change is null ? null : await Desk.OpenAsync(Change, cancellationToken)) ?? await Desk.OpenAsync(null, cancellationToken)
            // Before the first revision there is nothing to read, and everything to begin.
            ?? new ActionBook(new PolicyDocument(), null);
        return new DataWork(book);
    }

    protected override async Task OnParametersSetAsync()
    {
        await base.OnParametersSetAsync();
        if (_shown != Shown)
        {
            // What was added before belongs to the part that was shown.
            _saved = _shown is null ? _saved : null;
            _shown = Shown;
            Model?.Close();
        }

        await ShowAsync();
    }

    // The settings are one item: they stand there as a form.
    private async Task ShowAsync()
    {
        if (Shown == Settings && Model is { Task: DataTask.None } work)
        {
            work.Open(work.Workspace, DataTask.Edit);
            _round++;
            await CheckAsync();
        }
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        await ShowAsync();
    }

    private static string Address(string view, string? change)
    {
        string[] query = [view == Attributes ? "" : "view=" + view, change is null ? "" : "change=" + Uri.EscapeDataString(change)];
        return "/data" + (query.All(q => q.Length == 0) ? "" : "?" + string.Join('&', query.Where(q => q.Length > 0)));
    }

    private static string IconOf(string type) => type switch { "text" or "textset" => "text", "datetime" => "clock", "boolean" => "check", "money" => "star", _ => "measure" };

    private bool IsOpen(DataItem item) => Model!.Task is DataTask.Edit or DataTask.Delete && Model.Read?.Kind == item.Kind && Model.Read.ReadId == item.ReadId;

    private Task ToggleAsync(DataItem item)
    {
        if (!IsOpen(item) || Model!.Task != DataTask.Edit)
        {
            return OpenAsync(item, DataTask.Edit);
        }

        return _guard!.AskAsync(() =>
        {
            Model.Close();
            return Task.CompletedTask;
        });
    }

    private Task DropAsync(bool stays)
    {
        Model!.Close();
        return stays ? ShowAsync() : Task.CompletedTask;
    }

    private async Task<bool> RestoreAsync(string text)
    {
        if (Model is not { } work || DataDraft.From(text) is not { } draft || !work.Restore(draft))
        {
            return false;
        }

        _round++;
        await CheckAsync();
        StateHasChanged();
        return true;
    }

    private Task TakeTheirsAsync(IReadOnlyList<FieldClash> clashes)
    {
        Model!.Take(clashes);
        _round++;
        return CheckAsync();
    }

    private Task OpenAsync(DataItem item, DataTask task) => BeginAsync(() => Model!.Open(item, task));

    private Task AddAsync(DataItem item) => BeginAsync(() => Model!.Add(item));

    private Task AddChannelAsync(string kind)
    {
        var label = Model!.Document.Languages.Where(l => Words.Languages.Contains(l)).ToDictionary(l => l, l => new Words(l)["data.carrier." + kind]);
        return AddAsync(DataItem.NewChannel(kind, ItemIds.Free(kind, id => Model.Channels.Any(c => c.Id == id)), label));
    }

    private Task BeginAsync(Action begin) => _guard!.AskAsync(() =>
    {
        begin();
        _round++;
        _saved = null;
        return CheckAsync();
    });

    // What was typed stands at once, so that the next field builds on it; the check of a large policy takes a while.
    private Task EditAsync(DataItem edited)
    {
        Model!.Change(edited);
        return CheckAsync();
    }

    // One look at a time; of what was typed meanwhile only the last is looked at.
    private async Task CheckAsync()
    {
        _lookAgain = true;
        if (_isLooking)
        {
            return;
        }

        _isLooking = true;
        try
        {
            while (_lookAgain && Model is { Edited: { } edited } work)
            {
                _lookAgain = false;
                var task = work.Task;
                work.Take(edited, task, await Task.Run(() => work.Look(edited, task)));
                // Whoever asked may have been told already that it is still to come.
                StateHasChanged();
            }
        }
        finally
        {
            _isLooking = false;
        }
    }

    // What is in the change is what the page goes on from; its address can be sent to somebody.
    private async Task SavedAsync(string change)
    {
        _saved = change;
        Model!.Close();
        if (Change == change)
        {
            await ReloadAsync();
        }
        else
        {
            Navigation.NavigateTo(Address(Shown, change));
        }
    }
}
