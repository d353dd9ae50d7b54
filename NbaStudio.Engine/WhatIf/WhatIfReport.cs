using System.Buffers;
using System.Runtime.InteropServices;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.OffPolicy;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Puts a result together from rows and sums.</summary>
/// <param name="rows">One a decision of the sample, in its order; there may be more places.</param>
internal sealed class WhatIfReport(WhatIfSample sample, PolicySnapshot scenario, RowResult[] rows, WhatIfTally tally)
{
    private const int MostSegments = 12;

    private readonly int[] _compared = PlacesOf(sample.Decisions, i => rows[i].Compared);
    private readonly DrawnSums _all = new();
    private readonly Dictionary<string, DrawnSums> _bySegment = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DrawnSums> _byChannel = new(StringComparer.Ordinal);

    /// <param name="parts">How an attribute parts the decisions; null = it does not.</param>
    /// <param name="check">What the data says of it.</param>
    public WhatIfResult Of(SegmentParts? parts, FlipReader flips, DataCheck check)
    {
        foreach (var (segment, part) in tally.Parts)
        {
            var own = Known(_bySegment, segment);
            part.Flipped.Draw(treatment => [_all, own, Known(_byChannel, ChannelOf(treatment))]);
        }

        var clusters = ClustersOf(sample, _compared);
        var customers = DataCheck.CustomersOf(clusters);
        var (before, after) = (Side(false), Side(true));
        return new WhatIfResult
        {
            Decisions = _compared.Length,
            LeftOut = sample.Decisions - _compared.Length,
            Customers = customers,
            Slots = _compared.Sum(i => rows[i].Slots),
            Changed = _compared.Count(i => rows[i].Changed),
            CustomersChanged = CustomersWhere(sample, _compared, i => rows[i].Changed),
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
            Check = check,
        };
    }

    /// <summary>What two policies come to when contacts follow from each.</summary>
    public static AlongTimeResult OfPaths(WhatIfSample sample, PathRow[] today, PathRow[] scenario)
    {
        var compared = PlacesOf(sample.Decisions, i => today[i].Compared && scenario[i].Compared);
        var clusters = ClustersOf(sample, compared);
        var customers = DataCheck.CustomersOf(clusters);
        return new AlongTimeResult(
            compared.Length, customers, compared.Count(i => !today[i].Keys.AsSpan().SequenceEqual(scenario[i].Keys)), Side(today), Side(scenario),
            OverCustomers(compared, i => (scenario[i].IsSilent ? 1.0 : 0) - (today[i].IsSilent ? 1 : 0), clusters, 1),
            OverCustomers(compared, i => scenario[i].Filled - today[i].Filled, clusters, PerCustomer(compared.Length, customers)));

        AlongTimeSide Side(PathRow[] path) => new(
            compared.Sum(i => path[i].Filled), compared.Count(i => path[i].IsSilent), CustomersWhere(sample, compared, i => path[i].Filled > 0));
    }

    private WhatIfSide Side(bool after)
    {
        var totals = tally.Treatments.OrderBy(t => t.Key).Aggregate(default(ChoiceTotals), (sum, t) => sum.Plus(after ? t.Value.After : t.Value.Before));
        return new WhatIfSide(
            totals, _compared.Count(i => after ? rows[i].SilentAfter : rows[i].SilentBefore),
            CustomersWhere(sample, _compared, i => (after ? rows[i].After : rows[i].Before) > 0));
    }

    private SegmentShift Segment(string segment, SegmentTotals totals)
    {
        var own = PlacesOf(sample.Decisions, i => rows[i].Compared && rows[i].Segment == segment);
        var clusters = ClustersOf(sample, own);
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
        var moves = BorrowMovesBy(ObjectiveOf);
        MixDifference[] differences =
        [
            .. moves.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => new MixDifference(o.Key, OverCustomers(_compared, i => o.Value[i], clusters, _compared.Length / (double)slots))),
        ];
        GiveBack(moves);
        return differences;
    }

    private IReadOnlyList<ChannelShift> Channels(int[] clusters, int customers)
    {
        var moves = BorrowMovesBy(ChannelOf);
        ChannelShift[] shifts =
        [
            .. tally.Treatments.GroupBy(t => ChannelOf(t.Key)).OrderBy(c => c.Key, StringComparer.Ordinal).Select(channel =>
            {
                var (before, after) = channel.OrderBy(t => t.Key).Aggregate((Before: default(ChoiceTotals), After: default(ChoiceTotals)), (sum, t) => (sum.Before.Plus(t.Value.Before), sum.After.Plus(t.Value.After)));
                var drawn = Known(_byChannel, channel.Key);
                return new ChannelShift(
                    channel.Key, before, after, ValueOf(_compared.Length, before, after, drawn), AcceptanceOf(before, after, drawn),
                    OverCustomers(_compared, moves.GetValueOrDefault(channel.Key) is { } own ? i => own[i] : _ => 0, clusters, PerCustomer(_compared.Length, customers)));
            }),
        ];
        GiveBack(moves);
        return shifts;
    }

    // Slots more or fewer in each decision of the sample, by what treatments belong to; what nothing comes to or goes from is not among them. Borrowed.
    private Dictionary<string, int[]> BorrowMovesBy(Func<int, string> partOf)
    {
        var moves = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var part in tally.Parts.Values)
        {
            foreach (var (row, key, change) in part.Flipped.Moves)
            {
                ref var all = ref CollectionsMarshal.GetValueRefOrAddDefault(moves, partOf(key), out _);
                if (all is null)
                {
                    all = ArrayPool<int>.Shared.Rent(sample.Decisions);
                    Array.Clear(all);
                }

                all[row] += change;
            }
        }

        return moves;
    }

    private static void GiveBack(Dictionary<string, int[]> moves)
    {
        foreach (var all in moves.Values)
        {
            ArrayPool<int>.Shared.Return(all);
        }
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

    private Difference SilenceOf(int[] compared, int[] clusters) => OverCustomers(compared, i => (rows[i].SilentAfter ? 1.0 : 0) - (rows[i].SilentBefore ? 1 : 0), clusters, 1);

    private Difference ContactsOf(int[] compared, int[] clusters, int customers) =>
        OverCustomers(compared, i => rows[i].After - rows[i].Before, clusters, PerCustomer(compared.Length, customers));

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

    private static Difference OverCustomers(int[] compared, Func<int, double> valueOf, int[] clusters, double scale)
    {
        if (compared.Length == 0)
        {
            return default;
        }

        var borrowed = ArrayPool<double>.Shared.Rent(compared.Length);
        var values = borrowed.AsSpan(0, compared.Length);
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = valueOf(compared[i]);
            sum += values[i];
        }

        var mean = sum / values.Length;
        foreach (ref var value in values)
        {
            value -= mean;
        }

        ConfidenceInterval? interval = DataCheck.CustomersOf(clusters) < OffPolicyGate.FewestClusters ? null : OffPolicyEstimate.Of(mean, values, clusters).Interval;
        ArrayPool<double>.Shared.Return(borrowed);
        return new(mean * scale, interval is { } around ? new(around.Low * scale, around.High * scale) : null);
    }

    private static int[] PlacesOf(int count, Func<int, bool> counts)
    {
        var places = 0;
        for (var i = 0; i < count; i++)
        {
            places += counts(i) ? 1 : 0;
        }

        var all = new int[places];
        for (var (i, next) = (0, 0); i < count; i++)
        {
            if (counts(i))
            {
                all[next++] = i;
            }
        }

        return all;
    }

    private static int[] ClustersOf(WhatIfSample sample, int[] places)
    {
        var all = new int[places.Length];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = sample.Clusters[places[i]];
        }

        return all;
    }

    // The sample is in the order of its customers.
    private static int CustomersWhere(WhatIfSample sample, int[] places, Func<int, bool> counts)
    {
        var (customers, last) = (0, -1);
        foreach (var i in places)
        {
            if (sample.Clusters[i] != last && counts(i))
            {
                (customers, last) = (customers + 1, sample.Clusters[i]);
            }
        }

        return customers;
    }
}
