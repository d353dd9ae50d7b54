using NbaStudio.Engine.Policies.Items;

namespace NbaStudio.Engine.Policies.Changes;

/// <summary>One item in a tree that is being edited.</summary>
internal sealed class DraftNode(string kind, string handle, string id, int? key, string json, ItemSource source = default)
{
    public string Kind => kind;

    public string Handle => handle;

    public string Id { get; set; } = id;

    public int? Key => key;

    public string Json { get; set; } = json;

    /// <summary>What it was taken from; nothing where an edit adds it.</summary>
    public ItemSource Source => source;

    public DraftNode? Parent { get; set; }

    /// <summary>Its place among its siblings; null while it has none.</summary>
    public LinkedListNode<DraftNode>? Link { get; set; }

    public LinkedList<DraftNode> Children { get; } = new();

    /// <summary>Whether an edit adds it.</summary>
    public bool IsNew { get; init; }

    /// <summary>The edit that made it so; null when it is as published.</summary>
    public PolicyEdit? Edit { get; set; }

    /// <summary>It and everything under it.</summary>
    public IEnumerable<DraftNode> Subtree() => Children.SelectMany(child => child.Subtree()).Prepend(this);
}
