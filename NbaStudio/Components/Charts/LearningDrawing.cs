using System.Globalization;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Components.Charts;

/// <summary>Geometry of how the loss went: responses to the right, mean log loss upwards. Pure.</summary>
/// <param name="Served">Path of what was served.</param>
/// <param name="BaseRate">Path of one rate for everybody.</param>
/// <param name="Ticks">Grid of the y axis.</param>
/// <param name="Marks">Where somebody else began to speak.</param>
/// <param name="Drifts">Where predictions stopped adding up: at the beginning of the stretch in which it was noticed.</param>
/// <param name="Responses">Right end of the x axis.</param>
public sealed record LearningDrawing(string Served, string BaseRate, IReadOnlyList<(double Y, double Loss)> Ticks, IReadOnlyList<(double X, EvidenceSource Source)> Marks,
    IReadOnlyList<(double X, DriftMark Drift)> Drifts, long Responses)
{
    private const double Left = 44;
    private const double Right = 548;
    private const double Top = 10;
    private const double Bottom = 122;
    private const int MostPoints = 16;

    /// <param name="history">At least one stretch.</param>
    public static LearningDrawing Of(IReadOnlyList<LearningPoint> history, IReadOnlyList<SpeakerChange> speakers, IReadOnlyList<DriftMark> drifts)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(speakers);
        ArgumentNullException.ThrowIfNull(drifts);
        var total = history.Sum(p => (long)p.Responses);
        var times = drifts.Select(d => (At: history.TakeWhile(p => p.Until < d.Time).Sum(p => (long)p.Responses), d)).ToList();
        history = Merge(history, total);
        var losses = history.SelectMany(p => new[] { p.Served, p.BaseRate }).ToList();
        var low = Math.Floor(losses.Min() * 20) / 20;
        var high = Math.Max(low + 0.1, Math.Ceiling(losses.Max() * 20) / 20);
        double X(double at) => Left + (at / Math.Max(1, total) * (Right - Left));
        double Y(double loss) => Bottom - ((loss - low) / (high - low) * (Bottom - Top));
        string Path(Func<LearningPoint, double> loss)
        {
            long before = 0;
            var points = new List<string>();
            foreach (var point in history)
            {
                // A stretch's mean stands at its middle.
                points.Add(string.Create(CultureInfo.InvariantCulture, $"{X(before + (point.Responses / 2.0)):0.#} {Y(loss(point)):0.#}"));
                before += point.Responses;
            }

            return "M" + string.Join('L', points);
        }

        return new LearningDrawing(
            Path(p => p.Served), Path(p => p.BaseRate), [.. new[] { low, (low + high) / 2, high }.Select(l => (Y(l), l))],
            [.. speakers.Where(s => s.Responses <= total).Select(s => (X(s.Responses), s.Source))], [.. times.Select(t => (X(t.At), t.d))], total);
    }

    // The loss of a few responses jumps with every success: neighbours are drawn as one.
    private static List<LearningPoint> Merge(IReadOnlyList<LearningPoint> history, long total)
    {
        var merged = new List<LearningPoint>();
        foreach (var point in history)
        {
            if (merged.Count > 0 && merged[^1] is var last && last.Responses + point.Responses <= total / MostPoints)
            {
                var responses = last.Responses + point.Responses;
                double Mean(double first, double second) => ((first * last.Responses) + (second * point.Responses)) / responses;
                merged[^1] = new LearningPoint(
                    point.Until, responses, last.Positives + point.Positives, Mean(last.Served, point.Served), Mean(last.BaseRate, point.BaseRate), Mean(last.Predicted, point.Predicted));
            }
            else
            {
                merged.Add(point);
            }
        }

        return merged;
    }
}
