using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Propensity;

/// <summary>Finds predictors that give away what models may not learn from. Pure; thread safe.</summary>
/// <remarks>
/// A sensitive attribute that is left out can be learned all the same through another one: a district for origin, purchases for health. Each predictor is cut into the bins
/// that models would use, its bins are ordered by one half of the customers and the area under the curve is measured on the other, both ways round.
/// </remarks>
public static class StandIns
{
    /// <summary>Area from which a predictor counts as a stand-in.</summary>
    public const double LeastAuc = 0.7;

    /// <summary>Customers with and without a value under which nothing is said of it.</summary>
    public const int FewestOfEach = 30;

    private const int MostValues = 8;
    private const double StandardErrors = 4; // many pairs are looked at: a chance finding in ten thousand of them

    /// <summary>Stand-ins for one sensitive attribute, the clearest first: one line for each predictor, with the value that it tells best.</summary>
    /// <param name="predictors">What models learn from.</param>
    /// <param name="rows">Of each customer the predictors' values; NaN = missing.</param>
    /// <param name="sensitive">Of each customer the sensitive value. Numbers and dates are told apart at their median; a customer without a value counts as having none of them.</param>
    /// <exception cref="ArgumentException">Rows and values differ in number, or a row in length.</exception>
    public static IReadOnlyList<StandIn> Of(IReadOnlyList<PredictorDefinition> predictors, IReadOnlyList<double[]> rows, IReadOnlyList<Value> sensitive)
    {
        ArgumentNullException.ThrowIfNull(predictors);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(sensitive);
        if (rows.Count != sensitive.Count || rows.Any(r => r.Length != predictors.Count))
        {
            throw new ArgumentException($"{rows.Count} rows with {predictors.Count} values each are needed for {sensitive.Count} sensitive values.", nameof(rows));
        }

        var questions = Questions(sensitive);
        var found = new List<StandIn>();
        for (var p = 0; p < predictors.Count && questions.Count > 0; p++)
        {
            var bins = Bins(predictors[p].Type, rows, p, out var count);
            var best = questions.Select(q => (q.Value, Auc: AucOf(bins, count, q.Has, out var error), Error: error)).MaxBy(q => q.Auc);
            if (best.Auc >= LeastAuc && best.Auc - (StandardErrors * best.Error) > 0.5)
            {
                found.Add(new StandIn(predictors[p].Name, best.Value, best.Auc));
            }
        }

        return [.. found.OrderByDescending(f => f.Auc).ThenBy(f => f.Predictor, StringComparer.Ordinal)];
    }

    /// <summary>Whether something can be said of an attribute: some value must be had, and not be had, by <see cref="FewestOfEach"/> customers.</summary>
    public static bool CanTell(IReadOnlyList<Value> sensitive) => Questions(sensitive).Count > 0;

    // "Has it this value?" for each frequent value; for numbers "is it above the median?".
    private static List<(Value Value, bool[] Has)> Questions(IReadOnlyList<Value> sensitive)
    {
        var known = sensitive.Where(v => !v.IsMissing).ToList();
        if (known.Count == 0)
        {
            return [];
        }

        IEnumerable<(Value Value, bool[] Has)> all;
        if (known[0].Kind == ValueKind.TextSet)
        {
            return [];
        }

        if (known[0].Kind == ValueKind.Boolean)
        {
            all = [(Value.OfBoolean(true), [.. sensitive.Select(v => !v.IsMissing && v.Number == 1)])];
        }
        else if (known[0].Kind != ValueKind.Text)
        {
            // Above the median, or from it on where nothing lies above.
            var median = known.Select(v => v.Number).Order().ElementAt(known.Count / 2);
            var isHighest = known.All(v => v.Number <= median);
            all = [(known.First(v => v.Number == median), [.. sensitive.Select(v => !v.IsMissing && (isHighest ? v.Number >= median : v.Number > median))])];
        }
        else
        {
            all = known.GroupBy(PredictorCodes.Of).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Take(MostValues)
                .Select(g => (g.First(), sensitive.Select(v => !v.IsMissing && PredictorCodes.Of(v) == g.Key).ToArray()));
        }

        return [.. all.Where(q => q.Has.Count(h => h) >= FewestOfEach && q.Has.Count(h => !h) >= FewestOfEach)];
    }

    private static byte[] Bins(PredictorType type, IReadOnlyList<double[]> rows, int predictor, out int count)
    {
        uint[] codes = [.. rows.Select(r => PredictorCode.Of(r[predictor], type))];
        var grid = BinGridBuilder.Build(type, 1, [.. codes.Where(c => c != PredictorCode.Missing)]);
        count = grid.Count;
        return [.. codes.Select(grid.BinOf)];
    }

    private static double AucOf(byte[] bins, int count, bool[] has, out double error)
    {
        Span<double> all = stackalloc double[4 * CountModel.MaximumBins];
        all.Clear();
        Span<double> totals = stackalloc double[4];
        totals.Clear();
        for (var i = 0; i < bins.Length; i++)
        {
            var part = ((i & 1) * 2) + (has[i] ? 0 : 1);
            all[(part * CountModel.MaximumBins) + bins[i]]++;
            totals[part]++;
        }

        var evenYes = all[..count];
        var evenNo = all.Slice(CountModel.MaximumBins, count);
        var oddYes = all.Slice(2 * CountModel.MaximumBins, count);
        var oddNo = all.Slice(3 * CountModel.MaximumBins, count);
        error = (BinnedAuc.NullStandardError(totals[0], totals[1]) + BinnedAuc.NullStandardError(totals[2], totals[3])) / 2;
        return (BinnedAuc.Of(evenYes, evenNo, oddYes, oddNo) + BinnedAuc.Of(oddYes, oddNo, evenYes, evenNo)) / 2;
    }
}

/// <summary>A predictor that gives a sensitive attribute away.</summary>
/// <param name="Predictor">Its name in conditions.</param>
/// <param name="Value">The sensitive value that it tells best; of a number the median above which it tells.</param>
/// <param name="Auc">How well it tells customers with that value from others, in (0.5, 1].</param>
public sealed record StandIn(string Predictor, Value Value, double Auc);
