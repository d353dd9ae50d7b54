using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NbaStudio.Benchmarks.Detect;

/// <summary>Events per second and core through patterns and aggregates, and what one pattern costs that listens to an event's type and one that does not.</summary>
internal static class DetectReport
{
    private const int Warm = 100_000;
    private const int Measured = 400_000;
    private const int Rounds = 5;

    public static void Write(TextWriter output)
    {
        output.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors");
        output.WriteLine($"One thread, in memory, without decisions and storage; 2,000 customers, 20 event types, {Measured:N0} events a round, the middle one of {Rounds} rounds.{Load()}");
        output.WriteLine();
        output.WriteLine("| patterns | aggregates | events/s per core | µs per event | B allocated per event |");
        output.WriteLine("|---:|---:|---:|---:|---:|");
        Row(output, new DetectCase([], 0), 0, 0);
        Row(output, new DetectCase([], 20), 0, 20);
        Row(output, new DetectCase(DetectCase.Mixture(100), 20), 100, 20);
        Row(output, new DetectCase(DetectCase.Mixture(500), 20), 500, 20);
        output.WriteLine();

        var none = Measure(new DetectCase([], 0, onlyType: 0)).Microseconds;
        var others = Measure(new DetectCase([.. Enumerable.Range(0, 1_000).Select(i => $"event \"type{1 + (i % 19)}\" then event \"type{1 + (i % 18)}\" within 1h")], 0, onlyType: 0)).Microseconds;
        output.WriteLine("| one pattern more | ns per event |");
        output.WriteLine("|---|---:|");
        output.WriteLine(Cost("that does not listen to the event's type (of 1,000)", (others - none) / 1_000));
        foreach (var (what, text) in new[]
        {
            ("that listens and whose `where` does not hold", "event \"type0\" where amount > 1000"),
            ("count, about every tenth event fits", "100 of event \"type0\" where page = \"/p1\" within 30m"),
            ("sequence, about every tenth event fits a part", "event \"type0\" where page = \"/p1\" then event \"type0\" where page = \"/p2\" within 2h"),
            ("non-event, about every tenth event fits a part", "event \"type0\" where page = \"/p1\" then not event \"type0\" where page = \"/p2\" within 45m"),
        })
        {
            output.WriteLine(Cost(what, (Measure(new DetectCase([.. Enumerable.Repeat(text, 20)], 0, onlyType: 0)).Microseconds - none) / 20));
        }
    }

    private static void Row(TextWriter output, DetectCase subject, int patterns, int aggregates)
    {
        var (microseconds, bytes) = Measure(subject);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {patterns:N0} | {aggregates:N0} | {1e6 / microseconds:N0} | {microseconds:0.00} | {bytes:N0} |"));
    }

    private static string Cost(string what, double microseconds) => string.Create(CultureInfo.InvariantCulture, $"| {what} | {microseconds * 1000:0.0} |");

    private static (double Microseconds, long Bytes) Measure(DetectCase subject)
    {
        subject.Show(Warm);
        var times = new double[Rounds];
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            subject.Show(Measured);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Measured;
        }

        bytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / ((long)Measured * Rounds);
        Array.Sort(times);
        return (times[Rounds / 2], bytes);
    }

    // Others may use the machine: the reader should know.
    private static string Load() => File.Exists("/proc/loadavg") ? $" Load average at the start: {File.ReadAllText("/proc/loadavg").Split(' ')[0]}." : "";
}
