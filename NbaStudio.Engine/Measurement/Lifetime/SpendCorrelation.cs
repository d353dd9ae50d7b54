namespace NbaStudio.Engine.Measurement.Lifetime;

/// <summary>Whether customers who buy more often spend more per purchase, which Gamma-Gamma assumes not. Thread safe.</summary>
public static class SpendCorrelation
{
    /// <summary>Pearson's correlation of repeat purchases and mean spend among repeat buyers with a known spend, in [-1, 1]; 0 where one of them does not vary.</summary>
    public static double Of(IReadOnlyList<CustomerPurchases> customers)
    {
        CustomerPurchases[] buyers = [.. customers.Where(c => c.Frequency > 0 && double.IsFinite(c.MeanSpend))];
        var (frequency, spend) = (buyers.Sum(b => (double)b.Frequency) / buyers.Length, buyers.Sum(b => b.MeanSpend) / buyers.Length);
        var (both, ofFrequency, ofSpend) = (0.0, 0.0, 0.0);
        foreach (var b in buyers)
        {
            both += (b.Frequency - frequency) * (b.MeanSpend - spend);
            ofFrequency += (b.Frequency - frequency) * (b.Frequency - frequency);
            ofSpend += (b.MeanSpend - spend) * (b.MeanSpend - spend);
        }

        return ofFrequency > 0 && ofSpend > 0 ? both / Math.Sqrt(ofFrequency * ofSpend) : 0;
    }
}
