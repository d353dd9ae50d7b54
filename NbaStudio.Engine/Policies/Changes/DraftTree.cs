using System.Globalization;
using System.Runtime.CompilerServices;
using NbaStudio.Engine.Policies.Items;

namespace NbaStudio.Engine.Policies.Changes;

/// <summary>The items of a document as a tree that can be edited, found by handle and by key. Not thread safe.</summary>
internal sealed class DraftTree
{
    /// <summary>The one kind whose items have a key but no name.</summary>
    public const string ContextWeight = "contextWeight";

    private readonly Dictionary<string, LinkedList<DraftNode>> _tops = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), DraftNode> _byHandle = [];
    private readonly Dictionary<(string, int), DraftNode> _byKey = [];

    // The revision that edits rest on is looked into at every keystroke.
    private static readonly ConditionalWeakTable<PolicyDocument, DraftTree> s_trees = [];

    /// <param name="items">Of a document.</param>
    public DraftTree(IReadOnlyList<PolicyItem> items)
    {
        var byId = new Dictionary<(string, string), DraftNode>();
        foreach (var item in items)
        {
            var name = NameOf(item);
            var node = new DraftNode(item.Kind, name, name, item.Key, item.Json, item.Source) { Parent = item.Parent is null ? null : byId[(ParentKindOf(item.Kind)!, item.Parent)] };
            byId.TryAdd((item.Kind, item.Id), node);
            Add(node);
            node.Link = SiblingsOf(node).AddLast(node);
        }
    }

    /// <summary>The tree of a document, to be read only: it is the same one for the same document. Thread safe while nobody edits it.</summary>
    /// <param name="document">Null = nothing yet.</param>
    public static DraftTree Of(PolicyDocument? document) => document is null ? new DraftTree([]) : s_trees.GetValue(document, d => new DraftTree(PolicyItems.Split(d)));

    /// <summary>Kind of what items of a kind belong under; null for those that belong to the document.</summary>
    public static string? ParentKindOf(string kind)
    {
        foreach (var (parent, _, child) in ItemKinds.Nested)
        {
            if (child == kind)
            {
                return parent;
            }
        }

        return null;
    }

    /// <summary>What an item is called in edits: context weights have no name, and their place moves.</summary>
    public static string NameOf(PolicyItem item) =>
        item.Kind != ContextWeight ? item.Id : item.Key is { } key ? key.ToString(CultureInfo.InvariantCulture) : $"new-{item.Position + 1}";

    public DraftNode? Find(string kind, string handle) => _byHandle.GetValueOrDefault((kind, handle));

    public DraftNode? FindKey(string kind, int key) => _byKey.GetValueOrDefault((kind, key));

    public IEnumerable<DraftNode> All() => ItemKinds.Lists.Select(l => l.Kind).Prepend(PolicyItems.WorkspaceKind)
        .SelectMany(kind => _tops.GetValueOrDefault(kind) ?? []).SelectMany(node => node.Subtree());

    public LinkedList<DraftNode> SiblingsOf(DraftNode node)
    {
        if (node.Parent is { } parent)
        {
            return parent.Children;
        }

        if (!_tops.TryGetValue(node.Kind, out var tops))
        {
            _tops[node.Kind] = tops = new LinkedList<DraftNode>();
        }

        return tops;
    }

    /// <summary>Makes the node known; it gets its place among its siblings separately.</summary>
    public void Add(DraftNode node)
    {
        _byHandle.TryAdd((node.Kind, node.Handle), node);
        if (node.Key is { } key)
        {
            _byKey.TryAdd((node.Kind, key), node);
        }
    }

    /// <summary>Takes the node out of its siblings; it stays known.</summary>
    public static void Detach(DraftNode node)
    {
        if (node.Link is { List: { } list } link)
        {
            list.Remove(link);
        }

        node.Link = null;
    }

    /// <summary>Removes the node and everything under it.</summary>
    public void Remove(DraftNode node)
    {
        Detach(node);
        foreach (var gone in node.Subtree())
        {
            _byHandle.Remove((gone.Kind, gone.Handle));
            if (gone.Key is { } key)
            {
                _byKey.Remove((gone.Kind, key));
            }
        }
    }

    /// <summary>The items as they are put together: each with its place among its siblings.</summary>
    public IReadOnlyList<(PolicyItem Item, DraftNode Node)> Items()
    {
        var items = new List<(PolicyItem, DraftNode)>();
        var counts = new Dictionary<(DraftNode?, string), int>();
        foreach (var node in All())
        {
            var place = (node.Parent, node.Kind);
            // A tuple with a null member is a fine key: items of the document itself have no parent.
            var position = counts.GetValueOrDefault(place);
            counts[place] = position + 1;
            items.Add((new PolicyItem(node.Kind, node.Id, node.Parent?.Id, position, node.Key, node.Json) { Source = node.Source }, node));
        }

        return items;
    }
}
