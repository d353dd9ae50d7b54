using System.Collections;
using System.Runtime.CompilerServices;

namespace NbaStudio.Engine.Conditions.Syntax;

/// <summary>Child nodes in order. Immutable; equal when the members are equal.</summary>
[CollectionBuilder(typeof(NodeList), nameof(Create))]
public sealed class NodeList : IReadOnlyList<ConditionNode>, IEquatable<NodeList>
{
    private readonly ConditionNode[] _nodes;

    private NodeList(ConditionNode[] nodes) => _nodes = nodes;

    public int Count => _nodes.Length;

    public ConditionNode this[int index] => _nodes[index];

    public static NodeList Create(ReadOnlySpan<ConditionNode> nodes) => new(nodes.ToArray());

    public bool Equals(NodeList? other) => other is not null && _nodes.AsSpan().SequenceEqual(other._nodes);

    public override bool Equals(object? obj) => Equals(obj as NodeList);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var node in _nodes)
        {
            hash.Add(node);
        }

        return hash.ToHashCode();
    }

    public IEnumerator<ConditionNode> GetEnumerator() => ((IEnumerable<ConditionNode>)_nodes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
