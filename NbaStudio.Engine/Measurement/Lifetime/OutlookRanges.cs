using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.Distributions;

namespace NbaStudio.Engine.Measurement.Lifetime;

/// <summary>Where what customers really do lies in 95 % of cases, if the models are right.</summary>
/// <remarks>
/// Two errors that do not depend on each other are added: that of the fitted parameters (delta method: slopes of the total by the logarithms of the parameters, and the inverse of the observed
/// information; O. Barndorff-Nielsen, D. R. Cox, Inference and Asymptotics, 1994), and what customers do by chance even where the parameters are known: the variances of all customers, given what
/// they bought so far. Purchases and money are normal on the scale of their logarithm, those who are customers on that of their log odds, so that no end lies where nothing can be.
/// What it does not hold: that the models are wrong, and that the world changes.
/// </remarks>
/// <param name="Alive">Customers who are customers still.</param>
/// <param name="Purchases">Of all.</param>
/// <param name="Value">Money of all; null where spend cannot be modelled, or its spread has no end.</param>
public sealed record OutlookRanges(ConfidenceInterval Alive, ConfidenceInterval Purchases, ConfidenceInterval? Value)
{
    private const double Step = 1e-3;

    /// <param name="model">Fitted to these customers.</param>
    /// <param name="spend">Fitted to them; null where spend cannot be modelled.</param>
    /// <param name="horizon">How far ahead, in the unit of the data.</param>
    /// <exception cref="ArgumentException">A model was not fitted.</exception>
    public static OutlookRanges Of(BgNbdModel model, GammaGammaModel? spend, IReadOnlyList<CustomerPurchases> customers, double horizon, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(customers);
        var ofModel = model.Covariance ?? throw new ArgumentException("The model was not fitted to data, so nobody knows how sure it is.", nameof(model));
        var histories = Histories(customers, spend);
        double[] parameters = [model.R, model.Alpha, model.A, model.B];
        var total = Total(parameters, histories, horizon);
        var slopes = new double[parameters.Length][];
        for (var i = 0; i < parameters.Length; i++)
        {
            stop.ThrowIfCancellationRequested();
            slopes[i] = Slope(d => Total(Moved(parameters, i, d), histories, horizon));
        }

        var (alive, purchases, money) = (0.0, 0.0, 0.0);
        foreach (var (history, of) in histories)
        {
            var seen = new CustomerPurchases("", history.Frequency, history.Recency, history.Age);
            var (chance, count, square) = (model.Alive(seen), model.Expected(seen, horizon), model.ExpectedSquare(seen, horizon));
            alive += of.Count * chance * (1 - chance);
            purchases += of.Count * (square - (count * count));
            money += spend is null ? 0 : of.Customers.Sum(c => spend.MoneyVariance(c, count, square));
            of.Expected = count;
        }

        var repeat = customers.Count(c => c.Frequency > 0);
        return new OutlookRanges(
            Share(total[0] - (customers.Count - repeat), repeat, Math.Sqrt(alive + Quadratic(ofModel, [.. slopes.Select(s => s[0])])), customers.Count - repeat),
            Ratio(total[1], Math.Sqrt(purchases + Quadratic(ofModel, [.. slopes.Select(s => s[1])]))),
            spend is null || !double.IsFinite(money) ? null
                : Ratio(total[2], Math.Sqrt(money + Quadratic(ofModel, [.. slopes.Select(s => s[2])]) + Quadratic(spend.Covariance ?? throw new ArgumentException("The model was not fitted to data, so nobody knows how sure it is.", nameof(spend)), SpendSlopes(spend, histories)))));
    }

    // Alive, purchases, money.
    private static double[] Total(double[] parameters, Dictionary<(int Frequency, double Recency, double Age), History> histories, double horizon)
    {
        var model = new BgNbdModel(parameters[0], parameters[1], parameters[2], parameters[3]);
        var total = new double[3];
        foreach (var (history, of) in histories)
        {
            var seen = new CustomerPurchases("", history.Frequency, history.Recency, history.Age);
            var count = model.Expected(seen, horizon);
            total[0] += of.Count * model.Alive(seen);
            total[1] += of.Count * count;
            total[2] += of.Spend * count;
        }

        return total;
    }

    private static double[] SpendSlopes(GammaGammaModel spend, Dictionary<(int Frequency, double Recency, double Age), History> histories)
    {
        double[] parameters = [spend.P, spend.Q, spend.V];
        return [.. Enumerable.Range(0, 3).Select(i => Slope(d => [Money(Moved(parameters, i, d))])[0])];

        double Money(double[] moved)
        {
            var model = new GammaGammaModel(moved[0], moved[1], moved[2]);
            return histories.Values.Sum(of => of.Expected * of.Customers.Sum(c => model.ExpectedSpend(c) ?? 0));
        }
    }

    // Customers with the same history stand once: all that depends on it is worked out once.
    private static Dictionary<(int Frequency, double Recency, double Age), History> Histories(IReadOnlyList<CustomerPurchases> customers, GammaGammaModel? spend) =>
        customers.GroupBy(c => (c.Frequency, c.Recency, c.Age)).ToDictionary(g => g.Key, g => new History([.. g], g.Sum(c => spend?.ExpectedSpend(c) ?? 0)));

    private static double[] Moved(double[] parameters, int place, double by)
    {
        var moved = (double[])parameters.Clone();
        moved[place] *= Math.Exp(by);
        return moved;
    }

    private static double[] Slope(Func<double, double[]> at)
    {
        var (high, low) = (at(Step), at(-Step));
        return [.. high.Zip(low, (h, l) => (h - l) / (2 * Step))];
    }

    private static double Quadratic(double[,] covariance, double[] slopes)
    {
        var sum = 0.0;
        for (var i = 0; i < slopes.Length; i++)
        {
            for (var j = 0; j < slopes.Length; j++)
            {
                sum += slopes[i] * covariance[i, j] * slopes[j];
            }
        }

        return sum;
    }

    private static ConfidenceInterval Ratio(double total, double error)
    {
        var factor = Math.Exp(Width * error / total);
        return new(total / factor, total * factor);
    }

    // Of those who may have left; all others are customers for sure.
    private static ConfidenceInterval Share(double total, int most, double error, int sure)
    {
        var share = total / most;
        if (!(share is > 0 and < 1))
        {
            return new(sure + total, sure + total);
        }

        var (odds, spread) = (Math.Log(share / (1 - share)), Width * error / (most * share * (1 - share)));
        return new(sure + (most / (1 + Math.Exp(spread - odds))), sure + (most / (1 + Math.Exp(-spread - odds))));
    }

    private static double Width => NormalDistribution.Quantile(0.975);

    private sealed class History(CustomerPurchases[] customers, double spend)
    {
        public CustomerPurchases[] Customers => customers;

        public int Count => customers.Length;

        /// <summary>Amounts expected of one purchase, of all these customers together.</summary>
        public double Spend => spend;

        /// <summary>Purchases expected of one of them.</summary>
        public double Expected { get; set; }
    }
}
