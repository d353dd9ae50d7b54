namespace NbaStudio.Live;

/// <summary>Interval of a share by Wilson's score method (1927), 95 %.</summary>
public static class ProportionInterval
{
    private const double Z = 1.959963984540054;

    /// <summary>Low and high end, each in [0, 1]; null without trials or when answers outnumber them.</summary>
    public static (double Low, double High)? Wilson(long successes, long trials)
    {
        if (trials <= 0 || successes < 0 || successes > trials)
        {
            return null;
        }

        var n = (double)trials;
        var p = successes / n;
        var scale = 1 + (Z * Z / n);
        var middle = (p + (Z * Z / (2 * n))) / scale;
        var half = Z / scale * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
