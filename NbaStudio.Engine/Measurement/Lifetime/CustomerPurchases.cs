namespace NbaStudio.Engine.Measurement.Lifetime;

/// <summary>What is known of one customer's purchases. All times are in one unit, such as weeks, counted from the first purchase.</summary>
/// <param name="Customer">Id.</param>
/// <param name="Frequency">Repeat purchases: days with a purchase less one, at least 0.</param>
/// <param name="Recency">Time of the last purchase; 0 without a repeat purchase. At most <paramref name="Age"/>.</param>
/// <param name="Age">Time until the end of observation, above 0.</param>
/// <param name="MeanSpend">Mean amount of a repeat purchase, in the currency of the data; NaN where it is not known.</param>
public readonly record struct CustomerPurchases(string Customer, int Frequency, double Recency, double Age, double MeanSpend = double.NaN);
