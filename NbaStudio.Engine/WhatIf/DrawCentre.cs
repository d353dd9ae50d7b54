namespace NbaStudio.Engine.WhatIf;

/// <summary>Where draws of log odds have to lie for their chances to be right on average. Pure.</summary>
/// <remarks>Noise on log odds moves the mean of the chance: a small P is drawn too high on average, a large one too low. The middle is moved the other way, so that what the models say is the mean of its own draws.</remarks>
internal static class DrawCentre
{
    // The rule of steps of the same width is exact to 1e-6 for spreads up to 3, because the integrand is smooth and dies off on both sides.
    private const double Step = 0.5;
    private const int Half = 12;
    private const int MostSteps = 30;

    private static readonly double[] Weights = [.. Enumerable.Range(-Half, (2 * Half) + 1).Select(i => Step * Math.Exp(-0.5 * i * Step * i * Step) / Math.Sqrt(2 * Math.PI))];

    /// <summary>The middle m for which the mean of 1 / (1 + e^-(m + spread z)), over a normal z, is the chance that the log odds stand for.</summary>
    /// <param name="spread">Standard deviation of the log odds, 0 or more.</param>
    public static double Of(double logOdds, double spread)
    {
        if (!(spread > 0) || !double.IsFinite(logOdds))
        {
            return logOdds;
        }

        // Newton on the log odds of the mean, which are all but a straight line of the middle.
        var middle = logOdds;
        for (var step = 0; step < MostSteps; step++)
        {
            var (mean, against, slope) = Mean(middle, spread);
            var off = Math.Log(mean / against) - logOdds;
            if (Math.Abs(off) < 1e-9)
            {
                break;
            }

            middle -= off * mean * against / slope;
        }

        return middle;
    }

    // Both the chance and what is left of 1, so that neither is lost beside the other.
    private static (double Mean, double Against, double Slope) Mean(double middle, double spread)
    {
        var (mean, against, slope) = (0.0, 0.0, 0.0);
        for (var i = 0; i < Weights.Length; i++)
        {
            var odds = Math.Exp(middle + (spread * (i - Half) * Step));
            var (chance, other) = (odds / (1 + odds), 1 / (1 + odds));
            mean += Weights[i] * chance;
            against += Weights[i] * other;
            slope += Weights[i] * chance * other;
        }

        return (mean, against, slope);
    }
}
