using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Charts;

/// <summary>Geometry of the picture of all models: ranking to the right, success upwards, area by responses. Pure.</summary>
/// <param name="Bubbles">Largest first, so that small ones lie on top.</param>
/// <param name="Labels">Those that found room.</param>
/// <param name="AucTicks">Grid of the x axis.</param>
/// <param name="RateTicks">Grid of the y axis.</param>
/// <param name="Left">Treatments with a ranking that are not drawn because there are too many.</param>
public sealed record BubbleDrawing(
    IReadOnlyList<BubbleDrawing.Bubble> Bubbles, IReadOnlyList<BubbleDrawing.Label> Labels, IReadOnlyList<double> AucTicks, IReadOnlyList<double> RateTicks, int Left)
{
    public const double Width = 560;
    public const double Height = 420;
    public const double PlotLeft = 40;

    /// <summary>Where chance stands: a bubble there keeps clear of the marks beside the axis.</summary>
    public const double ChanceX = 62;
    public const double PlotRight = 544;
    public const double PlotTop = 12;
    public const double PlotBottom = 376;

    /// <summary>Most bubbles in one picture.</summary>
    public const int Most = 300;

    private const int MostLabels = 7;
    private const double LargestRadius = 20;
    private const double SmallestRadius = 3.5;

    /// <param name="Model">The model it stands for.</param>
    public readonly record struct Bubble(ModelSummary Model, double X, double Y, double Radius);

    /// <param name="Model">Whose label.</param>
    /// <param name="X">Left end.</param>
    /// <param name="Y">Base line.</param>
    public readonly record struct Label(ModelSummary Model, double X, double Y, string Text);

    // The words beside the y axis.
    private static readonly Box Notes = new(PlotLeft, PlotTop, PlotLeft + 78, PlotTop + 52);

    private readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Meets(in Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }

    /// <summary>The right end of the x axis.</summary>
    public double HighestAuc => AucTicks[^1];

    /// <summary>The top of the y axis.</summary>
    public double HighestRate => RateTicks[^1];

    public static BubbleDrawing Of(IReadOnlyList<ModelSummary> models, string? selected)
    {
        var ranked = models.Where(m => m.HasRanking).OrderByDescending(m => m.Responses).ThenBy(m => m.TreatmentId, StringComparer.Ordinal).ToList();
        var drawn = ranked.Take(Most).ToList();
        if (ranked.Skip(Most).FirstOrDefault(m => m.TreatmentId == selected) is { } chosen)
        {
            drawn[^1] = chosen;
        }

        var aucTicks = Ticks(0.5, Math.Max(0.8, drawn.Select(m => m.Auc).DefaultIfEmpty(0).Max()), 0.1);
        var rateTicks = Scale(drawn.Select(m => m.Rate).DefaultIfEmpty(0).Max());
        var most = drawn.Select(m => m.Responses).DefaultIfEmpty(1).Max();
        Bubble[] bubbles =
        [
            .. drawn.Select(m => new Bubble(
                m, X(m.Auc, aucTicks[^1]), Y(m.Rate, rateTicks[^1]), Math.Max(SmallestRadius, LargestRadius * Math.Sqrt((double)m.Responses / most)))),
        ];
        return new BubbleDrawing(bubbles, Place(bubbles, selected), aucTicks, rateTicks, ranked.Count - drawn.Count);
    }

    public static double X(double auc, double highest) => ChanceX + (Math.Clamp((auc - 0.5) / (highest - 0.5), 0, 1) * (PlotRight - ChanceX));

    public static double Y(double rate, double highest) => PlotBottom - (Math.Clamp(rate / highest, 0, 1) * (PlotBottom - PlotTop));

    /// <summary>Round marks from 0 on, at least two and at most six, that cover the share; never beyond 1.</summary>
    public static IReadOnlyList<double> Scale(double highest)
    {
        double[] steps = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2];
        var step = steps.FirstOrDefault(s => highest * 1.05 <= s * 5, 0.2);
        return Ticks(0, Math.Min(1, Math.Max(highest * 1.05, step)), step);
    }

    /// <summary>Rough width of a label in the picture's units.</summary>
    public static double WidthOf(string text) => text.Sum(c => c >= '\u2E80' ? 11.5 : 6.2);

    private static double[] Ticks(double from, double to, double step) =>
        [.. Enumerable.Range(0, (int)Math.Ceiling(Math.Round((to - from) / step, 6)) + 1).Select(i => Math.Round(from + (i * step), 6))];

    // The chosen one first, then the most experienced and those that stand out; a label that finds no free side is left out.
    private static List<Label> Place(Bubble[] bubbles, string? selected)
    {
        var placed = new List<(Label Label, Box Box)>();
        var sure = bubbles.Where(b => b.Model.Responses >= ModelSummary.Enough).ToList();
        var wanted = bubbles.Where(b => b.Model.TreatmentId == selected)
            .Concat(sure.OrderByDescending(b => b.Model.Rate).Take(2)).Concat(sure.OrderByDescending(b => b.Model.Auc).Take(2)).Concat(sure.OrderBy(b => b.Model.Auc).Take(1))
            .Concat(bubbles.Take(3)).Concat(bubbles.OrderByDescending(b => b.Model.Rate).Take(2)).DistinctBy(b => b.Model.TreatmentId);
        foreach (var bubble in wanted)
        {
            var isChosen = bubble.Model.TreatmentId == selected;
            foreach (var (label, box) in Sides(bubble))
            {
                var fits = box is { Left: >= PlotLeft, Right: <= PlotRight, Top: >= PlotTop, Bottom: <= PlotBottom };
                if (fits && !Notes.Meets(box) && !placed.Any(p => p.Box.Meets(box)) && !bubbles.Any(b => b.Model != bubble.Model && b.Radius >= (isChosen ? 6 : 0) && BoxOf(b).Meets(box)))
                {
                    placed.Add((label, box));
                    break;
                }
            }

            if (isChosen && placed.Count == 0)
            {
                placed.Add(Sides(bubble).OrderByDescending(s => Math.Min(PlotRight - s.Box.Right, s.Box.Left - PlotLeft)).First());
            }

            if (placed.Count == MostLabels)
            {
                break;
            }
        }

        return [.. placed.Select(p => p.Label)];
    }

    private static IEnumerable<(Label Label, Box Box)> Sides(Bubble bubble)
    {
        const double Gap = 4;
        var text = bubble.Model.Name;
        var width = WidthOf(text);
        var (x, y, r) = (bubble.X, bubble.Y, bubble.Radius);
        foreach (var (left, line) in new[] { (x + r + Gap, y + 4), (x - r - Gap - width, y + 4), (x - (width / 2), y - r - Gap - 1), (x - (width / 2), y + r + 13) })
        {
            yield return (new Label(bubble.Model, left, line, text), new Box(left, line - 10, left + width, line + 3));
        }
    }

    private static Box BoxOf(Bubble bubble) => new(bubble.X - bubble.Radius, bubble.Y - bubble.Radius, bubble.X + bubble.Radius, bubble.Y + bubble.Radius);
}
