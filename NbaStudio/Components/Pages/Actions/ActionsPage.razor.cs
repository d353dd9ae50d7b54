using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Actions;

/// <summary>The tree Objective > Group > Action > Treatment, live or as a change makes it, and the chosen node under work. What is edited is kept while the page is open.</summary>
public sealed partial class ActionsPage
{
    /// <summary>Path of an item that is being made.</summary>
    private const string NewPath = "+";

    private readonly ActionRows _rows = new();
    private readonly Dictionary<(string? Change, string Path), ItemWork> _works = [];
    private ItemWork? _work;
    private ActionDetails? _details;
    private string? _customer;
    private string? _shownChange;
    private string? _shownPath;
    private (string? Path, BoardResult Result)? _paused;
    private bool _importing;
    private int _round;

    [Inject]
    private IActionReader Actions { get; set; } = null!;

    [Inject]
    private IActionDesk Desk { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ICustomerReader Customers { get; set; } = null!;

    /// <summary>Path of the chosen node.</summary>
    [SupplyParameterFromQuery]
    public string? Path { get; set; }

    /// <summary>The change that is looked at; the published policy when absent.</summary>
    [SupplyParameterFromQuery]
    public string? Change { get; set; }

    protected override object Key => "tree";

    /// <summary>Items with edits that are in no change yet.</summary>
    private int Unsaved => _works.Values.Count(w => w.Draft.IsChanged);

    private static IEnumerable<ActionStatus> AllStatuses => Enum.GetValues<ActionStatus>();

    private IReadOnlyList<(string, string)> Statuses => [.. AllStatuses.Select(s => (s.ToString(), W["status." + s]))];

    private IReadOnlyList<(string, string)> Groups => [.. Model!.Tree.Roots.SelectMany(r => r.Children).Select(g => (g.Path, g.Name))];

    protected override async Task<ActionsModel?> ReadAsync(CancellationToken cancellationToken)
    {
        var book = (Change is null ? null : await Desk.OpenAsync(Change, cancellationToken)) ?? await Desk.OpenAsync(null, cancellationToken);
        return book is null ? null : new ActionsModel(await Actions.ReadAsync(W.Language, book.Document, cancellationToken), book);
    }

    protected override async Task OnParametersSetAsync()
    {
        var isFilterOnly = TakeFilter() && Model is not null && (_shownChange, _shownPath) == (Change, Path);
        _shownPath = Path;
        if (isFilterOnly)
        {
            return;
        }

        if (Model is not null && _shownChange != Change)
        {
            await ReloadAsync();
            return;
        }

        _shownChange = Change;
        await base.OnParametersSetAsync();
        await ShowAsync(isNew: true);
    }

    private async Task ReloadAsync()
    {
        _shownChange = Change;
        await LoadAsync();
        await ShowAsync(isNew: true);
    }

    /// <param name="isNew">Whether the tree may be another than the one that is shown.</param>
    private async Task ShowAsync(bool isNew)
    {
        if (Model is not { } model)
        {
            return;
        }

        if (isNew)
        {
            _rows.Show(model.Tree, Path);
        }

        // An address of two parts is told in two steps, and the first may still be read when the second is shown: the newest stands.
        var round = ++_round;
        _customer ??= (await Task.Run(() => Customers.FindAsync(null, 0, 1, W.Language))).Rows.FirstOrDefault()?.CustomerId;
        if (round != _round)
        {
            return;
        }

        (_work, _details) = (null, null);
        if (Path is not { Length: > 0 } path)
        {
            return;
        }

        _importing = false;
        var key = (model.Book.Change, path);
        if (path == NewPath)
        {
            // What was begun while the change was still being read goes on in it.
            if (!_works.ContainsKey(key) && _works.Keys.FirstOrDefault(k => k.Path == NewPath) is { Path: not null } begun && _works.Remove(begun, out var moved))
            {
                _works[key] = moved;
            }

            _work = _works.GetValueOrDefault(key);
            return;
        }

        if (await Task.Run(() => Actions.GetAsync(path, W.Language, model.Book.Document)) is not { } details
            || model.Book.Find(ActionBook.KindOf(path)!, path[(path.LastIndexOf('/') + 1)..]) is not { } item)
        {
            return;
        }

        if (round != _round)
        {
            return;
        }

        if (!_works.TryGetValue(key, out var work) || !work.Draft.IsChanged)
        {
            _works[key] = work = ItemWork.Of(item);
        }

        (_work, _details) = (work, details);
    }

    private bool IsEdited(ActionNode node) => _works.TryGetValue((Model!.Book.Change, node.Path), out var work) && work.Draft.IsChanged;

    private string OfChange => Model!.Book.Change is { } change ? "?change=" + Uri.EscapeDataString(change) : "";

    private string DataAddress => "/data?view=channels" + (Change is null ? "" : "&change=" + Uri.EscapeDataString(Change));

    private string LinkOf(string? path) => Address(path, Change, Filter.Write());

    private static string Address(string? path, string? change, string filter)
    {
        string[] query = [path is null ? "" : "path=" + Uri.EscapeDataString(path), change is null ? "" : "change=" + Uri.EscapeDataString(change), filter];
        return "/actions" + (query.All(q => q.Length == 0) ? "" : "?" + string.Join('&', query.Where(q => q.Length > 0)));
    }

    private Task NewActionAsync() => NewAsync("action", _work?.Draft switch
    {
        { Kind: "group", IsNew: false } group => group.Id,
        { Kind: "action", IsNew: false } action => action.Parent,
        { Kind: "treatment", IsNew: false } treatment => Model!.Book.Find("action", treatment.Parent ?? "")?.Parent,
        _ => null,
    });

    private Task AddBelowAsync() => NewAsync(_work!.Draft.Kind switch { "objective" => "group", "group" => "action", _ => "treatment" }, _work.Draft.Id);

    private Task NewAsync(string kind, string? parent)
    {
        // A treatment is named after its action: nobody sees its id.
        var proposed = kind == "treatment" ? $"{parent}-{kind}" : kind;
        var channel = kind == "treatment" && Model!.Book.Document.Channels is [{ } only] ? only.Id : null;
        return BeginAsync(ItemWork.New(kind, ItemIds.Free(proposed, id => Model!.Book.Find(kind, id) is not null), parent, channel));
    }

    private Task CopyAsync() => BeginAsync(ItemWork.Copy(Model!.Book, Model.Book.Find(_work!.Draft.Kind, _work.Draft.Id)!, W["actions.copySuffix"]));

    private async Task BeginAsync(ItemWork work)
    {
        _importing = false;
        // One new item at a time: what was typed into the one before is saved or discarded first.
        if (!_works.TryGetValue((Model!.Book.Change, NewPath), out var begun) || !begun.Draft.CanUndo)
        {
            _works[(Model.Book.Change, NewPath)] = work;
        }

        if (Path == NewPath)
        {
            await ShowAsync(isNew: false);
        }
        else
        {
            Navigation.NavigateTo(LinkOf(NewPath));
        }
    }

    private void Discard()
    {
        _works.Remove((Model!.Book.Change, NewPath));
        Navigation.NavigateTo(Address(null, Change, Filter.Write()));
    }

    private void ChooseBelow()
    {
        if (Path is { } path && ActionRows.Find(Model!.Tree.Roots, path) is { } node && !_rows.IsChosen(node))
        {
            _rows.Choose(node);
        }
    }

    // As its picker moves it: an edit of the item, shown in its editor, that is taken back there or put into a change.
    private Task MoveAsync((ActionNode Item, ActionNode Onto) move)
    {
        var key = (Model!.Book.Change, move.Item.Path);
        if (Model.Book.Find(ActionBook.KindOf(move.Item.Path)!, move.Item.Id) is not { } item)
        {
            return Task.CompletedTask;
        }

        if (!_works.TryGetValue(key, out var work) || !work.Draft.IsChanged)
        {
            _works[key] = work = ItemWork.Of(item);
        }

        work.Draft.Write("parent", move.Onto.Id);
        if (Path == move.Item.Path)
        {
            return ShowAsync(isNew: false);
        }

        Navigation.NavigateTo(LinkOf(move.Item.Path));
        return Task.CompletedTask;
    }

    // Who has moved on to another item meanwhile stays there.
    private Task SavedAsync(string change, ItemWork saved, string? at) => TakeAsync(change, saved, Path, Path == at);

    private Task SavedManyAsync(string change)
    {
        _rows.ChooseNone();
        return TakeAsync(change, null, Path);
    }

    // What was typed into it and what hangs under it goes with it; the page goes on above.
    private Task DeletedAsync(string change)
    {
        var gone = Path!;
        foreach (var key in _works.Keys.Where(k => k.Change == Model!.Book.Change && (k.Path == gone || k.Path.StartsWith(gone + "/", StringComparison.Ordinal))).ToList())
        {
            _works.Remove(key);
        }

        _rows.ChooseNone();
        return TakeAsync(change, null, gone.LastIndexOf('/') is var end and >= 0 ? gone[..end] : null);
    }

    // What is in the change is what the editors go on from; its address can be sent to somebody.
    private async Task TakeAsync(string change, ItemWork? saved, string? goOn, bool follows = false)
    {
        if (IsLeft)
        {
            return;
        }

        foreach (var (key, work) in _works.Where(w => w.Key.Change == Model!.Book.Change).ToList())
        {
            // Where the other change has unsaved work on the same item, each stays where it is.
            if (work == saved || !_works.ContainsKey((change, key.Path)))
            {
                _works.Remove(key);
            }

            if (work != saved && !_works.ContainsKey((change, key.Path)))
            {
                _works[(change, key.Path)] = work;
            }
        }

        var at = saved is not null && await Desk.OpenAsync(change) is { } book ? book.PathOf(saved.Draft.Kind, saved.Draft.Id) : null;
        if (at is not null && saved!.Draft.IsChanged)
        {
            // What was typed while the rest was put in.
            _works[(change, at)] = saved;
        }

        var path = follows && at is not null ? at : goOn;
        if (change == Change && path == Path)
        {
            await ReloadAsync();
            return;
        }

        if (change == Change)
        {
            // The address stays in the change, so that nothing else reads what was just put into it.
            await LoadAsync();
        }

        Navigation.NavigateTo(Address(path, change, Filter.Write()));
    }

    private Task PausedAsync(BoardResult result)
    {
        _paused = (Path, result);
        return result.Done ? ReloadAsync() : Task.CompletedTask;
    }
}
