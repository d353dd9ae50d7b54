using NbaStudio.Engine.Measurement.Lifetime;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>What is expected of one customer.</summary>
/// <param name="Alive">Probability of still being a customer, in [0, 1].</param>
/// <param name="Purchases">Expected in the horizon.</param>
/// <param name="Spend">Expected mean amount of a purchase; null where it is not known.</param>
internal readonly record struct CustomerForecast(CustomerPurchases Customer, double Alive, double Purchases, double? Spend)
{
    /// <summary>Expected revenue in the horizon, without discount or cost.</summary>
    public double? Value => Purchases * Spend;
}
