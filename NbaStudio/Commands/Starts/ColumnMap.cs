using NbaStudio.Configuration;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Reading;

namespace NbaStudio.Commands.Starts;

/// <summary>Which column stands for which predictor.</summary>
internal static class ColumnMap
{
    private const int MostNamed = 30;

    /// <summary>The name without the part that says where it comes from: age for customer.age.</summary>
    public static string Short(string predictor) => predictor.StartsWith("customer.", StringComparison.Ordinal) || predictor.StartsWith("aggregate.", StringComparison.Ordinal)
        || predictor.StartsWith("context.", StringComparison.Ordinal) || predictor.StartsWith("time.", StringComparison.Ordinal) || predictor.StartsWith("score.", StringComparison.Ordinal)
        ? predictor[(predictor.IndexOf('.', StringComparison.Ordinal) + 1)..] : predictor;

    /// <summary>Columns by the names of predictors; of two predictors of one short name the first takes the column, and no column is taken twice.</summary>
    public static Dictionary<string, string> Guess(PolicySnapshot policy, IEnumerable<string> columns)
    {
        var free = columns.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Func<string, string> nameOf in new Func<string, string>[] { name => name, Short })
        {
            foreach (var name in policy.Predictors.Select(p => p.Name).Where(name => !map.ContainsKey(name)))
            {
                if (free.TryGetValue(nameOf(name), out var column))
                {
                    free.Remove(column);
                    map.Add(name, column);
                }
            }
        }

        return map;
    }

    /// <summary>What was asked for, and names for the rest.</summary>
    /// <param name="columns">Columns of the file.</param>
    /// <param name="target">The column of the outcome, as in the file.</param>
    public static Dictionary<string, string> Of(PolicySnapshot policy, IReadOnlyList<string> columns, string target, StartSettings settings, List<StartIssue> issues)
    {
        var asked = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (written, wanted) in settings.Map)
        {
            var predictor = policy.Predictors.FirstOrDefault(p => Same(p.Name, written)).Name ?? policy.Predictors.FirstOrDefault(p => Same(Short(p.Name), written)).Name;
            var column = columns.FirstOrDefault(c => Same(c, wanted));
            if (predictor is null)
            {
                issues.Add(new("MapPredictor", "map", [written, Near(written, [.. policy.Predictors.Select(p => p.Name)])]));
            }
            else if (column is null && wanted.Length > 0)
            {
                issues.Add(new("MapColumn", "map", [wanted, predictor, Near(wanted, columns)]));
            }
            else if (column is not null && Same(column, target))
            {
                issues.Add(new("MapTarget", "map", [column, predictor]));
            }
            else if (!asked.TryAdd(predictor, column ?? ""))
            {
                issues.Add(new("MapTwice", "map", [predictor]));
            }
        }

        if (!settings.MapsAll)
        {
            foreach (var (predictor, column) in Guess(policy, columns.Where(c => !Same(c, target) && !asked.Values.Any(a => Same(a, c)))))
            {
                asked.TryAdd(predictor, column);
            }
        }

        return asked.Where(pair => pair.Value.Length > 0).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>What somebody may have meant, else what there is.</summary>
    public static string Near(string written, IReadOnlyList<string> names) =>
        NearestName.Find(written, names) ?? string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? ", …" : "");

    public static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
