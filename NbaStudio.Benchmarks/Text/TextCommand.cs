using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Text;

namespace NbaStudio.Benchmarks.Text;

/// <summary>The verb <c>text</c>: how long 77 labels take to learn from 10,000 short texts, how long one text takes to read, and what it holds in memory.</summary>
internal static class TextCommand
{
    private const int Labels = 77;
    private const int Train = 10_000;
    private const int Test = 3_000;

    public static int Run(TextWriter output)
    {
        var generated = new GeneratedTexts(Labels, seed: 77);
        var (train, test) = (generated.Make(Train), generated.Make(Test));
        TextTrainer.Learn([.. train.Take(500)], Labels);
        var started = Stopwatch.GetTimestamp();
        var classifier = TextTrainer.Learn(train, Labels);
        var learn = Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = Stopwatch.GetTimestamp();
        var (_, evaluation) = TextTrainer.Train(train, Labels);
        var whole = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var (times, allocated) = Read(classifier, [.. test.Select(t => new TextValue(t.Text))]);
        var tested = TextTrainer.Test(classifier, test);
        output.WriteLine(Invariant($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, load average {LoadAverage()}"));
        output.WriteLine(Invariant($"{Labels} labels, {Train:N0} generated texts of 4 to 15 words to learn, {Test:N0} others to test, one thread."));
        output.WriteLine();
        output.WriteLine("| what | figure |");
        output.WriteLine("|---|---:|");
        output.WriteLine(Invariant($"| learn (8 passes) | {learn:0.00} s |"));
        output.WriteLine(Invariant($"| learn, hold out each fifth, progressive accuracy, bring confidence in line (what a publication does) | {whole:0.00} s |"));
        output.WriteLine(Invariant($"| read one text, p50 / p99 | {At(times, 0.5):0.0} / {At(times, 0.99):0.0} µs |"));
        output.WriteLine(Invariant($"| allocated per text | {allocated:N0} B |"));
        output.WriteLine(Invariant($"| classifier in memory ({classifier.VocabularySize:N0} pieces) | {classifier.Bytes / 1e6:0.0} MB |"));
        output.WriteLine(Invariant($"| accuracy on the others | {tested.Accuracy:P1} |"));
        output.WriteLine(Invariant($"| accuracy held out / progressive | {evaluation.Accuracy:P1} / {evaluation.ProgressiveAccuracy:P1} |"));
        return 0;
    }

    private static (double[] Times, double Allocated) Read(TextClassifier classifier, TextValue[] texts)
    {
        Array.ForEach(texts, t => classifier.Read(t));
        var times = new double[texts.Length];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < texts.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            classifier.Read(texts[i]);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(times);
        return (times, allocated / (double)texts.Length);
    }

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
