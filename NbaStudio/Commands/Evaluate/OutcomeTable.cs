using System.Globalization;
using System.Text.Json;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Commands.Evaluate;

/// <summary>Rows of a file as a model sees them: predictors, and whether the outcome was positive.</summary>
internal sealed class OutcomeTable
{
    private const int MostPredictors = 700;
    private const int MostNamed = 10;

    private readonly string _target;
    private readonly string _positive;
    private readonly Dictionary<string, int> _index;

    private OutcomeTable(string target, string positive, IReadOnlyList<PredictorDefinition> predictors)
    {
        (_target, _positive, Predictors) = (target, positive, predictors);
        _index = predictors.Select((p, i) => (p.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A column is a number where every cell of the first file is.</summary>
    public IReadOnlyList<PredictorDefinition> Predictors { get; }

    /// <summary>Rows without an outcome, or that cannot be read.</summary>
    public int Skipped { get; private set; }

    /// <summary>Reads the whole file once to learn what its columns are.</summary>
    /// <exception cref="CommandException">A column is missing, or the outcome is never or always positive.</exception>
    public static OutcomeTable Open(string path, string target, string positive, IReadOnlyList<string> exclude, string? delimiter)
    {
        var source = RowSources.Open(path, null, delimiter);
        target = FileColumns.Find(source.Columns, "target", target, path);
        var left = exclude.Select(e => FileColumns.Find(source.Columns, "exclude", e, path)).Append(target).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var seen = source.Columns.Where(c => !left.Contains(c)).ToDictionary(c => c, _ => (Filled: false, Numeric: true), StringComparer.OrdinalIgnoreCase);
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in source.Read().Where(r => r.Mistake is null))
        {
            foreach (var cell in row.Cells)
            {
                if (TextOf(cell) is not { } text)
                {
                    continue;
                }

                if (cell.Column.Equals(target, StringComparison.OrdinalIgnoreCase))
                {
                    outcomes[text] = outcomes.GetValueOrDefault(text) + 1;
                }
                else if (!left.Contains(cell.Column))
                {
                    var before = seen.GetValueOrDefault(cell.Column, (Filled: false, Numeric: true));
                    seen[cell.Column] = (true, before.Numeric && NumberOf(text) is not null);
                }
            }
        }

        Check(outcomes, path, target, positive);
        var predictors = seen.Where(c => c.Value.Filled).Select(c => new PredictorDefinition(c.Key, c.Value.Numeric ? PredictorType.Numeric : PredictorType.Categorical)).ToList();
        return predictors.Count switch
        {
            0 => throw new CommandException($"{path} has no column beside {string.Join(", ", left)} with anything in it."),
            > MostPredictors => throw new CommandException($"{path} has {predictors.Count} columns to learn from; at most {MostPredictors} are allowed. Leave some out with --exclude."),
            _ => new OutcomeTable(target, positive, predictors),
        };
    }

    /// <summary>Rows with an outcome, in order. A column that the first file did not have is left out; a cell that is no number where numbers stand is missing.</summary>
    public IEnumerable<(double[] Values, bool Positive)> Read(string path, string? delimiter)
    {
        var source = RowSources.Open(path, null, delimiter);
        FileColumns.Find(source.Columns, "target", _target, path);
        foreach (var row in source.Read())
        {
            var values = new double[Predictors.Count];
            Array.Fill(values, double.NaN);
            string? outcome = null;
            foreach (var cell in row.Cells)
            {
                if (TextOf(cell) is not { } text)
                {
                    continue;
                }

                if (cell.Column.Equals(_target, StringComparison.OrdinalIgnoreCase))
                {
                    outcome = text;
                }
                else if (_index.TryGetValue(cell.Column, out var at))
                {
                    values[at] = Predictors[at].Type == PredictorType.Numeric ? NumberOf(text) ?? double.NaN : new TextValue(text).Code;
                }
            }

            if (row.Mistake is not null || outcome is null)
            {
                Skipped++;
                continue;
            }

            yield return (values, outcome == _positive);
        }
    }

    private static void Check(Dictionary<string, int> outcomes, string path, string target, string positive)
    {
        if (outcomes.Count == 0)
        {
            throw new CommandException($"{path}: column {target} is empty in every row.");
        }

        if (!outcomes.ContainsKey(positive))
        {
            throw new CommandException(
                $"--positive {positive}: no row of {path} has it in column {target}. There {(outcomes.Count == 1 ? "is" : "are")} {string.Join(", ", outcomes.OrderByDescending(o => o.Value).Take(MostNamed).Select(o => $"{o.Key} ({o.Value})"))}{(outcomes.Count > MostNamed ? " and others" : "")}.");
        }

        if (outcomes.Count == 1)
        {
            throw new CommandException($"--positive {positive}: every row of {path} has it in column {target}; there is nothing to tell apart.");
        }
    }

    // As it stands in the file: true and not True.
    public static string? TextOf(in ImportCell cell)
    {
        var text = cell.Text ?? cell.Json switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } json => json.GetString(),
            { } json => json.GetRawText(),
        };
        return text?.Trim() is { Length: > 0 } written ? written : null;
    }

    public static double? NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
