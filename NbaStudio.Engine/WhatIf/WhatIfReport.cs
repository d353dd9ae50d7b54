using System.Runtime.InteropServices;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.OffPolicy;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Puts a result together from rows and sums.</summary>
internal sealed class WhatIfReport(WhatIfSample sample, PolicySnapshot scenario, RowResult[] rows, WhatIfTally tally)
{
    private const int MostSegments = 12;

    private readonly int[] _compared = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i].Compared)];
    private readonly DrawnSums _all = new();
    private readonly Dictionary<string, DrawnSums> _bySegment = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DrawnSums> _byChannel = new(StringComparer.Ordinal);

    /// <param name="parts">How an attribute parts the decisions; null = it does not.</param>
    public WhatIfResult Of(SegmentParts? parts, FlipReader flips)
    {
        foreach (var (segment, part) in tally.Parts)
        {
            var own = Known(_bySegment, segment);
            part.Flipped.Draw(treatment => [_all, own, Known(_byChannel, ChannelOf(treatment))]);
        }

        int[] clusters = [.. _compared.Select(i => sample.Clusters[i])];
        var customers = DataCheck.CustomersOf(clusters);
        var (before, after) = (Side(false), Side(true));
        return new WhatIfResult
        {
            Decisions = _compared.Length,
            LeftOut = rows.Length - _compared.Length,
            Customers = customers,
            Slots = _compared.Sum(i => rows[i].Slots),
            Changed = _compared.Count(i => rows[i].Changed),
            CustomersChanged = DataCheck.CustomersOf([.. _compared.Where(i => rows[i].Changed).Select(i => sample.Clusters[i])]),
            NewlySilent = _compared.Count(i => !rows[i].SilentBefore && rows[i].SilentAfter),
            NoLongerSilent = _compared.Count(i => rows[i].SilentBefore && !rows[i].SilentAfter),
            Before = before,
            After = after,
            Treatments = [.. tally.Treatments.OrderBy(t => t.Key).Select(t => new TreatmentShift(t.Key, t.Value.Before, t.Value.After))],
            Channels = Channels(clusters, customers),
            Objectives = Objectives(clusters),
            Segments = parts is null ? [] : [.. InOrder(parts).Take(MostSegments).Select(s => Segment(s.Key, s.Value.Totals))],
            Flips =
            [
                .. tally.Flips.OrderByDescending(f => f.Value.Count).ThenBy(f => f.Key.From).ThenBy(f => f.Key.To).Take(WhatIfResult.MostFlips)
                    .Select(f => flips.Read(f.Key.From, f.Key.To, f.Value, [.. f.Value.Examples.Select(e => e.Row)])),
            ],
            FlipKinds = tally.Flips.Count,
            Value = ValueOf(_compared.Length, before.Totals, after.Totals, _all),
            Acceptance = AcceptanceOf(before.Totals, after.Totals, _all),
            Silence = SilenceOf(_compared, clusters),
            Contacts = ContactsOf(_compared, clusters, customers),
            Check = DataCheck.Of(CollectionsMarshal.AsSpan(tally.Checks), CollectionsMarshal.AsSpan(tally.CheckClusters), sample.Share),
        };
    }

    /// <summary>What two policies come to when contacts follow from each.</summary>
    public static AlongTimeResult OfPaths(WhatIfSample sample, PathRow[] today, PathRow[] scenario)
    {
        int[] compared = [.. Enumerable.Range(0, today.Length).Where(i => today[i].Compared && scenario[i].Compared)];
        int[] clusters = [.. compared.Select(i => sample.Clusters[i])];
        var customers = DataCheck.CustomersOf(clusters);
        return new AlongTimeResult(
            compared.Length, customers, compared.Count(i => !today[i].Keys.AsSpan().SequenceEqual(scenario[i].Keys)), Side(today), Side(scenario),
            OverCustomers([.. compared.Select(i => (scenario[i].IsSilent ? 1.0 : 0) - (today[i].IsSilent ? 1 : 0))], clusters, 1),
            OverCustomers([.. compared.Select(i => (double)(scenario[i].Filled - today[i].Filled))], clusters, PerCustomer(compared.Length, customers)));

        AlongTimeSide Side(PathRow[] path) => new(
            compared.Sum(i => path[i].Filled), compared.Count(i => path[i].IsSilent), DataCheck.CustomersOf([.. compared.Where(i => path[i].Filled > 0).Select(i => sample.Clusters[i])]));
    }

    private WhatIfSide Side(bool after)
    {
        var totals = tally.Treatments.OrderBy(t => t.Key).Aggregate(default(ChoiceTotals), (sum, t) => sum.Plus(after ? t.Value.After : t.Value.Before));
        return new WhatIfSide(
            totals, _compared.Count(i => after ? rows[i].SilentAfter : rows[i].SilentBefore),
            DataCheck.CustomersOf([.. _compared.Where(i => (after ? rows[i].After : rows[i].Before) > 0).Select(i => sample.Clusters[i])]));
    }

    private SegmentShift Segment(string segment, SegmentTotals totals)
    {
        int[] own = [.. _compared.Where(i => rows[i].Segment == segment)];
        int[] clusters = [.. own.Select(i => sample.Clusters[i])];
        var (customers, drawn) = (DataCheck.CustomersOf(clusters), _bySegment[segment]);
        return new(
            segment, customers, totals, ValueOf(totals.Decisions, totals.Before, totals.After, drawn), AcceptanceOf(totals.Before, totals.After, drawn), SilenceOf(own, clusters),
            ContactsOf(own, clusters, customers));
    }

    private IEnumerable<KeyValuePair<string, PartTally>> InOrder(SegmentParts parts) => parts.Ordered is { } names
        ? tally.Parts.OrderBy(s => Array.IndexOf([.. names], s.Key))
        : tally.Parts.OrderByDescending(s => s.Value.Totals.Decisions).ThenBy(s => s.Key, StringComparer.Ordinal);

    private IReadOnlyList<MixDifference> Objectives(int[] clusters)
    {
        var slots = _compared.Sum(i => rows[i].Slots);
        return slots == 0 ? [] :
        [
            .. MovesBy(ObjectiveOf).OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => new MixDifference(o.Key, OverCustomers(o.Value, clusters, _compared.Length / (double)slots))),
        ];
    }

    private IReadOnlyList<ChannelShift> Channels(int[] clusters, int customers)
    {
        var moves = MovesBy(ChannelOf);
        return
        [
            .. tally.Treatments.GroupBy(t => ChannelOf(t.Key)).OrderBy(c => c.Key, StringComparer.Ordinal).Select(channel =>
            {
                var (before, after) = channel.OrderBy(t => t.Key).Aggregate((Before: default(ChoiceTotals), After: default(ChoiceTotals)), (sum, t) => (sum.Before.Plus(t.Value.Before), sum.After.Plus(t.Value.After)));
                var drawn = Known(_byChannel, channel.Key);
                return new ChannelShift(
                    channel.Key, before, after, ValueOf(_compared.Length, before, after, drawn), AcceptanceOf(before, after, drawn),
                    OverCustomers(moves.GetValueOrDefault(channel.Key) ?? new double[_compared.Length], clusters, PerCustomer(_compared.Length, customers)));
            }),
        ];
    }

    // Slots more or fewer in each decision, by what treatments belong to; what nothing comes to or goes from is not among them.
    private Dictionary<string, double[]> MovesBy(Func<int, string> partOf)
    {
        var moves = new Dictionary<string, double[]>(StringComparer.Ordinal);
        var place = new int[rows.Length];
        for (var i = 0; i < _compared.Length; i++)
        {
            place[_compared[i]] = i;
        }

        foreach (var (row, key, change) in tally.Parts.Values.SelectMany(p => p.Flipped.Moves))
        {
            var part = partOf(key);
            if (!moves.TryGetValue(part, out var all))
            {
                moves.Add(part, all = new double[_compared.Length]);
            }

            all[place[row]] += change;
        }

        return moves;
    }

    private string ObjectiveOf(int key)
    {
        var policy = PolicyWith(key);
        return policy.Objectives[policy.Treatments[policy.TreatmentIndexOfKey(key)].Objective].Id;
    }

    private string ChannelOf(int key)
    {
        var policy = PolicyWith(key);
        return policy.Channels[policy.Treatments[policy.TreatmentIndexOfKey(key)].Channel].Id;
    }

    private PolicySnapshot PolicyWith(int key) => scenario.TreatmentIndexOfKey(key) >= 0 ? scenario : sample.Today;

    private Difference SilenceOf(int[] compared, int[] clusters) => OverCustomers([.. compared.Select(i => (rows[i].SilentAfter ? 1.0 : 0) - (rows[i].SilentBefore ? 1 : 0))], clusters, 1);

    private Difference ContactsOf(int[] compared, int[] clusters, int customers) =>
        OverCustomers([.. compared.Select(i => (double)(rows[i].After - rows[i].Before))], clusters, PerCustomer(compared.Length, customers));

    private static double PerCustomer(int decisions, int customers) => customers == 0 ? 0 : decisions / (double)customers;

    private static DrawnSums Known(Dictionary<string, DrawnSums> all, string name)
    {
        if (!all.TryGetValue(name, out var known))
        {
            all.Add(name, known = new DrawnSums());
        }

        return known;
    }

    private static Difference ValueOf(int decisions, ChoiceTotals before, ChoiceTotals after, DrawnSums drawn)
    {
        if (decisions == 0)
        {
            return default;
        }

        // What is chosen as before and valued anew moves the figure for sure: it is no matter of how well a chance is known.
        var valuedAnew = after.Value - before.Value - drawn.Flipped;
        return new((after.Value - before.Value) / decisions, Middle(d => (drawn.MoneyOf(d) + valuedAnew) / decisions));
    }

    // What does not change is as uncertain on both sides, and cancels.
    private static Difference? AcceptanceOf(ChoiceTotals before, ChoiceTotals after, DrawnSums drawn)
    {
        if (before.Contacts == 0 || after.Contacts == 0)
        {
            return null;
        }

        return new(
            (after.Acceptances / after.Contacts) - (before.Acceptances / before.Contacts),
            Middle(d => ((after.Acceptances + drawn.AcceptancesOf(1, d)) / after.Contacts) - ((before.Acceptances + drawn.AcceptancesOf(0, d)) / before.Contacts)));
    }

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
