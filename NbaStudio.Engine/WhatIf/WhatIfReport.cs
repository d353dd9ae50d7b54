using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.OffPolicy;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Puts a result together from rows and sums.</summary>
internal static class WhatIfReport
{
    private const int MostSegments = 12;

    public static WhatIfResult Of(WhatIfSample sample, PolicySnapshot scenario, RowResult[] rows, WhatIfTally tally, FlipReader flips)
    {
        var compared = Enumerable.Range(0, rows.Length).Where(i => rows[i].Compared).ToArray();
        int[] clusters = [.. compared.Select(i => sample.Clusters[i])];
        int[] checkable = [.. compared.Where(i => rows[i].Check is not null)];
        var customers = clusters.Distinct().Count();
        var (before, after) = (Side(sample, rows, compared, tally, false), Side(sample, rows, compared, tally, true));
        return new WhatIfResult
        {
            Decisions = compared.Length,
            LeftOut = rows.Length - compared.Length,
            Customers = customers,
            Slots = compared.Sum(i => rows[i].Slots),
            Changed = compared.Count(i => rows[i].Changed),
            CustomersChanged = compared.Where(i => rows[i].Changed).Select(i => sample.Clusters[i]).Distinct().Count(),
            NewlySilent = compared.Count(i => !rows[i].SilentBefore && rows[i].SilentAfter),
            NoLongerSilent = compared.Count(i => rows[i].SilentBefore && !rows[i].SilentAfter),
            Before = before,
            After = after,
            Treatments = [.. tally.Treatments.OrderBy(t => t.Key).Select(t => new TreatmentShift(t.Key, t.Value.Before, t.Value.After))],
            Segments = [.. tally.Segments.OrderByDescending(s => s.Value.Decisions).ThenBy(s => s.Key, StringComparer.Ordinal).Take(MostSegments).Select(s => new SegmentShift(s.Key, s.Value))],
            Flips =
            [
                .. tally.Flips.OrderByDescending(f => f.Value.Count).ThenBy(f => f.Key.From).ThenBy(f => f.Key.To).Take(WhatIfResult.MostFlips)
                    .Select(f => flips.Read(f.Key.From, f.Key.To, f.Value, [.. f.Value.Examples.Select(e => e.Row)])),
            ],
            FlipKinds = tally.Flips.Count,
            Value = ValueOf(compared.Length, before.Totals, after.Totals, tally),
            Acceptance = AcceptanceOf(before.Totals, after.Totals, tally.Draws),
            Silence = OverCustomers([.. compared.Select(i => (rows[i].SilentAfter ? 1.0 : 0) - (rows[i].SilentBefore ? 1 : 0))], clusters, 1),
            Contacts = OverCustomers(
                [.. compared.Select(i => (double)(rows[i].After - rows[i].Before))], clusters, customers == 0 ? 0 : compared.Length / (double)customers),
            Check = DataCheck.Of([.. checkable.Select(i => rows[i].Check!.Value)], [.. checkable.Select(i => sample.Clusters[i])]),
        };
    }

    private static WhatIfSide Side(WhatIfSample sample, RowResult[] rows, int[] compared, WhatIfTally tally, bool after)
    {
        var totals = tally.Treatments.OrderBy(t => t.Key).Aggregate(default(ChoiceTotals), (sum, t) => sum.Plus(after ? t.Value.After : t.Value.Before));
        return new WhatIfSide(
            totals, compared.Count(i => after ? rows[i].SilentAfter : rows[i].SilentBefore),
            compared.Where(i => (after ? rows[i].After : rows[i].Before) > 0).Select(i => sample.Clusters[i]).Distinct().Count());
    }

    private static Difference ValueOf(int decisions, ChoiceTotals before, ChoiceTotals after, WhatIfTally tally)
    {
        if (decisions == 0)
        {
            return default;
        }

        // What is chosen as before and valued anew moves the figure for sure: it is no matter of how well a chance is known.
        var valuedAnew = after.Value - before.Value - tally.Flipped;
        return new((after.Value - before.Value) / decisions, Middle(d => (tally.Draws[3][d] - tally.Draws[2][d] + valuedAnew) / decisions));
    }

    // What does not change is as uncertain on both sides, and cancels.
    private static Difference? AcceptanceOf(ChoiceTotals before, ChoiceTotals after, double[][] draws)
    {
        if (before.Contacts == 0 || after.Contacts == 0)
        {
            return null;
        }

        var (meanBefore, meanAfter) = (Mean(draws, 0), Mean(draws, 1));
        return new(
            (after.Acceptances / after.Contacts) - (before.Acceptances / before.Contacts),
            Middle(d => ((after.Acceptances + draws[1][d] - meanAfter) / after.Contacts) - ((before.Acceptances + draws[0][d] - meanBefore) / before.Contacts)));
    }

    private static double Mean(double[][] draws, int line) => Enumerable.Range(0, ParameterDraws.Count).Sum(d => draws[line][d]) / ParameterDraws.Count;

    private static ConfidenceInterval Middle(Func<int, double> draw)
    {
        double[] sorted = [.. Enumerable.Range(0, ParameterDraws.Count).Select(draw).Order()];
        return new(sorted[(int)(0.025 * ParameterDraws.Count)], sorted[(int)(0.975 * ParameterDraws.Count) - 1]);
    }

    private static Difference OverCustomers(double[] values, int[] clusters, double scale)
    {
        if (values.Length == 0)
        {
            return default;
        }

        var mean = values.Sum() / values.Length;
        if (clusters.Distinct().Take(OffPolicyGate.FewestClusters).Count() < OffPolicyGate.FewestClusters)
        {
            return new(mean * scale, null);
        }

        var estimate = OffPolicyEstimate.Of(mean, [.. values.Select(v => v - mean)], clusters);
        return new(mean * scale, new(estimate.Interval.Low * scale, estimate.Interval.High * scale));
    }
}
