using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Serving.Census;

/// <summary>Finds whom nothing is left for, and what describes them. Each customer counts once, by the newest decision. Not thread safe.</summary>
internal sealed class CustomerGapCount
{
    private const int Ranges = 4;
    private const int MostValues = 30;
    private readonly Dictionary<long, (Gap Gap, Dictionary<string, Value> Values)> _customers = [];

    private enum Gap : byte
    {
        Served,
        Nothing,
        Weak,
    }

    /// <summary>Decisions come oldest first: a later one takes the place of an earlier one.</summary>
    public void Look(DecisionRecord record)
    {
        // A hold-out and quiet hours are meant; they say nothing about what is left.
        Gap gap;
        switch (record.Result.Silence?.Code)
        {
            case null:
                gap = Gap.Served;
                break;
            case SilenceCode.NoCandidates or SilenceCode.NoneAllowed:
                gap = Gap.Nothing;
                break;
            case SilenceCode.BelowThreshold or SilenceCode.BelowMinimumPropensity:
                gap = Gap.Weak;
                break;
            default:
                return;
        }

        if (record.Inputs.Arm.HoldOutAll || record.Inputs.Arm.HoldOutObjectives.Count > 0)
        {
            return;
        }

        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        for (var i = 0; i < record.Inputs.Values.Length; i++)
        {
            if (record.Policy.Layout.Slots[i] is AttributeSlot slot)
            {
                values[slot.Name] = record.Inputs.Values[i];
            }
        }

        _customers[record.Inputs.Id.Customer] = (gap, values);
    }

    public CustomerGaps Read()
    {
        var all = _customers.Values;
        var names = all.SelectMany(c => c.Values.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var without = all.Count(c => c.Gap != Gap.Served);
        var marks = names.SelectMany(name => MarksOf(name, [.. all.Where(c => c.Values.ContainsKey(name)).Select(c => (c.Values[name], c.Gap != Gap.Served))]))
            .Where(m => m.Interval.Low > 1).OrderByDescending(m => m.Interval.Low).ThenBy(m => m.Input, StringComparer.Ordinal).Take(CustomerGaps.MostMarks).ToList();
        return new CustomerGaps(all.Count, all.Count(c => c.Gap == Gap.Nothing), without - all.Count(c => c.Gap == Gap.Nothing), marks);
    }

    private static IEnumerable<GapMark> MarksOf(string name, List<(Value Value, bool Without)> customers)
    {
        var missing = customers.Where(c => c.Value.IsMissing).ToList();
        if (missing.Count > 0 && missing.Count < customers.Count && Mark(name, default, double.NaN, double.NaN, missing, customers) is { } ofMissing)
        {
            yield return ofMissing;
        }

        var known = customers.Where(c => !c.Value.IsMissing).ToList();
        foreach (var mark in known.Count == 0 ? [] : known[0].Value.IsNumeric ? OfRanges(name, known, customers) : OfValues(name, known, customers))
        {
            yield return mark;
        }
    }

    private static IEnumerable<GapMark> OfValues(string name, List<(Value Value, bool Without)> known, List<(Value Value, bool Without)> all)
    {
        var groups = known.Where(c => c.Value.Kind is ValueKind.Text or ValueKind.Boolean).GroupBy(c => c.Value.ToString()!, StringComparer.OrdinalIgnoreCase).ToList();
        if (groups.Count is < 2 or > MostValues)
        {
            yield break;
        }

        foreach (var group in groups)
        {
            if (Mark(name, group.First().Value, double.NaN, double.NaN, [.. group], all) is { } mark)
            {
                yield return mark;
            }
        }
    }

    private static IEnumerable<GapMark> OfRanges(string name, List<(Value Value, bool Without)> known, List<(Value Value, bool Without)> all)
    {
        var numbers = known.Where(c => c.Value.IsNumeric).Select(c => c.Value.Number).Order().ToList();
        var edges = Enumerable.Range(1, Ranges - 1).Select(i => numbers[i * numbers.Count / Ranges]).Distinct().Where(e => e > numbers[0]).ToList();
        for (var i = 0; i <= edges.Count && edges.Count > 0; i++)
        {
            var (low, high) = (i == 0 ? double.NaN : edges[i - 1], i == edges.Count ? double.NaN : edges[i]);
            List<(Value, bool)> inside = [.. known.Where(c => c.Value.IsNumeric && !(c.Value.Number < low) && !(c.Value.Number >= high))];
            if (Mark(name, default, low, high, inside, all) is { } mark)
            {
                yield return mark;
            }
        }
    }

    private static GapMark? Mark(string name, Value value, double low, double high, List<(Value Value, bool Without)> inside, List<(Value Value, bool Without)> all)
    {
        var (without, others) = (inside.Count(c => c.Without), all.Count(c => c.Without));
        var (rest, restWithout) = (all.Count - inside.Count, others - without);
        if (inside.Count < CustomerGaps.FewestCustomers || rest < CustomerGaps.FewestCustomers || without == 0)
        {
            return null;
        }

        // Nobody else is left without: there is no ratio, and what it is at least by the ends of both intervals.
        return restWithout == 0
            ? new GapMark(name, value, low, high, inside.Count, without, double.PositiveInfinity,
                new ConfidenceInterval(WilsonInterval.Of(without, inside.Count).Low / WilsonInterval.Of(0, rest).High, double.PositiveInfinity))
            : new GapMark(name, value, low, high, inside.Count, without, (double)without / inside.Count / ((double)restWithout / rest), RatioOfProportions.Of(without, inside.Count, restWithout, rest));
    }
}
