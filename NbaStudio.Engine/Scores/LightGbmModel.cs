namespace NbaStudio.Engine.Scores;

/// <summary>Boosted trees of LightGBM, in its own arithmetic: 64-bit floats, at most the threshold goes left.</summary>
internal sealed class LightGbmModel(
    ScoreOutput output, IReadOnlyList<ScoreFeature> features, double sigmoid, bool average, TreeNode[] nodes, int[] roots, uint[] categories)
    : ImportedModel(ScoreFormat.LightGbm, output, features)
{
    // What LightGBM takes for zero: its kZeroThreshold is a 32-bit float.
    private const double Zero = 1e-35f;

    public override int Parts => roots.Length;

    private protected override double Compute(ReadOnlySpan<double> features)
    {
        var sum = 0.0;
        foreach (var root in roots)
        {
            sum += LeafOf(root, features);
        }

        sum = average ? sum / roots.Length : sum;
        return Output == ScoreOutput.Probability ? 1 / (1 + Math.Exp(-sigmoid * sum)) : sum;
    }

    private double LeafOf(int node, ReadOnlySpan<double> features)
    {
        while (true)
        {
            ref readonly var at = ref nodes[node];
            if (at.IsLeaf)
            {
                return at.Number;
            }

            var left = at.Is(TreeNodeKind.Categorical) ? Contains(at, features[at.Feature]) : GoesLeft(at, features[at.Feature]);
            node = left ? at.Left : at.Right;
        }
    }

    private static bool GoesLeft(in TreeNode node, double value)
    {
        if (double.IsNaN(value))
        {
            if (node.Is(TreeNodeKind.NanIsMissing))
            {
                return node.Is(TreeNodeKind.MissingGoesLeft);
            }

            value = 0;
        }

        return node.Is(TreeNodeKind.ZeroIsMissing) && value is >= -Zero and <= Zero ? node.Is(TreeNodeKind.MissingGoesLeft) : value <= node.Number;
    }

    // The categories of the set go left; missing, negative and unknown ones right.
    private bool Contains(in TreeNode node, double value)
    {
        if (!(value > -1 && value < int.MaxValue))
        {
            return false;
        }

        var code = (int)value;
        return code >> 5 < node.SetLength && ((categories[node.SetStart + (code >> 5)] >> (code & 31)) & 1) != 0;
    }
}
