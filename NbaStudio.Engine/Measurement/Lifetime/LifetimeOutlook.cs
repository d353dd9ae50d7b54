namespace NbaStudio.Engine.Measurement.Lifetime;

/// <summary>What customers who ever bought may be expected to do, by BG/NBD and Gamma-Gamma; without discount or cost.</summary>
/// <param name="Customers">Customers who bought, those who first came on the last day left out.</param>
/// <param name="RepeatBuyers">Those who bought on more than one day.</param>
/// <param name="Alive">Customers expected to be customers still.</param>
/// <param name="Weeks">How far ahead.</param>
/// <param name="Purchases">Purchases expected in that time, of all.</param>
/// <param name="Value">Money expected in that time, of all; null where spend cannot be modelled.</param>
/// <param name="SpendRefusal">Why there is no money; null where there is.</param>
/// <param name="SpendCorrelation">Correlation of how often and how much repeat buyers buy: beyond 0.2 the money is off; NaN without money.</param>
public sealed record LifetimeOutlook(
    int Customers, int RepeatBuyers, double Alive, double Weeks, double Purchases, double? Value, Refusal? SpendRefusal, double SpendCorrelation)
{
    /// <summary>Where what these customers really do lies in 95 % of cases, if the models are right.</summary>
    public required OutlookRanges Ranges { get; init; }

    /// <summary>What Pareto/NBD says of the same customers: how far the choice of the model matters. Null where it does not fit them.</summary>
    public SecondOpinion? Pareto { get; init; }

    /// <summary>Fits the models and adds up what they expect.</summary>
    /// <param name="customers">Times in weeks.</param>
    /// <param name="weeks">How far ahead, above 0.</param>
    /// <param name="each">Told what is expected of each customer; null = nobody asks.</param>
    public static Estimate<LifetimeOutlook> Of(IReadOnlyList<CustomerPurchases> customers, double weeks, CancellationToken stop = default, Action<CustomerOutlook>? each = null)
    {
        ArgumentNullException.ThrowIfNull(customers);
        if (!(weeks > 0 && double.IsFinite(weeks)))
        {
            throw new ArgumentOutOfRangeException(nameof(weeks), weeks, "A number above 0 is allowed.");
        }

        if (LifetimeRefusals.OfTimes(customers) is { } refusal)
        {
            return refusal;
        }

        var table = new PurchaseTable(customers);
        var model = BgNbdModel.Fit(table, stop);
        if (!model.IsKnown)
        {
            return model.Refusal;
        }

        var spend = LifetimeRefusals.OfSpend(customers) is { } noSpend ? (Estimate<GammaGammaModel>)noSpend : GammaGammaModel.Fit(customers, stop);
        var (alive, purchases, value) = (0.0, 0.0, (double?)(spend.IsKnown ? 0 : null));
        foreach (var customer in customers)
        {
            var of = new CustomerOutlook(customer.Customer, model.Value.Alive(customer), model.Value.Expected(customer, weeks), null);
            of = of with { Value = spend.Value?.ExpectedSpend(customer) * of.Purchases };
            alive += of.Alive;
            purchases += of.Purchases;
            value += of.Value;
            each?.Invoke(of);
        }

        return new LifetimeOutlook(
            customers.Count, customers.Count(c => c.Frequency > 0), alive, weeks, purchases, value, spend.Refusal, spend.IsKnown ? Lifetime.SpendCorrelation.Of(customers) : double.NaN)
        {
            Ranges = OutlookRanges.Of(model.Value, spend.Value, customers, weeks, stop),
            Pareto = ParetoNbdModel.Fit(table, stop).Value is { } pareto ? SecondOpinion.Of(pareto, table, weeks) : null,
        };
    }
}

/// <summary>What another model expects of all customers.</summary>
/// <param name="Alive">Customers expected to be customers still.</param>
/// <param name="Purchases">Purchases expected, of all.</param>
public sealed record SecondOpinion(double Alive, double Purchases)
{
    internal static SecondOpinion Of(ParetoNbdModel model, PurchaseTable table, double weeks)
    {
        var (alive, purchases) = (0.0, 0.0);
        foreach (ref readonly var row in table.Rows)
        {
            var same = new CustomerPurchases("", row.Frequency, row.Recency, row.Age);
            alive += row.Count * model.Alive(same);
            purchases += row.Count * model.Expected(same, weeks);
        }

        return new SecondOpinion(alive, purchases);
    }
}

/// <summary>What one customer may be expected to do.</summary>
/// <param name="Customer">Id, as in the purchases.</param>
/// <param name="Alive">Chance of being a customer still, in [0, 1].</param>
/// <param name="Purchases">Purchases expected.</param>
/// <param name="Value">Money expected; null where spend cannot be modelled.</param>
public sealed record CustomerOutlook(string Customer, double Alive, double Purchases, double? Value);
