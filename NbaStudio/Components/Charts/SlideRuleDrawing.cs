using NbaStudio.Live;

namespace NbaStudio.Components.Charts;

/// <summary>Geometry of the slide rule: four steps from 1 along one log axis from 0.001 to 100,000. Lengths add where factors multiply. Pure.</summary>
public sealed record SlideRuleDrawing(IReadOnlyList<SlideRuleDrawing.Bar> Bars, double Marker)
{
    private const double Left = 30;
    private const double Right = 570;
    private const double Low = -3;
    private const double High = 5;

    public static IReadOnlyList<(double Value, double X, string Text)> Ticks { get; } =
    [
        (0.001, At(-3), "0.001"), (0.01, At(-2), "0.01"), (0.1, At(-1), "0.1"), (1, At(0), "1"),
        (10, At(1), "10"), (100, At(2), "100"), (1_000, At(3), "1,000"), (10_000, At(4), "10,000"), (100_000, At(5), "100,000"),
    ];

    /// <param name="Kind">p, c, v or l.</param>
    /// <param name="From">Left end.</param>
    /// <param name="Width">Length, at least 1.</param>
    /// <param name="End">Where the next step starts.</param>
    /// <param name="Y">Top.</param>
    public readonly record struct Bar(string Kind, double From, double Width, double End, double Y);

    public static SlideRuleDrawing Of(Equation equation)
    {
        var place = 0.0;
        var y = 22.0;
        List<Bar> bars = [];
        foreach (var (kind, factor) in new[] { ("p", equation.Propensity), ("c", equation.Context), ("v", equation.Value), ("l", equation.Lever) })
        {
            var next = place + (factor > 0 ? Math.Log10(factor) : Low);
            double from = At(Math.Min(place, next)), to = At(Math.Max(place, next));
            bars.Add(new Bar(kind, from, Math.Max(1, to - from), At(next), y));
            (place, y) = (next, y + 14);
        }

        return new SlideRuleDrawing(bars, At(equation.Priority > 0 ? Math.Log10(equation.Priority) : Low));
    }

    private static double At(double decade) => Left + ((Math.Clamp(decade, Low, High) - Low) / (High - Low) * (Right - Left));
}
