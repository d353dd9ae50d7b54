using System.Globalization;
using System.Text;
using NbaStudio.Engine.Detection.Text;

namespace NbaStudio.Commands.Evaluate;

/// <summary>The result of evaluate text for people.</summary>
internal static class TextReport
{
    private const int MostInMatrix = 12;
    private const int MostMistakes = 15;

    public static string Write(TextResult result, IReadOnlyList<string> labels, TextEvaluation evaluation)
    {
        var text = new StringBuilder();
        Line(text, $"{result.Train:N0} texts learned, {result.Classes} labels, {result.TrainSeconds:0.0} s{(result.Skipped > 0 ? $"; {result.Skipped:N0} rows without a text or label left out" : "")}");
        Line(text, $"Tested on {result.Test:N0} texts {(result.HeldOut ? $"of the file, each held out once ({TextTrainer.Parts} parts)" : "of the other file")}:");
        Line(text, $"  accuracy {result.Accuracy:P1} (95% interval {result.AccuracyLow:P1} to {result.AccuracyHigh:P1}), macro F1 {result.MacroF1:P1}, {result.MicrosecondsPerText:0.0} µs a text");
        Line(text, $"  in file order, each predicted before it was learned: {result.Progressive.Right:N0} of {result.Progressive.Count:N0} right ({result.Progressive.Accuracy:P1})");
        var counts = evaluation.Confusion();
        if (labels.Count <= MostInMatrix)
        {
            Matrix(text, labels, counts);
        }

        Mistakes(text, result);
        return text.ToString().TrimEnd();
    }

    private static void Matrix(StringBuilder text, IReadOnlyList<string> labels, int[][] counts)
    {
        var width = Math.Clamp(labels.Max(l => l.Length), 7, 16);
        text.AppendLine().AppendLine("Confusion (rows: what it is, columns: what it was taken for; last: nothing known)");
        text.Append(' ', width + 2);
        foreach (var label in labels.Append("nothing"))
        {
            text.Append(' ').Append(Cut(label, width).PadLeft(width));
        }

        text.AppendLine();
        for (var row = 0; row < labels.Count; row++)
        {
            text.Append("  ").Append(Cut(labels[row], width).PadRight(width));
            foreach (var count in counts[row])
            {
                text.Append(' ').Append(count.ToString(CultureInfo.InvariantCulture).PadLeft(width));
            }

            text.AppendLine();
        }
    }

    private static void Mistakes(StringBuilder text, TextResult result)
    {
        if (result.Mistakes.Count == 0)
        {
            return;
        }

        text.AppendLine().AppendLine("Most frequent mistakes");
        foreach (var mistake in result.Mistakes.Take(MostMistakes))
        {
            Line(text, $"  {mistake.Count,5:N0}  {mistake.Label} taken for {mistake.Taken ?? "nothing known"}");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private static string Cut(string label, int width) => label.Length <= width ? label : label[..(width - 1)] + "…";
}
