using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.Numerics;

namespace NbaStudio.Engine.Measurement.Lifetime;

/// <summary>Customers with the same history stand once, with their number: that is all that likelihoods need. Immutable, thread safe.</summary>
public sealed class PurchaseTable
{
    private readonly Row[] _rows;

    public PurchaseTable(IEnumerable<CustomerPurchases> customers)
    {
        var counts = new Dictionary<(int, double, double), int>();
        foreach (var customer in customers)
        {
            var key = (customer.Frequency, customer.Recency, customer.Age);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        _rows = [.. counts.Select(c => new Row(c.Key.Item1, c.Key.Item2, c.Key.Item3, c.Value)).OrderBy(r => r.Frequency).ThenBy(r => r.Recency).ThenBy(r => r.Age)];
        Customers = _rows.Sum(r => r.Count);
        Purchases = _rows.Sum(r => (double)r.Frequency * r.Count);
        TotalAge = _rows.Sum(r => r.Age * r.Count);
    }

    /// <summary>By rising frequency.</summary>
    public ReadOnlySpan<Row> Rows => _rows;

    public int Customers { get; }

    /// <summary>Repeat purchases of all.</summary>
    public double Purchases { get; }

    /// <summary>Observed time of all.</summary>
    public double TotalAge { get; }

    /// <param name="Count">Customers with this history.</param>
    public readonly record struct Row(int Frequency, double Recency, double Age, int Count);

    /// <summary>ln Gamma(shape + frequency) - ln Gamma(shape), and its slope by the shape: the same for all rows of one frequency.</summary>
    internal static (double Log, double Slope) Rise(double shape, int frequency)
    {
        if (frequency > 12)
        {
            return (IncompleteGamma.LogGamma(shape + frequency) - IncompleteGamma.LogGamma(shape), Digamma.Of(shape + frequency) - Digamma.Of(shape));
        }

        var (log, slope) = (0.0, 0.0);
        for (var i = 0; i < frequency; i++)
        {
            log += Math.Log(shape + i);
            slope += 1 / (shape + i);
        }

        return (log, slope);
    }
}
