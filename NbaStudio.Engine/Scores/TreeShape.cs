using System.Globalization;

namespace NbaStudio.Engine.Scores;

/// <summary>Checks that a tree is one: from its root every node is reached once, and none is outside or too deep.</summary>
internal static class TreeShape
{
    /// <param name="nodes">Nodes of all trees so far.</param>
    /// <param name="start">Index of the tree's root; its nodes stand from here to the end.</param>
    /// <param name="tree">Number of the tree, for the message.</param>
    public static void Check(List<TreeNode> nodes, int start, int tree)
    {
        var seen = new bool[nodes.Count - start];
        var waiting = new Stack<(int Node, int Depth)>();
        waiting.Push((start, 0));
        while (waiting.TryPop(out var next))
        {
            var (node, depth) = next;
            if (seen[node - start])
            {
                throw new ModelFileException("score.circle", Text(tree), Text(node - start));
            }

            seen[node - start] = true;
            if (nodes[node].IsLeaf)
            {
                continue;
            }

            if (depth == ImportedModelReader.MaximumDepth)
            {
                throw new ModelFileException("score.depth", Text(tree), Text(ImportedModelReader.MaximumDepth));
            }

            foreach (var child in (ReadOnlySpan<int>)[nodes[node].Left, nodes[node].Right])
            {
                if (child < start || child >= nodes.Count)
                {
                    throw new ModelFileException("score.outside", Text(tree), Text(node - start), Text(child - start));
                }

                waiting.Push((child, depth + 1));
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
