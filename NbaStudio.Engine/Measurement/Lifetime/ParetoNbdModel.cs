using NbaStudio.Engine.Measurement.Numerics;

namespace NbaStudio.Engine.Measurement.Lifetime;

/// <summary>
/// Pareto/NBD: while a customer is alive, purchases come at a rate of its own (gamma: <paramref name="R"/>, <paramref name="Alpha"/>), and it may leave at any time, at another rate of its own
/// (gamma: <paramref name="S"/>, <paramref name="Beta"/>). Immutable, thread safe.
/// </summary>
/// <remarks>Source: D. Schmittlein, D. Morrison, R. Colombo, Counting your customers, Management Science 33, 1987.</remarks>
/// <param name="R">Shape of the purchase rates, above 0.</param>
/// <param name="Alpha">Scale of the purchase rates, in units of time, above 0.</param>
/// <param name="S">Shape of the leaving rates, above 0.</param>
/// <param name="Beta">Scale of the leaving rates, in units of time, above 0.</param>
/// <param name="LogLikelihood">Of the data it was fitted to; NaN where it was not.</param>
public sealed record ParetoNbdModel(double R, double Alpha, double S, double Beta, double LogLikelihood = double.NaN)
{
    /// <summary>The most likely model.</summary>
    public static Estimate<ParetoNbdModel> Fit(PurchaseTable table, CancellationToken stop = default)
    {
        var best = LikelihoodMaximiser.Find(
            (parameters, gradient) => Likelihood(table, parameters, gradient), [1, table.TotalAge / table.Purchases, 1, table.TotalAge / table.Customers], stop);
        return best is null ? LifetimeRefusals.DoesNotSettle("Pareto/NBD") : new ParetoNbdModel(best.Parameters[0], best.Parameters[1], best.Parameters[2], best.Parameters[3], best.LogLikelihood);
    }

    /// <summary>The log-likelihood of r, alpha, s, beta and its slopes.</summary>
    public static double Likelihood(PurchaseTable table, ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var (r, alpha, s, beta) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        var (logAlpha, logBeta, logS) = (Math.Log(alpha), Math.Log(beta), Math.Log(s));
        var (sum, byR, byAlpha, byS, byBeta) = (0.0, 0.0, 0.0, 0.0, 0.0);
        var frequency = -1;
        (double Log, double Slope) purchases = default;
        foreach (ref readonly var row in table.Rows)
        {
            if (row.Frequency != frequency)
            {
                frequency = row.Frequency;
                purchases = PurchaseTable.Rise(r, frequency);
            }

            var shape = r + frequency;
            var (endAlpha, endBeta) = (Math.Log(alpha + row.Age), Math.Log(beta + row.Age));
            var alive = (-shape * endAlpha) - (s * endBeta);
            var left = DropoutIntegral.Of(shape, s, alpha, beta, row.Recency, row.Age);
            var difference = logS + left.Log - alive;
            var total = alive + (difference > 0 ? difference + Precise.LogOnePlus(Math.Exp(-difference)) : Precise.LogOnePlus(Math.Exp(difference)));
            var share = Math.Exp(alive - total);
            var gone = 1 - share;
            sum += row.Count * (purchases.Log + (r * logAlpha) + (s * logBeta) + total);
            byR += row.Count * (purchases.Slope + logAlpha - (share * endAlpha) - (gone * left.LogAlpha));
            byAlpha += row.Count * ((r / alpha) - (shape * ((share / (alpha + row.Age)) + (gone * left.InverseAlpha))));
            byS += row.Count * (logBeta - (share * endBeta) + (gone * ((1 / s) - left.LogBeta)));
            byBeta += row.Count * ((s / beta) - (share * s / (beta + row.Age)) - (gone * (s + 1) * left.InverseBeta));
        }

        (gradient[0], gradient[1], gradient[2], gradient[3]) = (byR, byAlpha, byS, byBeta);
        return sum;
    }

    /// <summary>The probability that a customer is still one, in [0, 1].</summary>
    public double Alive(in CustomerPurchases customer)
    {
        var shape = R + customer.Frequency;
        var alive = (-shape * Math.Log(Alpha + customer.Age)) - (S * Math.Log(Beta + customer.Age));
        var left = DropoutIntegral.Of(shape, S, Alpha, Beta, customer.Recency, customer.Age);
        return 1 / (1 + Math.Exp(Math.Log(S) + left.Log - alive));
    }

    /// <summary>Purchases expected of a customer in the next <paramref name="horizon"/> units of time.</summary>
    public double Expected(in CustomerPurchases customer, double horizon)
    {
        var log = Precise.LogOnePlus(horizon / (Beta + customer.Age));
        var time = (Beta + customer.Age) * (S == 1 ? log : -Precise.ExpMinusOne((1 - S) * log) / (S - 1));
        return Alive(customer) * (R + customer.Frequency) / (Alpha + customer.Age) * time;
    }
}
