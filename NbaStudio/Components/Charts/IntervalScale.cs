using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Components.Charts;

/// <summary>The one scale of a column of intervals: from the lowest end to the highest, zero always on it, with round ticks. Pure.</summary>
/// <param name="Low">Left end.</param>
/// <param name="High">Right end, above <paramref name="Low"/>.</param>
/// <param name="Ticks">Round numbers, ascending.</param>
public sealed record IntervalScale(double Low, double High, IReadOnlyList<double> Ticks)
{
    /// <param name="intervals">What must fit; none gives -1 to 1.</param>
    public static IntervalScale Of(IEnumerable<ConfidenceInterval> intervals)
    {
        var (low, high) = (0.0, 0.0);
        foreach (var interval in intervals)
        {
            (low, high) = (Math.Min(low, interval.Low), Math.Max(high, interval.High));
        }

        if (!(high > low))
        {
            (low, high) = (-1, 1);
        }

        var room = (high - low) * 0.04;
        (low, high) = (low < 0 ? low - room : low, high > 0 ? high + room : high);
        return new IntervalScale(low, high, Round(low, high, 6));
    }

    /// <summary>Round numbers between two ends, at most so many.</summary>
    public static IReadOnlyList<double> Round(double low, double high, int most)
    {
        var step = Math.Pow(10, Math.Floor(Math.Log10((high - low) / most)));
        foreach (var times in (double[])[1, 2, 5, 10])
        {
            if ((high - low) / (step * times) <= most)
            {
                step *= times;
                break;
            }
        }

        var first = (long)Math.Ceiling((low / step) - 1e-9);
        var last = (long)Math.Floor((high / step) + 1e-9);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
    }

    /// <summary>Where a value stands, in [0, 100].</summary>
    public double At(double value) => Math.Clamp((value - Low) / (High - Low) * 100, 0, 100);
}
