using System.Globalization;
using System.Text;

namespace NbaStudio.Components.Charts;

/// <summary>The drawing of a sparkline: zero at the bottom, the highest point near the top. Pure.</summary>
public sealed record SparkPath(string Line, string Area, string Dot)
{
    /// <summary>Null with fewer than two points.</summary>
    public static SparkPath? Of(IReadOnlyList<double> points, double width, double height)
    {
        if (points.Count < 2)
        {
            return null;
        }

        const double Inset = 3;
        var top = Math.Max(points.Max(), double.Epsilon);
        var line = new StringBuilder();
        double x = 0, y = 0;
        for (var i = 0; i < points.Count; i++)
        {
            x = (width - Inset) * i / (points.Count - 1);
            y = height - 1 - (Math.Clamp(points[i] / top, 0, 1) * (height - 2 - Inset));
            line.Append(i == 0 ? 'M' : 'L').Append(CultureInfo.InvariantCulture, $"{x:0.#} {y:0.#}");
        }

        var end = string.Create(CultureInfo.InvariantCulture, $"L{x:0.#} {height:0.#}L0 {height:0.#}Z");
        return new SparkPath(line.ToString(), line + end, string.Create(CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}h0"));
    }
}
