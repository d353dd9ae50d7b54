using NbaStudio.Engine.Measurement.Numerics;

namespace NbaStudio.Engine.Measurement.Lifetime;

/// <summary>
/// BG/NBD: while a customer is alive, purchases come at a rate of its own (gamma: <see cref="R"/>, <see cref="Alpha"/>), and after each repeat purchase it leaves with a
/// probability of its own (beta: <see cref="A"/>, <see cref="B"/>). Thread safe.
/// </summary>
/// <remarks>Source: P. Fader, B. Hardie, K. L. Lee, Counting your customers the easy way, Marketing Science 24, 2005.</remarks>
/// <param name="r">Shape of the rates, above 0.</param>
/// <param name="alpha">Scale of the rates, in units of time, above 0.</param>
/// <param name="a">First shape of the leaving probability, above 0.</param>
/// <param name="b">Second shape of the leaving probability, above 0.</param>
/// <param name="logLikelihood">Of the data it was fitted to; NaN where it was not.</param>
public sealed class BgNbdModel(double r, double alpha, double a, double b, double logLikelihood = double.NaN)
{
    private readonly Dictionary<int, BetaExpectation> _leaving = [];

    public double R => r;

    public double Alpha => alpha;

    public double A => a;

    public double B => b;

    public double LogLikelihood => logLikelihood;

    /// <summary>Of the logarithms of r, alpha, a, b, by the data it was fitted to; null where it was not.</summary>
    internal double[,]? Covariance { get; init; }

    /// <summary>The most likely model.</summary>
    public static Estimate<BgNbdModel> Fit(PurchaseTable table, CancellationToken stop = default)
    {
        var best = LikelihoodMaximiser.Find((parameters, gradient) => Likelihood(table, parameters, gradient), [1, table.TotalAge / table.Purchases, 1, 3], stop);
        return best is null ? LifetimeRefusals.DoesNotSettle("BG/NBD")
            : new BgNbdModel(best.Parameters[0], best.Parameters[1], best.Parameters[2], best.Parameters[3], best.LogLikelihood) { Covariance = best.Covariance };
    }

    /// <summary>The log-likelihood of r, alpha, a, b and its slopes.</summary>
    public static double Likelihood(PurchaseTable table, ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var (r, alpha, a, b) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        var logAlpha = Math.Log(alpha);
        var (sum, byR, byAlpha, byA, byB) = (0.0, 0.0, 0.0, 0.0, 0.0);
        var frequency = -1;
        (double Log, double Slope) purchases = default, staying = default, either = default;
        foreach (ref readonly var row in table.Rows)
        {
            if (row.Frequency != frequency)
            {
                frequency = row.Frequency;
                (purchases, staying, either) = (PurchaseTable.Rise(r, frequency), PurchaseTable.Rise(b, frequency), PurchaseTable.Rise(a + b, frequency));
            }

            var shape = r + frequency;
            var logEnd = Math.Log(alpha + row.Age);
            var alive = -shape * logEnd;
            var (total, share, logLast) = (alive, 1.0, 0.0);
            if (frequency > 0)
            {
                logLast = Math.Log(alpha + row.Recency);
                var left = Math.Log(a / (b + frequency - 1)) - (shape * logLast);
                total = LogSum(alive, left);
                share = Math.Exp(alive - total);
            }

            var gone = 1 - share;
            sum += row.Count * (purchases.Log + (r * logAlpha) + staying.Log - either.Log + total);
            byR += row.Count * (purchases.Slope + logAlpha - (share * logEnd) - (gone * logLast));
            byAlpha += row.Count * ((r / alpha) - (shape * ((share / (alpha + row.Age)) + (gone / (alpha + row.Recency)))));
            byA += row.Count * ((gone / a) - either.Slope);
            byB += row.Count * (staying.Slope - either.Slope - (frequency > 0 ? gone / (b + frequency - 1) : 0));
        }

        (gradient[0], gradient[1], gradient[2], gradient[3]) = (byR, byAlpha, byA, byB);
        return sum;
    }

    /// <summary>The probability that a customer is still one, in [0, 1]; 1 without a repeat purchase, because nobody leaves before one.</summary>
    public double Alive(in CustomerPurchases customer)
    {
        if (customer.Frequency == 0)
        {
            return 1;
        }

        var odds = Math.Log(A / (B + customer.Frequency - 1)) + ((R + customer.Frequency) * Math.Log((Alpha + customer.Age) / (Alpha + customer.Recency)));
        return 1 / (1 + Math.Exp(odds));
    }

    /// <summary>Purchases expected of a customer in the next <paramref name="horizon"/> units of time.</summary>
    public double Expected(in CustomerPurchases customer, double horizon) =>
        Alive(customer) * WhileAlive(R + customer.Frequency, horizon / (Alpha + customer.Age), Leaving(customer.Frequency));

    /// <summary>The mean square of a customer's purchases in the next <paramref name="horizon"/> units of time: with <see cref="Expected"/> it gives their variance.</summary>
    /// <remarks>
    /// Of a rate l and a leaving probability p, the k-th purchase comes with the chance (1 - p)^(k-1) times that of the k-th event of a Poisson process, so that
    /// E N (N - 1) = 2 (1 - p) / p^2 x (1 - (1 + l p h) e^(-l p h)). The mean over l, gamma (r + x, alpha + T), is closed; that over p is a sum.
    /// </remarks>
    internal double ExpectedSquare(in CustomerPurchases customer, double horizon)
    {
        var (shape, z) = (R + customer.Frequency, horizon / (Alpha + customer.Age));
        return Expected(customer, horizon) + (Alive(customer) * Leaving(customer.Frequency).Of(p => Pairs(shape, p, z)));
    }

    private static double Pairs(double shape, double p, double z)
    {
        var u = p * z;

        // Where both parts of the bracket nearly cancel, its first terms.
        if (shape * u < 1e-3)
        {
            return (1 - p) * shape * (shape + 1) * z * z * (1 - (2.0 / 3 * (shape + 2) * u));
        }

        var none = Math.Exp(-shape * Precise.LogOnePlus(u));
        return 2 * (1 - p) / (p * p) * (1 - none - (shape * u / (1 + u) * none));
    }

    /// <summary>Repeat purchases expected of a new customer in its first <paramref name="time"/> units of time.</summary>
    public double ExpectedOfNew(double time) => WhileAlive(R, time / Alpha, Leaving(0));

    // The mean over the leaving probability p of (1 - (1 + p z)^-shape) / p: the same as the published form with 2F1, without its poles at a = 1 and a + b + x = 1.
    private static double WhileAlive(double shape, double z, BetaExpectation leaving) =>
        leaving.Of(p => p < 1e-300 ? shape * z : -Precise.ExpMinusOne(-shape * Precise.LogOnePlus(p * z)) / p);

    private BetaExpectation Leaving(int frequency)
    {
        lock (_leaving)
        {
            return _leaving.TryGetValue(frequency, out var known) ? known : _leaving[frequency] = new BetaExpectation(A, B + frequency);
        }
    }

    private static double LogSum(double one, double other) => Math.Max(one, other) + Precise.LogOnePlus(Math.Exp(-Math.Abs(one - other)));
}
