using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NbaStudio.Benchmarks;

/// <summary>Percentiles of single decisions, bytes per record and bytes allocated: what an average hides.</summary>
internal static class DecideReport
{
    private const int Warm = 2_000;
    private const int Measured = 20_000;

    public static void Write(TextWriter output)
    {
        output.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors");
        output.WriteLine($"{Measured:N0} decisions each, one thread, one after another; 50 predictors, 10 leaves per action, half pass, 20 capped treatments, top 3, record encoded.");
        output.WriteLine();
        output.WriteLine("| actions | p50 µs | p90 µs | p99 µs | p99.9 µs | record B (inputs + result) | whole record B | allocated B |");
        output.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var actions in new[] { 100, 1_000, 5_000 })
        {
            output.WriteLine(Row(actions));
        }
    }

    private static string Row(int actions)
    {
        var subject = new DecideCase(actions);
        var whole = subject.Decide();
        for (var i = 0; i < Warm; i++)
        {
            subject.Decide();
        }

        var times = new double[Measured];
        var bytes = (Inputs: 0L, Result: 0L);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Measured; i++)
        {
            var start = Stopwatch.GetTimestamp();
            subject.Decide();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            bytes = (bytes.Inputs + subject.Bytes.Inputs, bytes.Result + subject.Bytes.Result);
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Array.Sort(times);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {actions:N0} | {At(times, 0.5):0.0} | {At(times, 0.9):0.0} | {At(times, 0.99):0.0} | {At(times, 0.999):0.0} | {bytes.Inputs / Measured:N0} + {bytes.Result / Measured:N0} | {whole:N0} | {allocated / Measured:N0} |");
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
