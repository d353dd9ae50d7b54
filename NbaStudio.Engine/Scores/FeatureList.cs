using System.Globalization;

namespace NbaStudio.Engine.Scores;

/// <summary>The features of a file while its trees are read: which are looked at, and as what.</summary>
internal sealed class FeatureList
{
    private readonly string[] _names;
    private readonly bool[] _used;
    private readonly bool[] _categorical;

    /// <param name="names">As the file writes them.</param>
    /// <param name="count">How many the file says there are.</param>
    public FeatureList(string[] names, int count)
    {
        if (names.Length != count)
        {
            throw new ModelFileException("score.featureCount", Text(count), Text(names.Length));
        }

        var twice = names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new ModelFileException("score.featureTwice", twice.Key);
        }

        (_names, _used, _categorical) = (names, new bool[count], new bool[count]);
    }

    public int Count => _names.Length;

    /// <summary>A node looks at a feature.</summary>
    public void Use(int feature, bool categorical, int tree, int node)
    {
        if (feature < 0 || feature >= _names.Length)
        {
            throw new ModelFileException("score.splitFeature", Text(tree), Text(node), Text(feature), Text(_names.Length));
        }

        _used[feature] = true;
        _categorical[feature] |= categorical;
    }

    public IReadOnlyList<ScoreFeature> ToFeatures() => [.. _names.Select((n, i) => new ScoreFeature(n, _used[i], _categorical[i]))];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
