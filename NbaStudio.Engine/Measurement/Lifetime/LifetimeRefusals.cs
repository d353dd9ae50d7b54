using System.Globalization;

namespace NbaStudio.Engine.Measurement.Lifetime;

/// <summary>What data of purchases cannot carry.</summary>
public static class LifetimeRefusals
{
    /// <summary>Fewer customers than this say too little about four parameters.</summary>
    public const int FewestCustomers = 100;

    /// <summary>Of these with a repeat purchase.</summary>
    public const int FewestRepeatBuyers = 20;

    /// <summary>Looks at the times of purchases, before a model is fitted.</summary>
    /// <returns>Null where they are in order.</returns>
    public static Refusal? OfTimes(IReadOnlyList<CustomerPurchases> customers)
    {
        foreach (var customer in customers)
        {
            if (Mistake(customer) is { } mistake)
            {
                return new("impossibleTimes", $"Customer {customer.Customer}: {mistake}");
            }
        }

        if (customers.Count < FewestCustomers)
        {
            return new("tooFewCustomers", Text($"Four parameters need at least {FewestCustomers} customers; here: {customers.Count:N0}."));
        }

        var repeat = customers.Count(c => c.Frequency > 0);
        if (repeat == 0)
        {
            return new("noRepeatBuyers", "Nobody bought a second time, so nothing says how often customers come back or when they leave.");
        }

        return repeat < FewestRepeatBuyers
            ? new("tooFewRepeatBuyers", Text($"Only {repeat:N0} of {customers.Count:N0} customers bought a second time; at least {FewestRepeatBuyers} are needed.")) : null;
    }

    /// <summary>Looks at the amounts of repeat buyers, before Gamma-Gamma is fitted.</summary>
    /// <returns>Null where they are in order.</returns>
    public static Refusal? OfSpend(IReadOnlyList<CustomerPurchases> customers)
    {
        var (count, low, high) = (0, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var customer in customers.Where(c => c.Frequency > 0))
        {
            if (!double.IsFinite(customer.MeanSpend))
            {
                return new("missingSpend", $"Customer {customer.Customer} has repeat purchases and no mean spend; every repeat buyer needs one.");
            }

            if (!(customer.MeanSpend > 0))
            {
                return new("spendNotAboveZero", Text($"Customer {customer.Customer} has a mean spend of {customer.MeanSpend}; Gamma-Gamma knows only amounts above 0. Leave free and returned purchases out."));
            }

            (count, low, high) = (count + 1, Math.Min(low, customer.MeanSpend), Math.Max(high, customer.MeanSpend));
        }

        return count < FewestRepeatBuyers ? new("tooFewRepeatBuyers", Text($"Only {count:N0} customers bought a second time; spend needs at least {FewestRepeatBuyers}."))
            : high - low <= 1e-9 * high ? new("constantSpend", Text($"Every repeat buyer spends {low} on average: there is no difference between customers to model, and every expected spend is that number."))
            : null;
    }

    internal static Refusal DoesNotSettle(string model) => new(
        "doesNotSettle", $"{model} does not settle on these data: some parameter grows or shrinks without end, as where customers hardly differ, or nobody seems to leave. Its numbers would mean nothing.");

    private static string? Mistake(in CustomerPurchases c) =>
        c.Frequency < 0 ? Text($"frequency is {c.Frequency}; it cannot be below 0.")
        : !(c.Age > 0) || !double.IsFinite(c.Age) ? Text($"T is {c.Age}; it has to be above 0, the time from the first purchase to the end of observation.")
        : !(c.Recency >= 0) ? Text($"recency is {c.Recency}; it cannot be below 0.")
        : c.Recency > c.Age ? Text($"recency {c.Recency} is beyond T {c.Age}; the last purchase cannot lie after the end of observation.")
        : c.Frequency == 0 && c.Recency > 0 ? Text($"recency is {c.Recency} without a repeat purchase; it is counted from the first purchase, so it has to be 0.")
        : c.Frequency > 0 && c.Recency == 0 ? Text($"recency is 0 with {c.Frequency} repeat purchases; the last of them cannot lie at the first purchase.")
        : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
