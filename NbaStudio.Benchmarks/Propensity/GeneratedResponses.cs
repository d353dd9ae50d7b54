namespace NbaStudio.Benchmarks.Propensity;

/// <summary>Simulated responses with a known truth: 50 predictors, of which 10 matter; independent, or in five groups that share what moves them.</summary>
/// <param name="seed">The same seed gives the same rows.</param>
/// <param name="correlated">Whether predictors of one group correlate (0.8 before they are cut into values).</param>
internal sealed class GeneratedResponses(int seed, bool correlated)
{
    public const int Predictors = 50;
    private const int Groups = 5;
    private const int Matter = 10;
    private const double Shared = 0.8;
    private readonly Random _random = new(seed);

    /// <summary>Fills one row's values; returns the hidden probability and the outcome drawn from it.</summary>
    public (double Truth, bool Positive) Next(double[] values)
    {
        Span<double> groups = stackalloc double[Groups];
        foreach (ref var group in groups)
        {
            group = Normal();
        }

        var score = -3.4;
        for (var p = 0; p < Predictors; p++)
        {
            var own = Normal();
            values[p] = correlated ? (Math.Sqrt(Shared) * groups[p % Groups]) + (Math.Sqrt(1 - Shared) * own) : own;

            // Those that matter lie in all groups; signs alternate, and two of them bend.
            if (p < Matter)
            {
                var weight = (p % 2 == 0 ? 0.35 : -0.3) * (correlated ? 0.7 : 1);
                score += weight * (p < 2 ? (values[p] * values[p]) - 1 : values[p]);
            }
        }

        var truth = 1 / (1 + Math.Exp(-score));
        return (truth, _random.NextDouble() < truth);
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
