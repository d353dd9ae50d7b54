using System.Text;

namespace NbaStudio.Engine.Policies.Changes;

/// <summary>Puts edits that are in no conflict into a tree: first what they say, then where it goes. Used once, by one thread.</summary>
internal sealed class EditApplier(DraftTree tree, EditRebase rebase)
{
    private readonly List<DraftNode> _unplaced = [];

    /// <summary>The id that an edit gives its item; the handle for kinds without ids.</summary>
    public static string IdOf(PolicyEdit edit) => PolicyItems.ReadItem(edit.Kind, Encoding.UTF8.GetBytes(edit.Json!)).Id ?? edit.Handle;

    /// <summary>Applies the edits, parents before their children.</summary>
    /// <returns>Edits that turned out not to fit; the tree is of no use then.</returns>
    public IReadOnlyList<(PolicyEdit Edit, PolicyConflictReason Reason)> Apply(IReadOnlyList<PolicyEdit> edits)
    {
        var misfits = edits.Where(e => e.Json is not null && !Put(e)).Select(e => (Edit: e, Reason: PolicyConflictReason.ParentGone)).ToList();
        foreach (var edit in edits.Where(e => e.Json is null))
        {
            if (rebase.Target(tree, edit.Base, edit.Kind, edit.Handle) is { } gone)
            {
                tree.Remove(gone);
                // What other edits put under it has nowhere to go: somebody has to decide, so that nothing is lost unseen.
                var homeless = _unplaced.Where(n => n == gone || IsUnder(n, gone)).ToList();
                misfits.AddRange(homeless.Where(n => n != gone).Select(n => (n.Edit!, PolicyConflictReason.ParentGone)));
                _unplaced.RemoveAll(homeless.Contains);
            }
        }

        Place();
        // Two of one name come of an edit: of thousands that nobody edited only those of an edited name are looked at.
        var all = tree.All().ToList();
        var names = all.Where(n => n.Edit is not null).Select(n => (n.Kind, n.Id)).ToHashSet();
        misfits.AddRange(all.Where(n => names.Contains((n.Kind, n.Id))).GroupBy(n => (n.Kind, n.Id)).Where(g => g.Count() > 1)
            .Select(g => g.Select(n => n.Edit).OfType<PolicyEdit>().LastOrDefault()).OfType<PolicyEdit>().Except(misfits.Select(m => m.Edit)).Select(e => (e, PolicyConflictReason.Added)));
        return misfits;
    }

    private static bool IsUnder(DraftNode node, DraftNode ancestor)
    {
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    private bool Put(PolicyEdit edit)
    {
        var node = rebase.Target(tree, edit.Base, edit.Kind, edit.Handle);
        var parent = node?.Parent;
        if (DraftTree.ParentKindOf(edit.Kind) is { } kind && (edit.Parent is not null || node is null))
        {
            parent = edit.Parent is null ? null : rebase.Target(tree, edit.Base, kind, edit.Parent);
            if (parent is null)
            {
                return false;
            }
        }

        if (node is null)
        {
            node = new DraftNode(edit.Kind, edit.Handle, IdOf(edit), PolicyItems.ReadItem(edit.Kind, Encoding.UTF8.GetBytes(edit.Json!)).Key, edit.Json!) { Parent = parent, IsNew = true };
            tree.Add(node);
            _unplaced.Add(node);
        }
        else
        {
            (node.Json, node.Id) = (edit.Json!, IdOf(edit));
            if (node.Parent != parent || edit.After is not null)
            {
                DraftTree.Detach(node);
                node.Parent = parent;
                _unplaced.Add(node);
            }
        }

        node.Edit = edit;
        return true;
    }

    // Each goes right after the sibling that it names, once that one has its place; where it is gone, or two wait for each other, last.
    private void Place()
    {
        var open = _unplaced.ToHashSet();
        var followers = new Dictionary<DraftNode, List<DraftNode>>();
        var ready = new Queue<DraftNode>();
        var last = new List<DraftNode>();
        foreach (var node in _unplaced)
        {
            var sibling = node.Edit!.After is { Length: > 0 } after ? rebase.Target(tree, node.Edit.Base, node.Kind, after) : null;
            if (sibling is not null && sibling != node && sibling.Parent == node.Parent && open.Contains(sibling))
            {
                (followers.TryGetValue(sibling, out var list) ? list : followers[sibling] = []).Add(node);
            }
            else if (node.Edit.After == "" || (sibling is { Link: not null } && sibling.Parent == node.Parent))
            {
                ready.Enqueue(node);
            }
            else
            {
                last.Add(node);
            }
        }

        while (open.Count > 0)
        {
            var node = ready.Count > 0 ? ready.Dequeue() : last.Find(open.Contains) ?? open.First();
            if (!open.Remove(node))
            {
                continue;
            }

            var siblings = tree.SiblingsOf(node);
            var before = node.Edit!.After is { Length: > 0 } after ? rebase.Target(tree, node.Edit.Base, node.Kind, after) : null;
            node.Link = node.Edit.After == "" ? siblings.AddFirst(node) : before?.Link is { } link && link.List == siblings ? siblings.AddAfter(link, node) : siblings.AddLast(node);
            foreach (var follower in followers.GetValueOrDefault(node) ?? [])
            {
                ready.Enqueue(follower);
            }
        }
    }
}
