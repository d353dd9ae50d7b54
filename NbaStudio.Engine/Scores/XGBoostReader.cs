using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NbaStudio.Engine.Scores;

/// <summary>Reads what XGBoost's save_model writes to a .json file.</summary>
internal sealed class XGBoostReader
{
    private const string Logistic = "binary:logistic";
    private const string Squared = "reg:squarederror";
    private readonly List<TreeNode> _nodes = [];
    private readonly List<int> _categories = [];
    private readonly List<int> _roots = [];
    private readonly FeatureList _features;

    private XGBoostReader(FeatureList features) => _features = features;

    public static ImportedModel Read(string text)
    {
        try
        {
            // Bytes, because a text with half a character has to be no exception.
            using var json = JsonDocument.Parse(BareNumbers.Quote(Encoding.UTF8.GetBytes(text)), new JsonDocumentOptions { MaxDepth = 32 });
            return Read(JsonFields.Object(json.RootElement, "learner", ""));
        }
        catch (JsonException e)
        {
            throw new ModelFileException("score.json", Text((e.LineNumber ?? 0) + 1), Text((e.BytePositionInLine ?? 0) + 1));
        }
    }

    private static ImportedModel Read(JsonElement learner)
    {
        var parameters = JsonFields.Object(learner, "learner_model_param", "learner");
        CheckOutputs(parameters);
        var objective = JsonFields.Text(JsonFields.Object(learner, "objective", "learner"), "name", "learner/objective");
        if (objective is not (Logistic or Squared))
        {
            throw new ModelFileException("score.objective", objective, $"{Logistic}, {Squared}");
        }

        var booster = JsonFields.Object(learner, "gradient_booster", "learner");
        if (JsonFields.Text(booster, "name", "learner/gradient_booster") is var name && name != "gbtree")
        {
            throw new ModelFileException("score.booster", name, "gbtree");
        }

        var reader = new XGBoostReader(FeaturesOf(learner, parameters));
        var model = JsonFields.Object(booster, "model", "learner/gradient_booster");
        var trees = JsonFields.List(model, "trees", "learner/gradient_booster/model");
        for (var i = 0; i < trees.GetArrayLength(); i++)
        {
            reader.ReadTree(trees[i], i);
        }

        if (reader._roots.Count == 0)
        {
            throw new ModelFileException("score.noTrees");
        }

        var output = objective == Logistic ? ScoreOutput.Probability : ScoreOutput.Number;
        return new XGBoostModel(
            output, reader._features.ToFeatures(), BaseMargin(parameters, output), [.. reader._nodes], [.. reader._roots], [.. reader._categories]);
    }

    private static void CheckOutputs(JsonElement parameters)
    {
        var classes = JsonFields.WholeText(parameters, "num_class", "learner/learner_model_param", 0);
        var targets = JsonFields.WholeText(parameters, "num_target", "learner/learner_model_param", 1);
        if (classes > 1 || targets > 1)
        {
            throw new ModelFileException("score.classes", Text(Math.Max(classes, targets)));
        }
    }

    private static FeatureList FeaturesOf(JsonElement learner, JsonElement parameters)
    {
        var count = JsonFields.WholeText(parameters, "num_feature", "learner/learner_model_param", -1);
        var names = learner.TryGetProperty("feature_names", out var list) && list.ValueKind == JsonValueKind.Array ? JsonFields.Texts(list, "learner/feature_names") : [];

        // Trained on a bare matrix the features have no names; XGBoost itself shows them as f0, f1 ...
        // The count is believed only so far as a file of the allowed size can use it.
        if (names.Length == 0 && count is > 0 and <= 100_000)
        {
            names = [.. Enumerable.Range(0, count).Select(i => "f" + Text(i))];
        }

        return new FeatureList(names, count);
    }

    private static float BaseMargin(JsonElement parameters, ScoreOutput output)
    {
        // Written as text, since 3.1 as a list of one.
        var written = JsonFields.Text(parameters, "base_score", "learner/learner_model_param").Trim('[', ']', ' ');
        var allowed = output == ScoreOutput.Number ? "a finite number" : "a number above 0 and below 1";
        if (!float.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) || !float.IsFinite(score) || (output == ScoreOutput.Probability && score is not (> 0 and < 1)))
        {
            throw new ModelFileException("score.field", "learner/learner_model_param/base_score", allowed);
        }

        return output == ScoreOutput.Number ? score : -MathF.Log((1 / score) - 1);
    }

    private void ReadTree(JsonElement tree, int number)
    {
        var place = $"learner/gradient_booster/model/trees/{Text(number)}";
        var lefts = JsonFields.Wholes(tree, "left_children", place);
        var rights = JsonFields.Wholes(tree, "right_children", place, lefts.Length);
        var features = JsonFields.Wholes(tree, "split_indices", place, lefts.Length);
        var conditions = JsonFields.Floats(tree, "split_conditions", place, lefts.Length);
        var defaults = JsonFields.Wholes(tree, "default_left", place, lefts.Length);
        var types = tree.TryGetProperty("split_type", out _) ? JsonFields.Wholes(tree, "split_type", place, lefts.Length) : new int[lefts.Length];
        var sets = ReadSets(tree, place);
        var start = _nodes.Count;
        if (lefts.Length == 0)
        {
            throw new ModelFileException("score.field", place + "/left_children", "a list with at least one node");
        }

        for (var i = 0; i < lefts.Length; i++)
        {
            if (float.IsNaN(conditions[i]) && (lefts[i] == -1 || types[i] != 1))
            {
                throw new ModelFileException("score.number", Text(number), Text(i));
            }

            if (lefts[i] == -1)
            {
                _nodes.Add(TreeNode.Leaf(conditions[i]));
                continue;
            }

            var categorical = types[i] == 1;
            _features.Use(features[i], categorical, number, i);
            var set = categorical ? sets.GetValueOrDefault(i) : default;
            _nodes.Add(new TreeNode(
                conditions[i], features[i], Child(lefts[i], start), Child(rights[i], start), set.Start, set.Length,
                (categorical ? TreeNodeKind.Categorical : 0) | (defaults[i] != 0 ? TreeNodeKind.MissingGoesLeft : 0)));
        }

        TreeShape.Check(_nodes, start, number);
        _roots.Add(start);
    }

    // Kept from overflowing; outside it is either way.
    private static int Child(int index, int start) => (int)Math.Min(int.MaxValue, (long)index + start);

    /// <summary>Copies the sets of categories, sorted, and says where each node's is.</summary>
    private Dictionary<int, (int Start, int Length)> ReadSets(JsonElement tree, string place)
    {
        var sets = new Dictionary<int, (int Start, int Length)>();
        if (!tree.TryGetProperty("categories_nodes", out _))
        {
            return sets;
        }

        var nodes = JsonFields.Wholes(tree, "categories_nodes", place);
        var segments = JsonFields.Wholes(tree, "categories_segments", place, nodes.Length);
        var sizes = JsonFields.Wholes(tree, "categories_sizes", place, nodes.Length);
        var categories = JsonFields.Wholes(tree, "categories", place);
        for (var i = 0; i < nodes.Length; i++)
        {
            if (segments[i] < 0 || sizes[i] < 0 || segments[i] > categories.Length - sizes[i])
            {
                throw new ModelFileException("score.field", place + "/categories_segments", $"within the {Text(categories.Length)} categories of the tree");
            }

            sets[nodes[i]] = (_categories.Count, sizes[i]);
            _categories.AddRange(categories.Skip(segments[i]).Take(sizes[i]).Order());
        }

        return sets;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
