using System.Text.Json;
using Microsoft.AspNetCore.Components;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Actions;

/// <summary>One objective, group, action or treatment under work: its fields, what is wrong with them, and how its content looks.</summary>
public sealed partial class ItemEditor : IDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly CancellationTokenSource _closing = new();
    private ItemWork? _shown;
    private ContentPreviewView? _preview;
    private string? _parent;
    private string _language = "";
    private bool _asked;
    private bool _again;
    private bool _looking;
    private bool _checking;
    private bool _pausing;
    private bool _deleting;

    [Inject]
    private IActionDesk Desk { get; set; } = null!;

    [Inject]
    private IViewer Viewer { get; set; } = null!;

    [Parameter, EditorRequired]
    public ItemWork Work { get; set; } = null!;

    [Parameter, EditorRequired]
    public ActionBook Book { get; set; } = null!;

    /// <summary>Address of an item of a path; of all of them for none.</summary>
    [Parameter, EditorRequired]
    public Func<string?, string> AddressOf { get; set; } = null!;

    /// <summary>What is known of the item as it stands; null for a new one.</summary>
    [Parameter]
    public ActionDetails? Details { get; set; }

    /// <summary>Id of the customer that contents are shown for; null = none is chosen yet.</summary>
    [Parameter]
    public string? Customer { get; set; }

    [Parameter]
    public EventCallback<string?> CustomerChanged { get; set; }

    /// <summary>It stands in the change, whose id is given.</summary>
    [Parameter]
    public EventCallback<string> OnSaved { get; set; }

    /// <summary>A new item is given up.</summary>
    [Parameter]
    public EventCallback OnDiscard { get; set; }

    /// <summary>Something new is to be made under this one.</summary>
    [Parameter]
    public EventCallback OnAdd { get; set; }

    [Parameter]
    public EventCallback OnCopy { get; set; }

    /// <summary>All actions under this one are to be chosen.</summary>
    [Parameter]
    public EventCallback OnChooseBelow { get; set; }

    /// <summary>Its end stands in the change, whose id is given.</summary>
    [Parameter]
    public EventCallback<string> OnDeleted { get; set; }

    /// <summary>It was asked to pause, in a revision of its own.</summary>
    [Parameter]
    public EventCallback<BoardResult> OnPaused { get; set; }

    /// <summary>What pausing came to; null = it was not asked for.</summary>
    [Parameter]
    public BoardResult? Paused { get; set; }

    /// <summary>Something was edited.</summary>
    [Parameter]
    public EventCallback OnEdit { get; set; }

    private ItemDraft Draft => Work.Draft;

    private string Name => Draft.Text("label/" + W.Language) is { Length: > 0 } name ? name
        : Draft.Text("label/" + Book.Document.DefaultLanguage) is { Length: > 0 } standard ? standard : Details?.Trail[^1] ?? (Draft.Id.Length > 0 ? Draft.Id : W["actions.isNew"]);

    /// <summary>What it stands in; of what is new and stands nowhere yet, what it is to hang under.</summary>
    private IReadOnlyList<(string Text, string Href)> Steps
    {
        get
        {
            string[] ids = Details is { } details ? details.Path.Split('/')[..^1] : Draft.Parent is { } parent && Book.PathOf(Above, parent) is { } path ? path.Split('/') : [];
            return [(W["nav.actions"], AddressOf(null)), .. ids.Select((id, i) => (Details?.Trail[i] ?? id, AddressOf(string.Join('/', ids.Take(i + 1)))))];
        }
    }

    private string Above => Draft.Kind switch { "treatment" => "action", "action" => "group", _ => "objective" };

    private string ChildKind => Draft.Kind switch { "objective" => "group", "group" => "action", _ => "treatment" };

    private string ChannelKind => Book.Document.Channels.FirstOrDefault(c => c.Id == Draft.Text("channel"))?.Kind ?? "web";

    private string ChannelName => Book.Document.Channels.FirstOrDefault(c => c.Id == Draft.Text("channel")) is { } channel ? channel.Label?.GetValueOrDefault(W.Language) ?? channel.Id : "";

    // What is in a change only is not said to customers: there is nothing to stop.
    private bool CanPause => Viewer.Caller.Has(Scopes.Publish) && Book.Change is null && !Draft.IsChanged && !Draft.Flag("paused") && !Draft.IsNew && Details?.Status == ActionStatus.Live;

    // Errors that stand at no field of the form.
    private IReadOnlyList<ItemNote> OtherErrors => [.. Work.Check.Notes.Where(n => n.IsError && (n.Kind.Length == 0 || n.Kind != Draft.Kind || n.Field.Length == 0 || !ItemSettings.Shows(n.Field)))];

    public void Dispose() => _closing.Cancel();

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != Work)
        {
            (_shown, _parent, _preview, _deleting) = (Work, Draft.Parent, null, false);
            if (!Book.Document.Languages.Contains(_language))
            {
                _language = Book.Document.Languages.Contains(W.Language) ? W.Language : Book.Document.DefaultLanguage;
            }

            await LookAsync();
        }
        else if (_parent != Draft.Parent)
        {
            // It was moved from outside, such as in the tree.
            _parent = Draft.Parent;
            await LookAsync();
        }
    }

    private async Task EditedAsync()
    {
        await OnEdit.InvokeAsync();
        await LookAsync();
    }

    private Task StepAsync(Action step)
    {
        step();
        return EditedAsync();
    }

    private void Named(string name)
    {
        Work.ProposeId(name, id => Book.Find(Draft.Kind, id) is not null);
    }

    private Task ChooseCustomerAsync(string? customer)
    {
        Customer = customer;
        return Task.WhenAll(CustomerChanged.InvokeAsync(customer), LookAsync());
    }

    // One look at a time, off the circuit's thread; what was edited meanwhile is looked at after it.
    private async Task LookAsync()
    {
        // Also while a preview is made of the text before: what was typed since is not checked.
        (_again, _checking) = (true, true);
        if (_looking)
        {
            return;
        }

        _looking = true;
        try
        {
            while (_again && !_closing.IsCancellationRequested)
            {
                (_again, _checking) = (false, true);
                var (work, edits, question) = (Work, Work.ToEdits(), Question());
                var check = work.Draft is { IsChanged: true, Id.Length: > 0, Unread.Count: 0 } && (work.Draft.Parent is not null || work.Draft.Kind == "objective")
                    ? await Task.Run(() => Desk.CheckAsync(Book.Change, edits, null, _closing.Token), _closing.Token) : ItemCheck.Clean;
                // Who waits for the check need not wait for the preview.
                (work.Check, _checking) = (check, _again);
                StateHasChanged();
                var who = await Viewer.NowAsync();
                var preview = question is null ? null : await Task.Run(() => Desk.PreviewAsync(question, W.Language, who, _closing.Token), _closing.Token);
                (_preview, _asked) = (work == Work ? preview : null, question is not null);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The editor is closed.
        }
        finally
        {
            (_looking, _checking) = (false, false);
        }

        // Whoever asked for the look may be another component: the button waits for its end.
        StateHasChanged();
    }

    private ContentQuestion? Question()
    {
        if (Draft.Kind != "treatment" || string.IsNullOrWhiteSpace(Customer) || Book.Document.Channels.All(c => c.Id != Draft.Text("channel")))
        {
            return null;
        }

        var contents = Book.Document.Languages.Select(l => (Language: l, Content: Draft.Get("content/" + l))).Where(c => c.Content is not null)
            .ToDictionary(c => c.Language, c => c.Content.Deserialize<ContentDocument>(Web)!);
        return new ContentQuestion(Book.Change, Draft.Text("channel"), contents, Customer.Trim());
    }

    private async Task DecideAsync(FieldConflict conflict, bool mine)
    {
        if (conflict.Kind != Draft.Kind || conflict.Id != Draft.Id)
        {
            return;
        }

        Draft.Decide(conflict.Field, conflict.Theirs, mine);
        if (!mine)
        {
            // Theirs is shown at once and looked at, as if it had been typed.
            await EditedAsync();
        }
    }

    private async Task PauseAsync()
    {
        _pausing = true;
        try
        {
            await OnPaused.InvokeAsync(await Desk.PauseAsync(Draft.Kind, Draft.Id, await Viewer.NowAsync()));
        }
        finally
        {
            _pausing = false;
        }
    }
}
