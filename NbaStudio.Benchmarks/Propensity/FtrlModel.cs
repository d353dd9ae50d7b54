namespace NbaStudio.Benchmarks.Propensity;

/// <summary>Logistic regression by FTRL-proximal: the field's yardstick for learning row by row. The hub does not serve it (decision 15); it is measured beside what the hub serves.</summary>
/// <remarks>McMahan and others, "Ad click prediction: a view from the trenches" (2013); sigma in the form that survives small steps.</remarks>
/// <param name="size">Coordinates.</param>
/// <param name="alpha">Rate of learning, above 0.</param>
/// <param name="beta">Smooths the first steps, at least 0.</param>
/// <param name="l1">Weight of the absolute values, at least 0.</param>
/// <param name="l2">Weight of the squares, at least 0.</param>
public sealed class FtrlModel(int size, double alpha, double beta, double l1, double l2)
{
    private const double MostScore = 35;
    private readonly double[] _z = new double[size];
    private readonly double[] _n = new double[size];

    public IReadOnlyList<double> Z => _z;

    public IReadOnlyList<double> N => _n;

    /// <summary>Probability of a row whose listed coordinates are 1 and all others 0.</summary>
    /// <param name="coordinates">Each at most once.</param>
    /// <param name="offset">Log odds before anything is learned.</param>
    public double Predict(ReadOnlySpan<int> coordinates, double offset = 0)
    {
        var score = offset;
        foreach (var i in coordinates)
        {
            score += Weight(i);
        }

        return 1 / (1 + Math.Exp(-Math.Clamp(score, -MostScore, MostScore)));
    }

    /// <summary>Predicts, then learns; returns the prediction.</summary>
    public double Learn(ReadOnlySpan<int> coordinates, bool positive, double offset = 0)
    {
        var p = Predict(coordinates, offset);
        var gradient = p - (positive ? 1 : 0);
        var square = gradient * gradient;
        foreach (var i in coordinates)
        {
            var weight = Weight(i);
            _z[i] += gradient - (Sigma(_n[i], square, alpha) * weight);
            _n[i] += square;
        }

        return p;
    }

    /// <summary>(sqrt(n + g^2) - sqrt(n)) / alpha without the difference of two near numbers.</summary>
    public static double Sigma(double n, double square, double alpha) => square == 0 ? 0 : square / ((Math.Sqrt(n + square) + Math.Sqrt(n)) * alpha);

    private double Weight(int i) => Math.Abs(_z[i]) <= l1 ? 0 : -(_z[i] - (Math.Sign(_z[i]) * l1)) / (((beta + Math.Sqrt(_n[i])) / alpha) + l2);
}
