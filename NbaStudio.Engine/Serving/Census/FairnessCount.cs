using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving.Census;

/// <summary>Counts how customers are treated by the attributes that a policy watches. Not thread safe.</summary>
/// <param name="limits">What is watched.</param>
internal sealed class FairnessCount(IReadOnlyList<FairnessSnapshot> limits)
{
    private const int Ranges = 4;
    private readonly Dictionary<long, Treated> _customers = [];

    /// <summary>A decision; a later one of the customer takes the place of an earlier one.</summary>
    /// <param name="inputs">Say who it was for.</param>
    /// <param name="result">What is, or would be, chosen.</param>
    public void Look(DecisionInputs inputs, DecisionResult result)
    {
        if (limits.Count == 0 || inputs.Arm.HoldOutAll)
        {
            return;
        }

        var values = new Value[limits.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var slot = "customer." + limits[i].Attribute;
            for (var s = 0; s < inputs.Values.Length; s++)
            {
                if (inputs.Layout.Slots[s].Name == slot)
                {
                    values[i] = inputs.Values[s];
                    break;
                }
            }
        }

        var first = result.Filled.FirstOrDefault(f => f >= 0, -1);
        _customers[inputs.Id.Customer] = new Treated(values, first >= 0, first >= 0 ? result.Ranked[first].Value : 0);
    }

    public IReadOnlyList<FairnessLine> Read() => [.. limits.Select((limit, i) => Line(limit, [.. _customers.Values.Select(c => new One(c.Values[i], c.Spoken, c.Value))]))];

    private static FairnessLine Line(FairnessSnapshot limit, List<One> all)
    {
        var known = all.Where(c => c.Of.IsNumeric || c.Of.Kind is ValueKind.Text or ValueKind.Boolean).ToList();
        var groups = known.Exists(c => c.Of.IsNumeric) ? OfRanges(limit, known) : OfValues(limit, known);
        return new FairnessLine(limit.Attribute, limit.MeanValue, limit.Low, limit.High, [.. groups.OrderByDescending(g => g.Customers)], all.Count - known.Count);
    }

    private static IEnumerable<FairnessGroup> OfValues(FairnessSnapshot limit, List<One> known) =>
        known.GroupBy(c => c.Of.ToString()!, StringComparer.OrdinalIgnoreCase).Select(g => Group(limit, g.First().Of, double.NaN, double.NaN, [.. g], known));

    private static IEnumerable<FairnessGroup> OfRanges(FairnessSnapshot limit, List<One> known)
    {
        var numbers = known.Where(c => c.Of.IsNumeric).Select(c => c.Of.Number).Order().ToList();
        var edges = Enumerable.Range(1, Ranges - 1).Select(i => numbers[i * numbers.Count / Ranges]).Distinct().Where(e => e > numbers[0]).ToList();
        for (var i = 0; i <= edges.Count; i++)
        {
            var (from, to) = (i == 0 ? double.NaN : edges[i - 1], i == edges.Count ? double.NaN : edges[i]);
            yield return Group(limit, default, from, to, [.. known.Where(c => c.Of.IsNumeric && !(c.Of.Number < from) && !(c.Of.Number >= to))], known);
        }
    }

    private static FairnessGroup Group(FairnessSnapshot limit, Value value, double from, double to, List<One> inside, List<One> all)
    {
        var others = all.Except(inside).ToList();
        var (spoken, restSpoken) = (inside.Count(c => c.Spoken), others.Count(c => c.Spoken));
        var figure = limit.MeanValue ? (spoken == 0 ? 0 : inside.Where(c => c.Spoken).Average(c => c.Worth)) : (double)spoken / Math.Max(1, inside.Count);
        var few = limit.MeanValue ? Math.Min(spoken, restSpoken) : Math.Min(inside.Count, others.Count);
        if (few < FairnessLine.FewestCustomers || restSpoken == 0)
        {
            return new FairnessGroup(value, from, to, inside.Count, spoken, figure, double.NaN, null, FairnessVerdict.TooFew);
        }

        var (ratio, interval) = limit.MeanValue
            ? Means([.. inside.Where(c => c.Spoken).Select(c => c.Worth)], [.. others.Where(c => c.Spoken).Select(c => c.Worth)])
            : (figure / ((double)restSpoken / others.Count), RatioOfProportions.Of(spoken, inside.Count, restSpoken, others.Count));
        var verdict = ratio >= limit.Low && ratio <= limit.High ? FairnessVerdict.Within
            : interval.High < limit.Low || interval.Low > limit.High ? FairnessVerdict.Outside : FairnessVerdict.MayBeOutside;
        return new FairnessGroup(value, from, to, inside.Count, spoken, figure, ratio, interval, verdict);
    }

    // Delta method on the logarithm of the ratio.
    private static (double Ratio, ConfidenceInterval Interval) Means(double[] first, double[] second)
    {
        var (a, b) = (first.Average(), second.Average());
        var error = Math.Sqrt((Variance(first, a) / first.Length / (a * a)) + (Variance(second, b) / second.Length / (b * b)));
        return (a / b, new ConfidenceInterval(a / b * Math.Exp(-WilsonInterval.Z95 * error), a / b * Math.Exp(WilsonInterval.Z95 * error)));
    }

    private static double Variance(double[] values, double mean) => values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);

    private sealed record Treated(Value[] Values, bool Spoken, double Value);

    // A class, so that two customers who are alike stay two.
    private sealed class One(Value of, bool spoken, double worth)
    {
        public Value Of => of;

        public bool Spoken => spoken;

        public double Worth => worth;
    }
}
