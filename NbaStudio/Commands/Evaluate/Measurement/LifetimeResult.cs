using NbaStudio.Engine.Measurement.Lifetime;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>The result of evaluate lifetime for programs.</summary>
/// <param name="Customers">Customers read.</param>
/// <param name="RepeatBuyers">Of these with a repeat purchase.</param>
/// <param name="TooNew">Left out because they first bought on the last day.</param>
/// <param name="Unit">Of all times; null for a summary, which does not say.</param>
/// <param name="BgNbd">Null where it is refused, as the others.</param>
/// <param name="ExpectedPurchases">Of all customers in the horizon, by the model that <paramref name="PredictedBy"/> names.</param>
/// <param name="Ranges">Where all of this lies in 95 % of cases, if the models are right; null where Pareto/NBD predicts.</param>
/// <param name="SpendCorrelation">Of repeat purchases and mean spend, in [-1, 1]; Gamma-Gamma assumes 0.</param>
/// <param name="Refusals">Why a model has no numbers.</param>
internal sealed record LifetimeResult(
    int Customers, int RepeatBuyers, int TooNew, int Skipped, DateOnly? Until, string? Unit, BgNbdNumbers? BgNbd, ParetoNbdNumbers? ParetoNbd, GammaGammaNumbers? GammaGamma,
    ExpectedPurchases? ExpectedPurchases, string? PredictedBy, double? Alive, double? ExpectedValue, OutlookRanges? Ranges, double? SpendCorrelation, IReadOnlyList<LifetimeRefusal> Refusals, IReadOnlyList<string> Warnings);

internal sealed record BgNbdNumbers(double R, double Alpha, double A, double B, double LogLikelihood, double Seconds);

internal sealed record ParetoNbdNumbers(double R, double Alpha, double S, double Beta, double LogLikelihood, double Seconds);

internal sealed record GammaGammaNumbers(double P, double Q, double V, double LogLikelihood, double Seconds);

/// <param name="Horizon">In the unit of the data.</param>
/// <param name="Total">Purchases.</param>
internal sealed record ExpectedPurchases(double Horizon, double Total);

/// <param name="Of">The part that has no numbers: data, bgNbd, paretoNbd or gammaGamma.</param>
internal sealed record LifetimeRefusal(string Of, string Code, string Sentence);
