using NbaStudio.Engine.Measurement.Lifetime;

namespace NbaStudio.Benchmarks.Measurement;

/// <summary>Customers of a known truth: Pareto/NBD purchases, Gamma-Gamma amounts.</summary>
internal static class GeneratedBuyers
{
    public static List<CustomerPurchases> Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => Buyer(random, i))];
    }

    private static CustomerPurchases Buyer(Random random, int id)
    {
        var age = 20 + (random.Next(600) / 7.0);
        var rate = Gamma(random, 0.8) / 8;
        var end = Math.Min(age, -Math.Log(1 - random.NextDouble()) / (Gamma(random, 0.7) / 15));
        var scale = 15 / Gamma(random, 4);
        var (last, frequency, spend) = (0.0, 0, 0.0);
        for (var time = Wait(); time < end; time += Wait())
        {
            (last, frequency, spend) = (time, frequency + 1, spend + (scale * Gamma(random, 6)));
        }

        return new CustomerPurchases($"c{id}", frequency, last, age, frequency > 0 ? spend / frequency : double.NaN);

        double Wait() => -Math.Log(1 - random.NextDouble()) / rate;
    }

    // Marsaglia and Tsang 2000.
    private static double Gamma(Random random, double shape)
    {
        if (shape < 1)
        {
            return Gamma(random, shape + 1) * Math.Pow(random.NextDouble(), 1 / shape);
        }

        var d = shape - (1.0 / 3);
        while (true)
        {
            var x = SameArms.Normal(random);
            var v = Math.Pow(1 + (x / Math.Sqrt(9 * d)), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }
}
