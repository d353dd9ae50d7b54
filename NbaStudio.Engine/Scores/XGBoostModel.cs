namespace NbaStudio.Engine.Scores;

/// <summary>Boosted trees of XGBoost, in its own arithmetic: features, thresholds, leaves and their sum are 32-bit floats.</summary>
internal sealed class XGBoostModel(ScoreOutput output, IReadOnlyList<ScoreFeature> features, float baseMargin, TreeNode[] nodes, int[] roots, int[] categories)
    : ImportedModel(ScoreFormat.XGBoost, output, features)
{
    // Codes from here on are no categories to XGBoost: floats cannot count further.
    private const float FirstNoCategory = 16_777_216;

    public override int Parts => roots.Length;

    private protected override double Compute(ReadOnlySpan<double> features)
    {
        var sum = baseMargin;
        foreach (var root in roots)
        {
            sum += LeafOf(root, features);
        }

        return Output == ScoreOutput.Probability ? Sigmoid(sum) : sum;
    }

    private float LeafOf(int node, ReadOnlySpan<double> features)
    {
        while (true)
        {
            ref readonly var at = ref nodes[node];
            if (at.IsLeaf)
            {
                return (float)at.Number;
            }

            var value = (float)features[at.Feature];
            var left = float.IsNaN(value) ? at.Is(TreeNodeKind.MissingGoesLeft)
                : at.Is(TreeNodeKind.Categorical) ? !Contains(at, value)
                : value < (float)at.Number;
            node = left ? at.Left : at.Right;
        }
    }

    // The categories of the set go right; what is no category goes left.
    private bool Contains(in TreeNode node, float value) =>
        value is >= 0 and < FirstNoCategory && categories.AsSpan(node.SetStart, node.SetLength).BinarySearch((int)value) >= 0;

    // As XGBoost guards it: the exponent is capped so that it stays finite, and the denominator is never 0.
    private static float Sigmoid(float margin) => 1 / (MathF.Exp(MathF.Min(-margin, 88.7f)) + 1 + 1e-16f);
}
