namespace NbaStudio.Engine.Measurement.Numerics;

/// <summary>
/// Means of functions of a beta-distributed probability. Evenly spaced points in u, where ln(p / (1 - p)) = centre + width sinh u: the density falls off
/// doubly exponentially in u, so that the trapezoidal rule gives about 12 digits for any shape, singular ends included. Immutable, thread safe.
/// </summary>
/// <remarks>Source of the rule: H. Takahasi, M. Mori, Double exponential formulas for numerical integration, Publ. RIMS 9, 1974.</remarks>
public sealed class BetaExpectation
{
    private const double LongestStep = 1.0 / 16;

    // In ln(p / (1 - p)), whose nearest singularity is pi away.
    private const double LongestStepOfLogit = 0.4;
    private const double Negligible = 46;

    private readonly double[] _points;
    private readonly double[] _weights;

    /// <param name="a">First shape, above 0.</param>
    /// <param name="b">Second shape, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A shape is not above 0.</exception>
    public BetaExpectation(double a, double b)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(b);
        var (centre, width) = (Math.Log(a) - Math.Log(b), Math.Sqrt((1 / a) + (1 / b)));
        var step = Math.Min(LongestStep, LongestStepOfLogit / width);
        List<(double Point, double Log)> found = [];
        var top = double.NegativeInfinity;
        Walk(0, 1);
        Walk(-1, -1);
        var total = found.Sum(f => Math.Exp(f.Log - top));
        _points = [.. found.Select(f => f.Point)];
        _weights = [.. found.Select(f => Math.Exp(f.Log - top) / total)];

        void Walk(int from, int direction)
        {
            for (var i = from; ; i += direction)
            {
                var u = i * step;
                var logit = centre + (width * Math.Sinh(u));

                // ln p and ln(1 - p), each exact where the other is 0 to the last bit.
                var (no, yes) = (-SoftPlus(logit), -SoftPlus(-logit));
                var log = (a * yes) + (b * no) + Math.Log(Math.Cosh(u));
                top = Math.Max(top, log);
                if (log < top - Negligible)
                {
                    return;
                }

                found.Add((Math.Exp(yes), log));
            }
        }
    }

    /// <summary>The mean of a smooth function over p in [0, 1]; p may be 0 by underflow.</summary>
    public double Of(Func<double, double> function)
    {
        var sum = 0.0;
        for (var i = 0; i < _points.Length; i++)
        {
            sum += _weights[i] * function(_points[i]);
        }

        return sum;
    }

    private static double SoftPlus(double x) => x > 0 ? x + Precise.LogOnePlus(Math.Exp(-x)) : Precise.LogOnePlus(Math.Exp(x));
}
