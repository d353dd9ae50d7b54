using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Demo;

/// <summary>What demo customers bought in the year before the demo begins: without a past there is nothing to estimate lifetimes from. Simulated, as all that the market sends.</summary>
internal static class DemoPurchases
{
    /// <summary>Where they come from; purchases of the market have no source. Nobody is thanked for them.</summary>
    public const string Source = "old-shop";

    // Chance of its own, so that it changes nothing about names and preferences.
    private const ulong PurchaseSeed = 104_729;
    private const double Buyers = 0.4;
    private const double DaysBetween = 90;
    private const double MeanSpend = 3_000;
    private const int Most = 60;

    // Live numbers look back 400 days at most; what lies in the last days would be something that just happened.
    private const int Farthest = 390;
    private const int Nearest = 3;

    private static readonly string[] Products = ["case", "charger", "earphones", "game", "stamp"];

    /// <summary>Purchases of one customer, the oldest first; none of many.</summary>
    /// <remarks>Each buys at a pace of its own (exponential), stops after each repeat purchase with a chance of its own (beta 1, 2.5), and spends around a mean of its own (inverse gamma).</remarks>
    /// <param name="now">They lie before this.</param>
    public static IReadOnlyList<EventInput> Of(MarketCustomer customer, ulong seed, DateTimeOffset now)
    {
        var random = new MarketRandom((seed * PurchaseSeed) + (ulong)customer.Index);
        if (!random.Chance(Buyers))
        {
            return [];
        }

        var (wait, stops, spend) = (1 / random.Exponential(1 / DaysBetween), 1 - Math.Pow(1 - random.Uniform(), 1 / 2.5), MeanSpend * 3 / Gamma(random, 4));
        var purchases = new List<EventInput>();
        for (var day = random.Between(30, Farthest); day > Nearest && purchases.Count < Most; day -= random.Exponential(wait))
        {
            var amount = Math.Max(100, Math.Round(spend * Gamma(random, 6) / 60) * 10);
            purchases.Add(new EventInput(
                $"{Source}-{customer.Id}-{purchases.Count + 1}", customer.Id, "purchase", now.AddDays(-day),
                new Dictionary<string, Value> { ["product"] = Value.OfText(random.Pick(Products)), ["amount"] = Value.OfMoney(amount), ["source"] = Value.OfText(Source) }, true));
            if (purchases.Count > 1 && random.Chance(stops))
            {
                break;
            }
        }

        return purchases;
    }

    // Of a whole shape, scale 1.
    private static double Gamma(MarketRandom random, int shape)
    {
        var sum = 0.0;
        for (var i = 0; i < shape; i++)
        {
            sum += random.Exponential(1);
        }

        return sum;
    }
}
