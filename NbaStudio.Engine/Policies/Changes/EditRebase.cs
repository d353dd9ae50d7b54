using NbaStudio.Engine.Policies.Items;

namespace NbaStudio.Engine.Policies.Changes;

/// <summary>Brings edits onto the newest revision: three sides for each item, and what does not fit is a conflict. Used once, by one thread.</summary>
internal sealed class EditRebase
{
    private readonly IReadOnlyList<PolicyItem> _items;
    private readonly DraftTree _newest;
    private readonly Dictionary<int, DraftTree> _bases = [];
    private readonly int _revision;
    private readonly PolicyDocument? _document;
    private readonly Func<int, PolicyDocument?> _documents;

    public EditRebase(PolicyDocument? newest, int revision, Func<int, PolicyDocument?> bases)
    {
        _items = newest is null ? [] : PolicyItems.Split(newest);
        (_document, _newest, _revision, _documents) = (newest, DraftTree.Of(newest), revision, bases);
    }

    public PolicyDraft Run(IReadOnlyList<PolicyEdit> edits)
    {
        var ordered = edits.OrderBy(e => Depth(e.Kind)).ThenBy(e => e.Kind, StringComparer.Ordinal).ThenBy(e => e.Handle, StringComparer.Ordinal).ToList();
        var conflicts = new Dictionary<PolicyEdit, PolicyConflict>(ReferenceEqualityComparer.Instance);
        var own = edits.Select(e => (e.Kind, e.Handle)).ToHashSet();
        foreach (var edit in ordered)
        {
            if (Check(edit, own) is { } reason)
            {
                conflicts[edit] = Conflict(edit, reason);
            }
        }

        while (true)
        {
            var tree = new DraftTree(_items);
            var found = new EditApplier(tree, this).Apply([.. ordered.Where(e => !conflicts.ContainsKey(e))]);
            if (found.Count == 0)
            {
                return Draft(tree, conflicts, conflicts.Count == ordered.Count ? _document : null);
            }

            foreach (var (edit, reason) in found)
            {
                conflicts[edit] = Conflict(edit, reason);
            }
        }
    }

    public IReadOnlyList<PolicyEdit> KeepMine(PolicyEdit edit)
    {
        var basis = BaseOf(edit).Find(edit.Kind, edit.Handle);
        var theirs = Target(edit.Base, edit.Kind, edit.Handle);
        var mine = edit with
        {
            Base = _revision, Handle = theirs?.Handle ?? edit.Handle, Json = edit.Json is { } json && theirs?.Key is { } key ? PolicyItems.WithKey(edit.Kind, json, key) : edit.Json,
            Parent = ParentKind(edit) is { } kind && (edit.Parent ?? (theirs is null ? basis?.Parent?.Handle : null)) is { } handle ? HandleNow(edit.Base, kind, handle) : null,
            After = edit.After is { Length: > 0 } after ? HandleNow(edit.Base, edit.Kind, after) : edit.After,
        };
        if (edit.Json is null)
        {
            return [mine];
        }

        // What others removed under it comes back with it, and so does what it hangs under.
        var lost = basis is not null && theirs is null ? basis.Subtree().Skip(1).Where(n => Target(edit.Base, n.Kind, n.Handle) is null) : [];
        var above = ParentKind(edit) is { } parentKind ? BaseOf(edit).Find(parentKind, edit.Parent ?? basis?.Parent?.Handle ?? "") : null;
        for (; above is not null && Target(edit.Base, above.Kind, above.Handle) is null; above = above.Parent)
        {
            lost = lost.Append(above);
        }

        return [mine, .. lost.Select(node => new PolicyEdit(node.Kind, node.Handle, node.Json, _revision)
        {
            Parent = node.Parent is { } parent ? HandleNow(edit.Base, parent.Kind, parent.Handle) : null,
        })];
    }

    /// <summary>The item of the newest revision that an edit on a base means by a handle, whatever it is called now.</summary>
    public DraftNode? Target(int basis, string kind, string handle) => Target(_newest, basis, kind, handle);

    /// <inheritdoc cref="Target(int, string, string)"/>
    public DraftNode? Target(DraftTree tree, int basis, string kind, string handle) =>
        TreeOf(basis).Find(kind, handle) is { Key: { } key } ? tree.FindKey(kind, key) : tree.Find(kind, handle);

    private string HandleNow(int basis, string kind, string handle) => Target(basis, kind, handle)?.Handle ?? handle;

    private static string? ParentKind(PolicyEdit edit) => DraftTree.ParentKindOf(edit.Kind);

    private static int Depth(string kind) => DraftTree.ParentKindOf(kind) is { } parent ? Depth(parent) + 1 : 0;

    private static bool IsSame(DraftNode a, DraftNode b) => a.Json == b.Json && (a.Parent?.Key, a.Parent?.Key is null ? a.Parent?.Handle : null) == (b.Parent?.Key, b.Parent?.Key is null ? b.Parent?.Handle : null);

    private DraftTree TreeOf(int number)
    {
        if (number == _revision)
        {
            return _newest;
        }

        if (!_bases.TryGetValue(number, out var tree))
        {
            _bases[number] = tree = DraftTree.Of(_documents(number));
        }

        return tree;
    }

    private DraftTree BaseOf(PolicyEdit edit) => TreeOf(edit.Base);

    private PolicyConflictReason? Check(PolicyEdit edit, HashSet<(string, string)> own)
    {
        var basis = BaseOf(edit).Find(edit.Kind, edit.Handle);
        var theirs = Target(edit.Base, edit.Kind, edit.Handle);
        switch (basis, theirs)
        {
            case (null, null):
                return null;
            case (null, _):
                return edit.Json == theirs.Json ? null : PolicyConflictReason.Added;
            case (_, null):
                return edit.Json is null ? null : PolicyConflictReason.Removed;
        }

        if (!IsSame(basis, theirs) && (edit.Json is null || edit.Json != theirs.Json || edit.Parent is not null))
        {
            return PolicyConflictReason.Changed;
        }

        return edit.Json is null && edit.Base != _revision && theirs.Subtree().Skip(1).Any(node => IsNews(edit.Base, node, own)) ? PolicyConflictReason.ContentsChanged : null;
    }

    private bool IsNews(int basis, DraftNode node, HashSet<(string, string)> own)
    {
        var before = node.Key is { } key ? TreeOf(basis).FindKey(node.Kind, key) : TreeOf(basis).Find(node.Kind, node.Handle);
        return before is null || (!IsSame(before, node) && !own.Contains((before.Kind, before.Handle)));
    }

    private PolicyConflict Conflict(PolicyEdit edit, PolicyConflictReason reason)
    {
        var id = edit.Json is null ? edit.Handle : EditApplier.IdOf(edit);
        var theirs = Target(edit.Base, edit.Kind, edit.Handle) ?? (reason == PolicyConflictReason.Added ? _newest.Find(edit.Kind, id) : null);
        return new PolicyConflict(edit, id, reason, BaseOf(edit).Find(edit.Kind, edit.Handle)?.Json, theirs?.Json, edit.Json);
    }

    // Without an edit that holds the document is the one that is there.
    private static PolicyDraft Draft(DraftTree tree, Dictionary<PolicyEdit, PolicyConflict> conflicts, PolicyDocument? same)
    {
        var items = tree.Items();
        var reading = same is not null ? new PolicyReading(same, []) : ItemJoiner.Join(items.Select(i => i.Item));
        return new PolicyDraft(
            reading.Document, reading.Issues,
            [.. conflicts.Values.OrderBy(c => c.Edit.Kind, StringComparer.Ordinal).ThenBy(c => c.Edit.Handle, StringComparer.Ordinal)],
            [.. items.Select(i => new PolicyDraftItem(i.Item.Kind, i.Node.Id, i.Node.Handle, i.Node.Parent?.Handle, i.Item.Position, i.Node.Json, i.Node.Edit, i.Node.IsNew))]);
    }
}
