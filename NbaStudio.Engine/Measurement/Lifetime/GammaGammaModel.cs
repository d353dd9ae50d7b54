using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.Numerics;

namespace NbaStudio.Engine.Measurement.Lifetime;

/// <summary>
/// Gamma-Gamma: the amounts of one customer vary around a mean of its own (gamma with shape <paramref name="P"/>), and these means vary between customers
/// (<paramref name="Q"/>, <paramref name="V"/>), independently of how often a customer buys. Immutable, thread safe.
/// </summary>
/// <remarks>Source: P. Fader, B. Hardie, The Gamma-Gamma model of monetary value, 2013, after R. Colombo, W. Jiang, 1999.</remarks>
/// <param name="P">Shape of one customer's amounts, above 0.</param>
/// <param name="Q">Shape of the scales, above 0.</param>
/// <param name="V">Scale of the scales, in the currency of the data, above 0.</param>
/// <param name="LogLikelihood">Of the data it was fitted to; NaN where it was not.</param>
public sealed record GammaGammaModel(double P, double Q, double V, double LogLikelihood = double.NaN)
{
    /// <summary>Of the logarithms of p, q, v, by the data it was fitted to; null where it was not.</summary>
    internal double[,]? Covariance { get; init; }

    /// <summary>The most likely model of the customers with repeat purchases. Their mean spends have to be known and above 0.</summary>
    public static Estimate<GammaGammaModel> Fit(IReadOnlyList<CustomerPurchases> customers, CancellationToken stop = default)
    {
        CustomerPurchases[] buyers = [.. customers.Where(c => c.Frequency > 0).OrderBy(c => c.Frequency)];
        var mean = buyers.Sum(b => b.MeanSpend) / buyers.Length;
        var best = LikelihoodMaximiser.Find((parameters, gradient) => Likelihood(buyers, parameters, gradient), [2, 3, mean], stop);
        return best is null ? LifetimeRefusals.DoesNotSettle("Gamma-Gamma") : new GammaGammaModel(best.Parameters[0], best.Parameters[1], best.Parameters[2], best.LogLikelihood) { Covariance = best.Covariance };
    }

    /// <summary>The log-likelihood of p, q, v and its slopes.</summary>
    /// <param name="buyers">With repeat purchases and mean spends above 0; fastest by rising frequency.</param>
    public static double Likelihood(ReadOnlySpan<CustomerPurchases> buyers, ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var (p, q, v) = (parameters[0], parameters[1], parameters[2]);
        var (logV, logGammaQ, slopeQ) = (Math.Log(v), IncompleteGamma.LogGamma(q), Digamma.Of(q));
        var (sum, byP, byQ, byV) = (0.0, 0.0, 0.0, 0.0);
        var frequency = -1;
        double constant = 0, slope = 0, both = 0;
        foreach (ref readonly var buyer in buyers)
        {
            var x = (double)buyer.Frequency;
            if (buyer.Frequency != frequency)
            {
                frequency = buyer.Frequency;
                both = Digamma.Of((p * x) + q);
                slope = both - Digamma.Of(p * x);
                constant = IncompleteGamma.LogGamma((p * x) + q) - IncompleteGamma.LogGamma(p * x) - logGammaQ + (q * logV) + (p * x * Math.Log(x));
            }

            var (log, logScale) = (Math.Log(buyer.MeanSpend), Math.Log(v + (buyer.MeanSpend * x)));
            sum += constant + (((p * x) - 1) * log) - (((p * x) + q) * logScale);
            byP += x * (slope + log + Math.Log(x) - logScale);
            byQ += both - slopeQ + logV - logScale;
            byV += (q / v) - (((p * x) + q) / (v + (buyer.MeanSpend * x)));
        }

        (gradient[0], gradient[1], gradient[2]) = (byP, byQ, byV);
        return sum;
    }

    /// <summary>The mean amount expected of a customer's next purchases; null where the model has no mean (<see cref="Q"/> at most 1, and no purchase to go by).</summary>
    public double? ExpectedSpend(in CustomerPurchases customer)
    {
        var weight = (P * customer.Frequency) + Q - 1;
        return weight > 0 ? P * (V + (customer.Frequency > 0 ? customer.Frequency * customer.MeanSpend : 0)) / weight : null;
    }

    /// <summary>Variance of the money of a customer who buys <paramref name="count"/> times in the mean, with the mean square <paramref name="square"/>; infinite where amounts have none (<see cref="Q"/> at most 2, and no purchase to go by).</summary>
    /// <remarks>The scale s of the amounts, given what was bought, is inverse gamma (p x + q, v + x m): money has the mean N p s and the variance N p s^2 at a given s and N.</remarks>
    internal double MoneyVariance(in CustomerPurchases customer, double count, double square)
    {
        var (shape, rate) = ((P * customer.Frequency) + Q, V + (customer.Frequency > 0 ? customer.Frequency * customer.MeanSpend : 0));
        if (shape <= 2)
        {
            return double.PositiveInfinity;
        }

        var (mean, meanSquare) = (rate / (shape - 1), rate * rate / ((shape - 1) * (shape - 2)));
        return (count * P * meanSquare) + (square * P * P * meanSquare) - (count * P * mean * count * P * mean);
    }
}
