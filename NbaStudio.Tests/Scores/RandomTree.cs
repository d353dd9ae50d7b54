using System.Globalization;

namespace NbaStudio.Tests.Scores;

/// <summary>A random tree in the plainest form, which writes itself as XGBoost and as LightGBM do and is walked by recursion in each one's rules.</summary>
internal sealed record RandomTree(int Feature, double Number, RandomTree? Left, RandomTree? Right, int[]? Set, bool MissingLeft, int Missing)
{
    public bool IsLeaf => Left is null;

    public static RandomTree Make(Random random, int features, int depth) => depth == 0 || random.Next(8) == 0
        ? new RandomTree(-1, Math.Round((random.NextDouble() - 0.5) * 4, 3), null, null, null, false, 0)
        : new RandomTree(
            random.Next(features), random.Next(-3, 8), Make(random, features, depth - 1), Make(random, features, depth - 1),
            random.Next(3) == 0 ? [.. Enumerable.Range(0, 70).Where(_ => random.Next(4) == 0)] : null, random.Next(2) == 0, random.Next(3));

    public float WalkXGBoost(float[] x)
    {
        if (IsLeaf)
        {
            return (float)Number;
        }

        var value = x[Feature];
        var left = float.IsNaN(value) ? MissingLeft : Set is null ? value < (float)Number : !(value >= 0 && Set.Contains((int)value));
        return (left ? Left : Right)!.WalkXGBoost(x);
    }

    public double WalkLightGbm(double[] x)
    {
        if (IsLeaf)
        {
            return Number;
        }

        var value = x[Feature];
        if (Set is not null)
        {
            return (!double.IsNaN(value) && (int)value >= 0 && Set.Contains((int)value) ? Left : Right)!.WalkLightGbm(x);
        }

        value = double.IsNaN(value) && Missing != 2 ? 0 : value;
        var missing = (Missing == 1 && value == 0) || (Missing == 2 && double.IsNaN(value));
        return ((missing ? MissingLeft : value <= Number) ? Left : Right)!.WalkLightGbm(x);
    }

    public static string XGBoost(IEnumerable<RandomTree> trees, int features, string objective) =>
        $$$$"""{"learner":{"feature_names":[{{{{string.Join(',', Enumerable.Range(0, features).Select(i => $"\"x{i}\""))}}}}],"gradient_booster":{"name":"gbtree","model":{"trees":[{{{{string.Join(',', trees.Select(t => t.XGBoostTree()))}}}}]}},"learner_model_param":{"base_score":"2.5E-1","num_class":"0","num_feature":"{{{{features}}}}"},"objective":{"name":"{{{{objective}}}}"}}}""";

    public static string LightGbm(IEnumerable<RandomTree> trees, int features, string objective) =>
        $"tree\nversion=v4\nnum_class=1\nmax_feature_idx={features - 1}\nobjective={objective}\nfeature_names={string.Join(' ', Enumerable.Range(0, features).Select(i => $"x{i}"))}\n\n"
        + string.Join('\n', trees.Select((t, i) => $"Tree={i}\n{t.LightGbmTree()}")) + "\nend of trees\n";

    private string XGBoostTree()
    {
        var nodes = new List<RandomTree>();
        Collect(nodes, this);
        int IndexOf(RandomTree node) => nodes.FindIndex(n => ReferenceEquals(n, node));
        var sets = nodes.Where(n => n.Set is not null).ToList();
        var starts = sets.Select((_, i) => sets.Take(i).Sum(s => s.Set!.Length));
        string List(Func<RandomTree, string> write) => "[" + string.Join(',', nodes.Select(write)) + "]";
        return $"{{\"left_children\":{List(n => n.IsLeaf ? "-1" : Of(IndexOf(n.Left!)))},\"right_children\":{List(n => n.IsLeaf ? "-1" : Of(IndexOf(n.Right!)))},"
            + $"\"split_indices\":{List(n => Of(Math.Max(0, n.Feature)))},\"split_conditions\":{List(n => Of(n.Number))},\"default_left\":{List(n => n.MissingLeft ? "1" : "0")},"
            + $"\"split_type\":{List(n => n.Set is null ? "0" : "1")},\"categories_nodes\":[{string.Join(',', sets.Select(IndexOf))}],\"categories_segments\":[{string.Join(',', starts)}],"
            + $"\"categories_sizes\":[{string.Join(',', sets.Select(s => s.Set!.Length))}],\"categories\":[{string.Join(',', sets.SelectMany(s => s.Set!.Reverse()))}]}}";
    }

    private string LightGbmTree()
    {
        var all = new List<RandomTree>();
        Collect(all, this);
        var (splits, leaves) = (all.Where(n => !n.IsLeaf).ToList(), all.Where(n => n.IsLeaf).ToList());
        var sets = splits.Where(n => n.Set is not null).ToList();
        string List(Func<RandomTree, string> write) => string.Join(' ', splits.Select(write));
        string Child(RandomTree n) => Of(n.IsLeaf ? ~leaves.FindIndex(l => ReferenceEquals(l, n)) : splits.FindIndex(s => ReferenceEquals(s, n)));
        return $"num_leaves={leaves.Count}\nnum_cat={sets.Count}\nsplit_feature={List(n => Of(n.Feature))}\n"
            + $"threshold={List(n => Of(n.Set is null ? n.Number : sets.FindIndex(s => ReferenceEquals(s, n))))}\ndecision_type={List(n => Of((n.Set is null ? 0 : 1) + (n.MissingLeft ? 2 : 0) + (n.Missing * 4)))}\n"
            + $"left_child={List(n => Child(n.Left!))}\nright_child={List(n => Child(n.Right!))}\nleaf_value={string.Join(' ', leaves.Select(l => Of(l.Number)))}\n"
            + $"cat_boundaries={string.Join(' ', Enumerable.Range(0, sets.Count + 1).Select(i => i * 3))}\ncat_threshold={string.Join(' ', sets.SelectMany(s => Words(s.Set!)))}\nis_linear=0\n\n";
    }

    private static uint[] Words(int[] set)
    {
        var words = new uint[3];
        Array.ForEach(set, c => words[c / 32] |= 1u << (c % 32));
        return words;
    }

    private static void Collect(List<RandomTree> nodes, RandomTree node)
    {
        nodes.Add(node);
        if (!node.IsLeaf)
        {
            Collect(nodes, node.Left!);
            Collect(nodes, node.Right!);
        }
    }

    private static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
