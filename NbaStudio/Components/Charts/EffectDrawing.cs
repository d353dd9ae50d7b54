using System.Globalization;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Charts;

/// <summary>Geometry of how a difference and its interval went over time. Pure.</summary>
/// <param name="Line">Path of the difference.</param>
/// <param name="Band">Path of the interval, cut at the edges of the picture.</param>
/// <param name="Zero">Where no difference lies.</param>
/// <param name="Ticks">Grid of the values.</param>
/// <param name="Times">Labels of the time axis.</param>
/// <param name="End">Where the last point stands.</param>
/// <param name="Clear">From where on every interval leaves zero out; null = the last one holds it.</param>
public sealed record EffectDrawing(
    string Line, string Band, double Zero, IReadOnlyList<(double Y, double Value)> Ticks, IReadOnlyList<(double X, DateTimeOffset Time)> Times, (double X, double Y) End, (double X, DateTimeOffset Time)? Clear)
{
    public const double Width = 560;
    public const double Height = 300;
    public const double Left = 64;
    public const double Right = 546;
    public const double Top = 10;
    public const double Bottom = 268;

    /// <summary>The first intervals are so wide that later ones would be a line: the picture is cut at so many times the last one's half width.</summary>
    private const double CutAt = 4;

    /// <param name="points">At least two, in order of time.</param>
    public static EffectDrawing Of(IReadOnlyList<MeasurePoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var last = points[^1];
        var half = Math.Max((last.Interval.High - last.Interval.Low) / 2, 1e-9);
        var low = Math.Max(points.Min(p => p.Interval.Low), Math.Min(0, last.Difference) - (CutAt * half));
        var high = Math.Min(points.Max(p => p.Interval.High), Math.Max(0, last.Difference) + (CutAt * half));
        (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        var (start, length) = (points[0].Time, Math.Max(1, (last.Time - points[0].Time).TotalMilliseconds));
        double X(DateTimeOffset time) => Left + ((time - start).TotalMilliseconds / length * (Right - Left));
        double Y(double value) => Math.Clamp(Bottom - ((value - low) / (high - low) * (Bottom - Top)), Top, Bottom);
        string Path(IEnumerable<(double X, double Y)> of) => "M" + string.Join('L', of.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#} {p.Y:0.#}")));
        var clear = points.Count;
        while (clear > 0 && !points[clear - 1].Interval.Contains(0))
        {
            clear--;
        }

        return new EffectDrawing(
            Path(points.Select(p => (X(p.Time), Y(p.Difference)))),
            Path([.. points.Select(p => (X(p.Time), Y(p.Interval.High))), .. points.Reverse().Select(p => (X(p.Time), Y(p.Interval.Low)))]) + "Z",
            Y(0), [.. IntervalScale.Round(low, high, 6).Select(v => (Y(v), v))],
            [.. Enumerable.Range(0, 4).Select(i => start + ((last.Time - start) * (i / 3.0))).Select(t => (X(t), t))], (X(last.Time), Y(last.Difference)),
            clear < points.Count && clear > 0 ? (X(points[clear].Time), points[clear].Time) : null);
    }
}
