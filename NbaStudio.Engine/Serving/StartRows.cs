using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Starts;

namespace NbaStudio.Engine.Serving;

/// <summary>Checks the rows of a start and cuts them into journal entries.</summary>
internal static class StartRows
{
    /// <returns>The predictors that the rows have, in their order.</returns>
    /// <exception cref="ArgumentException">Something is not allowed.</exception>
    public static PredictorDefinition[] Check(ModelStart start, PolicySnapshot policy)
    {
        var (rows, positives) = (start.Positives.Length, start.Positives.Count(p => p));
        Allow(rows is >= StartLimits.FewestRows and <= StartLimits.MostRows, $"{rows} rows are not allowed; allowed are {StartLimits.FewestRows} to {StartLimits.MostRows}.");
        Allow(
            Math.Min(positives, rows - positives) >= StartLimits.FewestOfEach,
            $"{positives} of {rows} rows are positive; at least {StartLimits.FewestOfEach} must be, and at least {StartLimits.FewestOfEach} must not.");
        Allow(
            start.Effective is >= StartLimits.LeastEffective and <= StartLimits.MostEffective,
            $"A file cannot count for {start.Effective} responses; allowed are {StartLimits.LeastEffective} to {StartLimits.MostEffective}.");
        Allow(start.Predictors.Count > 0 && start.Predictors.Distinct().Count() == start.Predictors.Count, "At least one predictor is needed, and each only once.");
        Allow(start.Values.Length == rows * start.Predictors.Count, $"{rows} rows of {start.Predictors.Count} values are needed; there are {start.Values.Length} values.");
        Allow(start.Values.Length <= StartLimits.MostValues, $"{start.Values.Length} values are not allowed; at most {StartLimits.MostValues} are.");
        return [.. start.Predictors.Select(name => policy.Predictors.FirstOrDefault(p => p.Name == name) is { Name: not null } predictor
            ? new PredictorDefinition(name, predictor.Numeric ? PredictorType.Numeric : PredictorType.Categorical)
            : throw new ArgumentException($"'{name}' is no predictor of the policy.", nameof(start)))];
    }

    /// <summary>Entries in the order in which the rows are learned.</summary>
    public static List<StartEntry> Parts(ModelStart start, int treatmentKey, PredictorDefinition[] columns, string by)
    {
        var rows = start.Positives.Length;
        var whole = new FileStart(0, by, start.File, start.Fingerprint, rows, start.Positives.Count(p => p), Math.Min(rows, start.Effective), columns.Length);
        var order = StartLimits.Order(start.Positives, start.Fingerprint);
        return [.. order.Chunk(StartLimits.RowsOfPart).Select((part, number) => new StartEntry(treatmentKey, start.FurtherHead, new StartPart(
            whole, number * StartLimits.RowsOfPart, columns,
            [.. part.SelectMany(row => columns.Select((c, i) => StartLimits.CodeOf(start.Values[(row * columns.Length) + i], c.Type)))],
            [.. part.Select(row => start.Positives[row])])))];
    }

    private static void Allow(bool isAllowed, string otherwise)
    {
        if (!isAllowed)
        {
            throw new ArgumentException(otherwise, "start");
        }
    }
}
