using System.Globalization;
using System.Text;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>The result of evaluate experiment for people: words first, then figures.</summary>
internal static class ExperimentReport
{
    public static string Write(ExperimentResult result, double alpha)
    {
        var text = new StringBuilder();
        text.AppendLine(result.Verdict);
        foreach (var warning in result.Warnings)
        {
            Line(text, $"Note: {warning}");
        }

        text.AppendLine();
        Line(text, $"Split: {(result.SampleRatio!.Ok ? "as planned" : "NOT as planned")} (chi-square {P(result.SampleRatio.PValue)})");
        foreach (var arm in result.Arms.Where(a => a.Mean is not null))
        {
            Line(text, $"  {arm.Metric,-20} {arm.Name,-16} {arm.Count,10:N0} customers  mean {arm.Mean:0.######}  deviation {arm.StandardDeviation:0.######}{(arm.Rate is { } rate ? $"  rate at every look {rate.Low:P2} to {rate.High:P2}" : "")}");
        }

        if (result.Effects.Any(e => e.Difference is not null))
        {
            text.AppendLine();
            Line(text, $"Difference to the control, {(1 - alpha) * 100:0.##}% intervals of each line by itself; p-values over all {result.Effects.Count} lines");
        }

        foreach (var effect in result.Effects.Where(e => e.AlwaysValid is not null))
        {
            var always = effect.AlwaysValid!;
            Line(text, $"  {effect.Metric,-20} {effect.Arm,-16} {effect.Difference:+0.######;-0.######;0}");
            Line(text, $"    at every look   {always.Low:+0.######;-0.######;0} to {always.High:+0.######;-0.######;0}  {P(always.AdjustedPValue)}{Share(effect.Relative, always.RelativeLow, always.RelativeHigh)}");
            Line(text, $"    one look only   {effect.Low:+0.######;-0.######;0} to {effect.High:+0.######;-0.######;0}  {P(effect.AdjustedPValue)}{Share(effect.Relative, effect.RelativeLow, effect.RelativeHigh)}");
        }

        return text.ToString().TrimEnd();
    }

    private static string Share(double? lift, double? low, double? high) => lift is null ? "  (the control is too near 0 for a share)"
        : string.Create(CultureInfo.InvariantCulture, $"  relative {lift:+0.0%;-0.0%;0.0%} ({low:+0.0%;-0.0%;0.0%} to {high:+0.0%;-0.0%;0.0%})");

    // No p-value is 0.
    private static string P(double? value) => value < 0.0001 ? "p < 0.0001" : string.Create(CultureInfo.InvariantCulture, $"p {value:0.####}");

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
