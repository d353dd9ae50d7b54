using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Actions;

/// <summary>Which rows of the tree are shown: folded, searched, filtered; and which actions and treatments are chosen. Pure but for its own state.</summary>
public sealed class ActionRows
{
    private readonly HashSet<string> _open = [];
    private readonly HashSet<string> _chosen = [];
    private readonly HashSet<string> _treatments = [];
    private ActionTree? _tree;
    private string? _path;

    /// <summary>Which actions are shown.</summary>
    public ActionFilter Filter { get; set; } = ActionFilter.None;

    public bool IsFiltered => (Filter with { Archived = false }).Write().Length > 0;

    /// <summary>Whether the tree has something archived.</summary>
    public bool HasArchived => _tree is not null && Any(_tree.Roots, n => n.Status == ActionStatus.Archived);

    /// <summary>Ids of the chosen actions.</summary>
    public IReadOnlyCollection<string> Chosen => _chosen;

    /// <summary>Ids of the chosen treatments.</summary>
    public IReadOnlyCollection<string> ChosenTreatments => _treatments;

    /// <summary>The rows, in the order of the tree.</summary>
    public IReadOnlyList<ActionRow> Visible { get; private set; } = [];

    /// <summary>How many actions match.</summary>
    public int Matches { get; private set; }

    /// <summary>Takes a tree: objectives and groups open, and what is above the path.</summary>
    public void Show(ActionTree tree, string? path)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (_tree is null)
        {
            // Of a large policy the groups stay closed: their names are what one looks through first.
            _open.UnionWith(tree.Roots.Select(r => r.Path));
            _open.UnionWith(tree.Actions > 300 ? [] : tree.Roots.SelectMany(r => r.Children).Select(g => g.Path));
        }

        _tree = tree;
        _chosen.IntersectWith(Actions(tree.Roots).Select(a => a.Id));
        _treatments.IntersectWith(Actions(tree.Roots).SelectMany(a => a.Children).Select(t => t.Id));
        Reveal(path);
    }

    /// <summary>Opens what is above the path, and shows it even where it is archived.</summary>
    public void Reveal(string? path)
    {
        _path = path;
        for (var end = path?.LastIndexOf('/') ?? -1; end > 0; end = path![..end].LastIndexOf('/'))
        {
            _open.Add(path![..end]);
        }

        Refresh();
    }

    public void Toggle(ActionNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (!_open.Remove(node.Path))
        {
            _open.Add(node.Path);
        }

        Refresh();
    }

    public void OpenAll(bool open)
    {
        _open.Clear();
        if (open)
        {
            _open.UnionWith(_tree!.Roots.Concat(_tree.Roots.SelectMany(r => r.Children)).Select(n => n.Path));
        }

        Refresh();
    }

    /// <summary>Chooses an action or a treatment, or all actions that match under an objective or group; where all are chosen they are left.</summary>
    public void Choose(ActionNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.Level == ActionLevel.Treatment)
        {
            _ = _treatments.Remove(node.Id) || _treatments.Add(node.Id);
            return;
        }

        string[] under = [.. Actions([node]).Where(IsMatch).Select(a => a.Id)];
        if (IsChosen(node))
        {
            _chosen.ExceptWith(under);
        }
        else
        {
            _chosen.UnionWith(under);
        }
    }

    public void ChooseNone()
    {
        _chosen.Clear();
        _treatments.Clear();
    }

    /// <summary>Whether a treatment, or all actions that match under another node, are chosen.</summary>
    public bool IsChosen(ActionNode node) => node.Level == ActionLevel.Treatment ? _treatments.Contains(node.Id) : Actions([node]).Where(IsMatch).ToList() is { Count: > 0 } under && under.All(a => _chosen.Contains(a.Id));

    /// <summary>Works the rows out anew.</summary>
    public void Refresh()
    {
        if (_tree is null)
        {
            return;
        }

        var rows = new List<ActionRow>();
        Matches = Actions(_tree.Roots).Count(IsMatch);
        foreach (var root in _tree.Roots)
        {
            Walk(root, 0, rows);
        }

        Visible = rows;
    }

    private bool Walk(ActionNode node, int depth, List<ActionRow> rows)
    {
        if (IsHidden(node))
        {
            return false;
        }

        var (at, filtered) = (rows.Count, IsFiltered);
        var open = filtered ? node.Level < ActionLevel.Action || (_open.Contains(node.Path) && node.Level == ActionLevel.Action) : _open.Contains(node.Path);
        var any = node.Level == ActionLevel.Action ? IsMatch(node) : !filtered;
        if (open || filtered)
        {
            foreach (var child in node.Children.Where(c => c.Level != ActionLevel.Treatment || (open && (Filter.Channel is null || c.Channel == Filter.Channel))))
            {
                any |= Walk(child, depth + 1, rows) && child.Level != ActionLevel.Treatment;
            }
        }

        if (node.Level == ActionLevel.Treatment || any)
        {
            rows.Insert(at, new ActionRow(node, depth, open && node.Children.Count > 0));
            return true;
        }

        rows.RemoveRange(at, rows.Count - at);
        return false;
    }

    // What is archived is out of the way; what is open, and what is under it, stays in sight.
    private bool IsHidden(ActionNode node) => node.Status == ActionStatus.Archived && !Filter.Archived && Filter.Status != ActionStatus.Archived
        && !(_path is { } path && (path == node.Path || path.StartsWith(node.Path + "/", StringComparison.Ordinal) || node.Path.StartsWith(path + "/", StringComparison.Ordinal)));

    private bool IsMatch(ActionNode action) =>
        !IsHidden(action)
        && (Filter.Search.Trim() is var text && (text.Length == 0 || Has(action, text) || action.Children.Any(c => c.Id.Contains(text, StringComparison.OrdinalIgnoreCase))))
        && (Filter.Status is not { } status || action.Status == status || action.Children.Any(c => c.Status == status))
        && (Filter.Group is null || action.Path.StartsWith(Filter.Group + "/", StringComparison.Ordinal))
        && (Filter.Channel is null || action.Children.Any(c => c.Channel == Filter.Channel));

    /// <summary>What a node hangs under; null for an objective.</summary>
    public ActionNode? Above(ActionNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var path = node.Path.LastIndexOf('/') is var end and > 0 ? node.Path[..end] : null;
        return path is null ? null : Find(_tree!.Roots, path);
    }

    /// <summary>What a dragged item would hang under when it is let go over a row: the row, or what the row itself hangs under; null = it would not move.</summary>
    public ActionNode? Onto(ActionNode? dragged, ActionNode row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var onto = dragged is null ? null : row.Level == dragged.Level - 1 ? row : row.Level == dragged.Level ? Above(row) : null;
        return onto is null || onto.Path == Above(dragged!)?.Path ? null : onto;
    }

    /// <summary>The node at a path; null where there is none.</summary>
    public static ActionNode? Find(IReadOnlyList<ActionNode> nodes, string path)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        return nodes.FirstOrDefault(n => n.Path == path) ?? nodes.Where(n => path.StartsWith(n.Path + "/", StringComparison.Ordinal)).Select(n => Find(n.Children, path)).FirstOrDefault();
    }

    private static bool Any(IEnumerable<ActionNode> nodes, Func<ActionNode, bool> what) => nodes.Any(n => what(n) || Any(n.Children, what));

    private static bool Has(ActionNode node, string text) => node.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || node.Id.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<ActionNode> Actions(IEnumerable<ActionNode> nodes) =>
        nodes.SelectMany(n => n.Level == ActionLevel.Action ? [n] : n.Level < ActionLevel.Action ? Actions(n.Children) : []);
}

/// <summary>One row of the list.</summary>
/// <param name="Depth">0 for objectives.</param>
public sealed record ActionRow(ActionNode Node, int Depth, bool IsOpen);
