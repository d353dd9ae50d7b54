using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
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
    private Func<Task>? _next;
    private Func<Task>? _asked;
    private ElementReference _stay;

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

    private bool IsOpen(DataItem item) => Model!.Task is DataTask.Edit or DataTask.Delete && ReferenceEquals(Model.Read, item);

    private Task ToggleAsync(DataItem item)
    {
        if (!IsOpen(item) || Model!.Task != DataTask.Edit)
        {
            return OpenAsync(item, DataTask.Edit);
        }

        return AskAsync(() =>
        {
            Model.Close();
            return Task.CompletedTask;
        });
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (_next is not null && !ReferenceEquals(_asked, _next))
        {
            // The question may stand far above what was pressed.
            _asked = _next;
            await _stay.FocusAsync(preventScroll: true);
        }
    }

    // What was typed goes only after a question.
    private Task AskAsync(Func<Task> next)
    {
        if (Model is not { IsUnsaved: true })
        {
            return next();
        }

        _next = next;
        return Task.CompletedTask;
    }

    private void Guard(LocationChangingContext context)
    {
        if (Model is { IsUnsaved: true } && _next is null)
        {
            var target = context.TargetLocation;
            _next = () =>
            {
                Navigation.NavigateTo(target);
                return Task.CompletedTask;
            };
            context.PreventNavigation();
            StateHasChanged();
        }
    }

    private Task LeaveAsync()
    {
        var next = _next!;
        Model!.Close();
        _next = null;
        return next();
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

    private Task BeginAsync(Action begin) => AskAsync(() =>
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

    private async Task CheckAsync()
    {
        if (Model is { Edited: { } edited } work)
        {
            var task = work.Task;
            work.Take(edited, task, await Task.Run(() => work.Look(edited, task)));
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
