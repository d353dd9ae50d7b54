using System.Diagnostics;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Text;

namespace NbaStudio.Commands.Evaluate;

/// <summary>Learns a classifier of short texts from a file and says how well it does, without a hub.</summary>
internal sealed class EvaluateTextCommand : ICommand
{
    private const int TimedTexts = 2_000;

    public string Verb => "evaluate text";

    public string Summary => "Learns to tell texts apart from a labelled file and says how often it is right.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("csv", "FILE", "Texts to learn from: CSV, or NDJSON by its extension.", Required: true),
        new("text", "COLUMN", "Column that holds the text.", Required: true),
        new("label", "COLUMN", "Column that holds the label.", Required: true),
        new("test", "FILE", "Other texts to test on; without it each text of the first file is held out once."),
        new("delimiter", "CHARACTER", "Separator of the columns where it is not found by itself: , ; tab |"),
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var texts = new LabelledTexts();
        var (text, label, delimiter) = (context.Get("text"), context.Get("label"), context.Find("delimiter"));
        var train = texts.Read(context.ExistingFile("csv"), text, label, delimiter);
        var test = context.Has("test") ? texts.Read(context.ExistingFile("test"), text, label, delimiter) : null;
        stop.ThrowIfCancellationRequested();

        var started = Stopwatch.GetTimestamp();
        var (classifier, evaluation) = test is null ? TextTrainer.Train(train, texts.Labels.Count, inOrder: true) : Learn(train, test, texts.Labels.Count);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var progressive = test is null ? evaluation.Progressive : TextTrainer.Progressive(train, texts.Labels.Count);
        var result = new TextResult(
            train.Count, evaluation.Texts.Count, texts.Labels.Count, evaluation.Accuracy, evaluation.MacroF1, MicrosecondsPerText(classifier, test ?? train),
            evaluation.AccuracyInterval.Low, evaluation.AccuracyInterval.High, test is null, seconds, new TextProgress(train.Count, progressive), texts.Skipped,
            Mistakes(evaluation, texts.Labels));
        await context.WriteAsync(result, TextReport.Write(result, texts.Labels, evaluation));
        return 0;
    }

    private static (TextClassifier, TextEvaluation) Learn(IReadOnlyList<TextExample> train, IReadOnlyList<TextExample> test, int labels)
    {
        var classifier = TextTrainer.Learn(train, labels);
        return (classifier, TextTrainer.Test(classifier, test));
    }

    private static double MicrosecondsPerText(TextClassifier classifier, IReadOnlyList<TextExample> texts)
    {
        TextValue[] read = [.. texts.Take(TimedTexts).Select(t => new TextValue(t.Text))];
        Array.ForEach(read, t => classifier.Read(t));
        var started = Stopwatch.GetTimestamp();
        Array.ForEach(read, t => classifier.Read(t));
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / read.Length;
    }

    private static List<TextMistake> Mistakes(TextEvaluation evaluation, IReadOnlyList<string> labels) =>
    [
        .. evaluation.Texts.Where(t => !t.IsRight).GroupBy(t => (t.Label, t.Predicted))
            .Select(g => new TextMistake(labels[g.Key.Label], g.Key.Predicted < 0 ? null : labels[g.Key.Predicted], g.Count()))
            .OrderByDescending(m => m.Count).ThenBy(m => m.Label, StringComparer.Ordinal).ThenBy(m => m.Taken, StringComparer.Ordinal),
    ];
}
