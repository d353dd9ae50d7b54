using NbaStudio.Engine.Measurement.Lifetime;

namespace NbaStudio.Tests.Measurement;

/// <summary>Customers whose true rates are known.</summary>
internal static class SimulatedBuyers
{
    /// <summary>Pareto/NBD customers, observed for 30 to 60 weeks, and how often each buys in the <paramref name="next"/> weeks after; amounts follow Gamma-Gamma with p 6, q 4, v 15.</summary>
    public static List<(CustomerPurchases Seen, int Next)> Pareto(int seed, int count, double next)
    {
        var chance = new Chance(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (rate, leaving) = (chance.Gamma(0.8) / 8, chance.Gamma(0.7) / 15);
            return Buy(chance, i, rate, chance.Exponential(leaving), _ => false, next);
        })];
    }

    /// <summary>BG/NBD customers: r 0.6, alpha 5, a 0.8, b 2.5.</summary>
    public static List<(CustomerPurchases Seen, int Next)> BetaGeometric(int seed, int count, double next)
    {
        var chance = new Chance(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (rate, leaving) = (chance.Gamma(0.6) / 5, chance.Beta(0.8, 2.5));
            return Buy(chance, i, rate, double.PositiveInfinity, c => c.Uniform() < leaving, next);
        })];
    }

    /// <summary>The same, with who is a customer still at the end of observation and what each pays in the time after.</summary>
    public static List<(CustomerPurchases Seen, int Next, bool Alive, double Paid)> Paying(int seed, int count, double next)
    {
        var (chance, amounts) = (new Chance(seed), new Chance(seed + 1_000_000));
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (rate, leaving) = (chance.Gamma(0.6) / 5, chance.Beta(0.8, 2.5));
            var buyer = Follow(chance, i, rate, double.PositiveInfinity, c => c.Uniform() < leaving, next);
            return (buyer.Seen, buyer.Next, buyer.Alive, buyer.Next == 0 ? 0 : buyer.Scale * amounts.Gamma(6 * buyer.Next));
        })];
    }

    private static (CustomerPurchases Seen, int Next) Buy(Chance chance, int id, double rate, double lifetime, Func<Chance, bool> leaves, double next)
    {
        var buyer = Follow(chance, id, rate, lifetime, leaves, next);
        return (buyer.Seen, buyer.Next);
    }

    private static (CustomerPurchases Seen, int Next, bool Alive, double Scale) Follow(Chance chance, int id, double rate, double lifetime, Func<Chance, bool> leaves, double next)
    {
        var age = 30 + (chance.Below(210) / 7.0);
        var scale = 15 / chance.Gamma(4);
        var (time, last, frequency, after, spend, alive) = (0.0, 0.0, 0, 0, 0.0, lifetime > age);
        for (var gone = false; !gone;)
        {
            time += chance.Exponential(rate);
            if (time > Math.Min(lifetime, age + next))
            {
                break;
            }

            if (time > age)
            {
                after++;
            }
            else
            {
                (last, frequency, spend) = (time, frequency + 1, spend + (scale * chance.Gamma(6)));
            }

            gone = leaves(chance);
            alive &= !gone || time > age;
        }

        return (new CustomerPurchases($"c{id}", frequency, last, age, frequency > 0 ? spend / frequency : double.NaN), after, alive, scale);
    }
}
