using System.Globalization;

namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>Judges all lines of an experiment together, and never names a winner that the data do not support. Thread safe.</summary>
public static class ExperimentJudge
{
    /// <summary>Customers that an arm needs at least.</summary>
    public const int FewestCustomers = 50;

    /// <summary>Customers who say yes, and who say no, that an arm needs at least where the metric is yes or no.</summary>
    public const int FewestOfEach = 5;

    /// <summary>Judges.</summary>
    /// <param name="comparisons">All lines that are looked at.</param>
    /// <param name="ratio">The check of the split.</param>
    /// <param name="anytime">How intervals for every look are tuned, and alpha.</param>
    /// <param name="isOnlyLook">True where this is the one look that was planned: then Welch's test decides.</param>
    /// <param name="falseDiscovery">True to bound the share of false lines (Benjamini, Hochberg) instead of the chance of any (Holm).</param>
    /// <returns>A line for each, in order; none where the split is broken.</returns>
    public static IReadOnlyList<ComparisonLine> Judge(IReadOnlyList<Comparison> comparisons, SampleRatio ratio, AlwaysValid anytime, bool isOnlyLook, bool falseDiscovery)
    {
        if (ratio.IsBroken)
        {
            return [];
        }

        var refusals = comparisons.Select(Refuse).ToList();
        var effects = comparisons.Select((c, i) => refusals[i] is null ? Effect.Between(c.Treated, c.Control, anytime, c.Clock) : null).ToList();
        var known = Enumerable.Range(0, effects.Count).Where(i => effects[i] is not null).ToList();
        var once = Adjust(known.ConvertAll(i => effects[i]!.PValue), falseDiscovery);
        var always = Adjust(known.ConvertAll(i => effects[i]!.AnytimePValue), falseDiscovery);
        var lines = comparisons.Select((c, i) => new ComparisonLine(c, effects[i], 1, 1, LineVerdict.NoNumber, refusals[i])).ToArray();
        for (var k = 0; k < known.Count; k++)
        {
            var line = lines[known[k]];
            lines[known[k]] = line with { AdjustedPValue = once[k], AdjustedAnytimePValue = always[k], Verdict = Verdict(line, line.Of.Split ?? ratio, once[k], always[k], anytime.Alpha, isOnlyLook) };
        }

        return lines;
    }

    private static LineVerdict Verdict(ComparisonLine line, SampleRatio ratio, double once, double always, double alpha, bool isOnlyLook)
    {
        if (!ratio.IsFine || !line.Of.MissingIsEven)
        {
            return LineVerdict.Suspicious;
        }

        if ((isOnlyLook ? once : always) < alpha)
        {
            return line.Effect!.Difference > 0 == line.Of.LowerIsBetter ? LineVerdict.Worse : LineVerdict.Better;
        }

        return once < alpha ? LineVerdict.OnlyIfPlanned : LineVerdict.NotYet;
    }

    private static Refusal? Refuse(Comparison line)
    {
        var (arm, control) = (line.Treated, line.Control);
        if (line.Split is { IsBroken: true } split)
        {
            return new("splitBroken", Text($"{line.Arm}: {arm.Count:N0} to {control.Count:N0} customers are not the planned split (p = {split.PValue:0.#######}); customers were lost or added after the draw."));
        }

        if (Math.Min(arm.Count, control.Count) is var fewest && fewest < FewestCustomers)
        {
            return new("tooFewCustomers", Text($"{line.Metric}: there are {arm.Count:N0} customers in {line.Arm} and {control.Count:N0} in the control; each needs at least {FewestCustomers}."));
        }

        if (line.Refused is { } refused)
        {
            return refused;
        }

        if (!(arm.MeanVariance + control.MeanVariance > 0))
        {
            return new("constantMetric", Text($"{line.Metric} is the same for everybody in {line.Arm} and in the control ({arm.Mean:0.####} and {control.Mean:0.####}); nothing says what chance does, so nothing can be said about a difference."));
        }

        if (line.Yes is not { } yes)
        {
            return null;
        }

        return Math.Min(Math.Min(yes.Arm, arm.Count - yes.Arm), Math.Min(yes.Control, control.Count - yes.Control)) < FewestOfEach
            ? new("tooFewOutcomes", Text($"{line.Metric}: {yes.Arm:N0} of {arm.Count:N0} in {line.Arm} and {yes.Control:N0} of {control.Count:N0} in the control said yes; each arm needs at least {FewestOfEach} of either answer."))
            : null;
    }

    private static double[] Adjust(List<double> pValues, bool falseDiscovery) => falseDiscovery ? MultipleComparisons.BenjaminiHochberg(pValues) : MultipleComparisons.Holm(pValues);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
