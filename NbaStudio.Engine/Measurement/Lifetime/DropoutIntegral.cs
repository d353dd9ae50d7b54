using System.Runtime.CompilerServices;
using NbaStudio.Engine.Measurement.Numerics;

namespace NbaStudio.Engine.Measurement.Lifetime;

/// <summary>
/// What Pareto/NBD needs of a customer that left at an unknown time t after its last purchase: the integral of (alpha + t)^-shape (beta + t)^-(s + 1), and means under that weight.
/// The published form is a difference of two hypergeometric functions that are nearly equal where it matters; the integrand is positive, so nothing cancels here.
/// </summary>
/// <remarks>In y = ln(min(alpha, beta) + t) the logarithm of the integrand is concave and its nearest singularity is pi away: 16 nodes on 3 units give all digits.</remarks>
internal static class DropoutIntegral
{
    private const double LongestPanel = 3;
    private const double SteepestPanel = 16;
    private const double Negligible = 45;
    private static readonly GaussLegendre Rule = new(16);

    /// <param name="Log">Logarithm of the integral; minus infinity where there is nothing between <c>from</c> and <c>to</c>.</param>
    /// <param name="LogAlpha">Mean of ln(alpha + t).</param>
    /// <param name="InverseAlpha">Mean of 1 / (alpha + t).</param>
    /// <param name="LogBeta">Mean of ln(beta + t).</param>
    /// <param name="InverseBeta">Mean of 1 / (beta + t).</param>
    public readonly record struct Result(double Log, double LogAlpha, double InverseAlpha, double LogBeta, double InverseBeta);

    // A fit is over before tiered compilation has left its instrumented code, which is twelve times as slow here (measured).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Result Of(double shape, double s, double alpha, double beta, double from, double to)
    {
        var small = Math.Min(alpha, beta);
        var (moreAlpha, moreBeta) = (alpha - small, beta - small);
        var (start, end) = (Math.Log(small + from), Math.Log(small + to));
        if (!(end > start))
        {
            return new(double.NegativeInfinity, 0, 0, 0, 0);
        }

        var top = Math.Max(Height(start), Height(end));
        var (sum, logAlpha, inverseAlpha, logBeta, inverseBeta) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var left = start; left < end;)
        {
            // Concave: the slope is steepest at one of the ends.
            var length = Math.Min(LongestPanel, end - left);
            while (Math.Max(Math.Abs(Slope(left)), Math.Abs(Slope(left + length))) * length > SteepestPanel)
            {
                length /= 2;
            }

            var (half, middle) = (length / 2, left + (length / 2));
            left = left + length >= end ? end : left + length;
            for (var i = 0; i < Rule.Nodes.Length; i++)
            {
                var y = middle + (half * Rule.Nodes[i]);
                var reached = Math.Exp(y);
                var (a, b) = (reached + moreAlpha, reached + moreBeta);
                var (la, lb) = (moreAlpha == 0 ? y : Math.Log(a), moreBeta == 0 ? y : Math.Log(b));
                var weight = half * Rule.Weights[i] * Math.Exp(y - (shape * la) - ((s + 1) * lb) - top);
                sum += weight;
                logAlpha += weight * la;
                inverseAlpha += weight / a;
                logBeta += weight * lb;
                inverseBeta += weight / b;
            }

            // What has fallen this far does not rise again.
            if (Height(left) < top - Negligible && Slope(left) < 0)
            {
                break;
            }
        }

        return new(top + Math.Log(sum), logAlpha / sum, inverseAlpha / sum, logBeta / sum, inverseBeta / sum);

        double Slope(double y) => 1 - (shape / (1 + (moreAlpha * Math.Exp(-y)))) - ((s + 1) / (1 + (moreBeta * Math.Exp(-y))));

        double Height(double y) => y - (shape * Math.Log(Math.Exp(y) + moreAlpha)) - ((s + 1) * Math.Log(Math.Exp(y) + moreBeta));
    }
}
