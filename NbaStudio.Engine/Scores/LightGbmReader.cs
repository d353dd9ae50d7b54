using System.Globalization;

namespace NbaStudio.Engine.Scores;

/// <summary>Reads the text that LightGBM's save_model writes.</summary>
internal sealed class LightGbmReader
{
    private const string EndOfTrees = "end of trees";
    private static readonly string[] Regressions = ["regression", "regression_l1", "regression_l2", "huber", "fair", "quantile", "mape"];
    private readonly List<TreeNode> _nodes = [];
    private readonly List<uint> _categories = [];
    private readonly List<int> _roots = [];
    private readonly FeatureList _features;

    private LightGbmReader(FeatureList features) => _features = features;

    public static ImportedModel Read(string text)
    {
        var blocks = BlocksOf(text);
        var head = blocks[0];
        if (Math.Max(head.Whole("num_class", 1), head.Whole("num_tree_per_iteration", 1)) is var classes and > 1)
        {
            throw new ModelFileException("score.classes", Text(classes));
        }

        var (output, sigmoid) = ObjectiveOf(head);
        var reader = new LightGbmReader(new FeatureList(head.Words("feature_names"), head.Whole("max_feature_idx") + 1));
        for (var i = 1; i < blocks.Count; i++)
        {
            reader.ReadTree(blocks[i], i - 1);
        }

        if (reader._roots.Count == 0)
        {
            throw new ModelFileException("score.noTrees");
        }

        return new LightGbmModel(output, reader._features.ToFeatures(), sigmoid, head.Has("average_output"), [.. reader._nodes], [.. reader._roots], [.. reader._categories]);
    }

    /// <summary>The head and each tree. What follows the trees (importances, parameters) is not needed.</summary>
    private static List<LightGbmBlock> BlocksOf(string text)
    {
        var blocks = new List<LightGbmBlock> { new("head") };
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line.SequenceEqual(EndOfTrees))
            {
                return blocks;
            }

            if (line.StartsWith("Tree=", StringComparison.Ordinal))
            {
                blocks.Add(new LightGbmBlock("Tree=" + Text(blocks.Count - 1)));
            }
            else if (line.Length > 0)
            {
                blocks[^1].Add(line);
            }
        }

        throw new ModelFileException("score.cut", EndOfTrees);
    }

    private static (ScoreOutput Output, double Sigmoid) ObjectiveOf(LightGbmBlock head)
    {
        var words = head.Words("objective");
        if (words is ["binary", ..])
        {
            var written = words.FirstOrDefault(w => w.StartsWith("sigmoid:", StringComparison.Ordinal))?["sigmoid:".Length..] ?? "1";
            return double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var sigmoid) && sigmoid > 0 && double.IsFinite(sigmoid)
                ? (ScoreOutput.Probability, sigmoid)
                : throw new ModelFileException("score.field", "objective", "binary sigmoid: with a number above 0");
        }

        // "regression sqrt" learned the root of the label, which is another answer.
        return words.Length > 0 && Regressions.Contains(words[0], StringComparer.Ordinal) && !words.Contains("sqrt", StringComparer.Ordinal)
            ? (ScoreOutput.Number, 1)
            : throw new ModelFileException("score.objective", string.Join(' ', words), "binary, " + string.Join(", ", Regressions));
    }

    private void ReadTree(LightGbmBlock block, int number)
    {
        if (block.Whole("is_linear", 0) != 0)
        {
            throw new ModelFileException("score.booster", "linear_tree", "gbdt, dart, goss, rf");
        }

        var leaves = block.Whole("num_leaves");
        if (leaves < 1)
        {
            throw new ModelFileException("score.field", block.Name + "/num_leaves", "at least 1");
        }

        // Splits come first, then leaves; a child below 0 is the leaf ~child.
        var values = block.Numbers("leaf_value", leaves);
        var start = _nodes.Count;
        var splits = leaves - 1;
        if (splits > 0)
        {
            ReadSplits(block, splits, start, number);
        }

        _nodes.AddRange(values.Select(TreeNode.Leaf));
        TreeShape.Check(_nodes, start, number);
        _roots.Add(start);
    }

    private void ReadSplits(LightGbmBlock block, int splits, int start, int number)
    {
        var features = block.Wholes("split_feature", splits);
        var thresholds = block.Numbers("threshold", splits);
        var types = block.Wholes("decision_type", splits);
        var lefts = block.Wholes("left_child", splits);
        var rights = block.Wholes("right_child", splits);
        var sets = ReadSets(block);
        for (var i = 0; i < splits; i++)
        {
            var kind = KindOf(types[i], block.Name);
            var categorical = (kind & TreeNodeKind.Categorical) != 0;
            _features.Use(features[i], categorical, number, i);
            var set = categorical ? SetOf(sets, thresholds[i], block.Name) : default;
            _nodes.Add(new TreeNode(thresholds[i], features[i], Child(lefts[i]), Child(rights[i]), set.Start, set.Length, kind));
        }

        int Child(int child) => (int)Math.Clamp(child >= 0 ? (child < splits ? (long)start + child : int.MaxValue) : (long)start + splits + ~child, 0, int.MaxValue);
    }

    private static TreeNodeKind KindOf(int type, string place) => (type & 1, (type >> 2) & 3) switch
    {
        (1, _) => TreeNodeKind.Categorical,
        (_, 0) => DefaultOf(type),
        (_, 1) => DefaultOf(type) | TreeNodeKind.ZeroIsMissing,
        (_, 2) => DefaultOf(type) | TreeNodeKind.NanIsMissing,
        _ => throw new ModelFileException("score.field", place + "/decision_type", "a missing type of none, zero or NaN"),
    };

    private static TreeNodeKind DefaultOf(int type) => (type & 2) != 0 ? TreeNodeKind.MissingGoesLeft : TreeNodeKind.None;

    private List<(int Start, int Length)> ReadSets(LightGbmBlock block)
    {
        var sets = new List<(int Start, int Length)>();
        var count = block.Whole("num_cat", 0);
        if (count == 0)
        {
            return sets;
        }

        var bounds = block.Wholes("cat_boundaries", count + 1);
        var words = block.Bits("cat_threshold", bounds[^1]);
        for (var i = 0; i < count; i++)
        {
            if (bounds[i] < 0 || bounds[i] > bounds[i + 1])
            {
                throw new ModelFileException("score.field", block.Name + "/cat_boundaries", "rising numbers from 0");
            }

            sets.Add((_categories.Count + bounds[i], bounds[i + 1] - bounds[i]));
        }

        _categories.AddRange(words);
        return sets;
    }

    private static (int Start, int Length) SetOf(List<(int Start, int Length)> sets, double threshold, string place) =>
        threshold >= 0 && threshold < sets.Count ? sets[(int)threshold]
        : throw new ModelFileException("score.field", place + "/threshold", $"the number of one of its {Text(sets.Count)} sets of categories");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
