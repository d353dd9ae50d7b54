using System.Globalization;

namespace NbaStudio.Engine.Scores;

/// <summary>Reads a table of coefficients: the header feature,coefficient, a row intercept, and a row for each number or feature=value.</summary>
internal static class LogisticReader
{
    private const string Intercept = "intercept";

    public static bool IsHeader(ReadOnlySpan<char> line) => line.SequenceEqual("feature,coefficient") || line.SequenceEqual("\"feature\",\"coefficient\"");

    public static ImportedModel Read(string text)
    {
        var order = new List<string>();
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        var texts = new Dictionary<string, List<(string Text, double Weight)>>(StringComparer.Ordinal);
        double? intercept = null;
        var lines = text.Split('\n');
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].AsSpan().Trim().Length == 0)
            {
                continue;
            }

            var (name, weight) = RowOf(lines[i].Trim(), i + 1);
            var sign = name.IndexOf('=', StringComparison.Ordinal);
            var feature = sign < 0 ? name : name[..sign];
            if (name == Intercept)
            {
                intercept = intercept is null ? weight : throw Twice(name);
                continue;
            }

            if (feature.Length == 0)
            {
                throw new ModelFileException("score.line", Text(i + 1), lines[i].Trim());
            }

            if (!numbers.ContainsKey(feature) && !texts.ContainsKey(feature))
            {
                order.Add(feature);
            }

            Add(name, feature, sign, weight, numbers, texts);
        }

        if (intercept is not { } start)
        {
            throw new ModelFileException("score.intercept");
        }

        return new LogisticModel(
            [.. order.Select(f => new ScoreFeature(f, true, texts.ContainsKey(f), texts.TryGetValue(f, out var values) ? [.. values.Select(v => v.Text)] : null))],
            start, [.. order.Select(f => texts.TryGetValue(f, out var values) ? values.Select(v => v.Weight).ToArray() : [numbers[f]])]);
    }

    private static void Add(
        string name, string feature, int sign, double weight, Dictionary<string, double> numbers, Dictionary<string, List<(string Text, double Weight)>> texts)
    {
        if (sign < 0)
        {
            if (texts.ContainsKey(feature) || !numbers.TryAdd(feature, weight))
            {
                throw Twice(feature);
            }

            return;
        }

        if (numbers.ContainsKey(feature))
        {
            throw Twice(feature);
        }

        var values = texts.TryGetValue(feature, out var known) ? known : texts[feature] = [];
        var value = name[(sign + 1)..];
        if (values.Exists(v => Conditions.TextValue.Fold(v.Text) == Conditions.TextValue.Fold(value)))
        {
            throw Twice(name);
        }

        values.Add((value, weight));
    }

    // The number is behind the last comma; a name with a comma stands in quotation marks.
    private static (string Name, double Weight) RowOf(string line, int number)
    {
        var comma = line.LastIndexOf(',');
        var name = comma < 0 ? "" : line[..comma].Trim();
        if (name is ['"', .., '"'])
        {
            name = name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
        }
        else if (name.Contains(',', StringComparison.Ordinal))
        {
            name = "";
        }

        return name.Length > 0 && double.TryParse(line.AsSpan(comma + 1).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && double.IsFinite(weight)
            ? (name, weight)
            : throw new ModelFileException("score.line", Text(number), line);
    }

    private static ModelFileException Twice(string feature) => new("score.featureTwice", feature);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
