using NbaStudio.Engine.Propensity;

namespace NbaStudio.Benchmarks.Propensity;

/// <summary>Simulated customers with a taste for each treatment, and another one for later.</summary>
internal sealed class DriftCustomers
{
    public const int Predictors = 20;
    public const int Treatments = 20;
    private readonly Random _random;
    private readonly double[][] _tastes;
    private readonly double[][] _later;

    public DriftCustomers(int seed)
    {
        _random = new Random(seed);
        _tastes = Tastes(_random);
        _later = Tastes(_random);
    }

    public PropensityLearner NewLearner()
    {
        var learner = new PropensityLearner();
        learner.SetCatalogue(
            [.. Enumerable.Range(0, Treatments).Select(k => new TreatmentInfo(k, k, k / 5, 1, 0.06, TimeSpan.FromDays(60)))],
            [.. Enumerable.Range(0, Predictors).Select(p => new PredictorDefinition("p" + p, PredictorType.Numeric))]);
        return learner;
    }

    /// <summary>The next customer, whom a treatment is shown.</summary>
    /// <param name="values">Receives a value for each predictor.</param>
    /// <param name="change">What has happened by now.</param>
    public (int Treatment, double Truth, bool Positive) Next(double[] values, DriftChange change)
    {
        for (var p = 0; p < Predictors; p++)
        {
            values[p] = (_random.NextDouble() - 0.5) * Math.Sqrt(12);
        }

        var treatment = _random.Next(Treatments);
        var taste = change == DriftChange.OtherTastes || (change == DriftChange.OneTreatmentOnly && treatment == 0) ? _later[treatment] : _tastes[treatment];
        var score = taste[Predictors] - (change == DriftChange.HalfAsMuch ? 0.7 : 0);
        for (var p = 0; p < Predictors; p++)
        {
            score += taste[p] * values[p];
        }

        var truth = 1 / (1 + Math.Exp(-score));
        return (treatment, truth, _random.NextDouble() < truth);
    }

    private static double[][] Tastes(Random random)
    {
        var tastes = new double[Treatments][];
        for (var t = 0; t < Treatments; t++)
        {
            tastes[t] = new double[Predictors + 1];
            for (var p = 0; p < 5; p++)
            {
                tastes[t][random.Next(Predictors)] += (random.NextDouble() - 0.5) * 1.6;
            }

            tastes[t][Predictors] = -3 + ((random.NextDouble() - 0.5) * 1.2);
        }

        return tastes;
    }
}
