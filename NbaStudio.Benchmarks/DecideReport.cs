using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NbaStudio.Benchmarks;

/// <summary>Percentiles of single decisions, bytes per record and bytes allocated: what an average hides.</summary>
/// <remarks>The sizes take turns, because something outside makes the machine slower for minutes: one after another, each would be measured on another machine.</remarks>
internal static class DecideReport
{
    private const int Warm = 2_000;
    private const int Rounds = 20;
    private const int PerRound = 1_000;
    private const int Measured = Rounds * PerRound;
    private static double s_paceEnd;
    private const int PaceSteps = 10_000_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public static void Write(TextWriter output)
    {
        output.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors");
        output.WriteLine($"{Measured:N0} decisions each, in {Rounds} rounds by turns, one thread, one after another; 50 predictors, 10 leaves per action, half pass, 20 capped treatments, top 3, record encoded.");
        output.WriteLine();
        output.WriteLine("| actions | p50 µs | p90 µs | p99 µs | p99.9 µs | p50 of the quickest and slowest round | without a record: p50 µs | decisions/s | record B (inputs + result) | whole record B | allocated B |");
        output.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        var sizes = new[] { 100, 1_000, 5_000 }.Select(n => new Size(n)).ToList();
        var pace = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            pace.Add(Pace());
            sizes.ForEach(s => s.Run(round));
            Thread.Sleep(Pause);
        }

        sizes.ForEach(s => output.WriteLine(s.Row()));
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The machine's own pace: a fixed loop of {PaceSteps:N0} dependent divisions and additions, without memory, took {pace.Min():0.0} to {pace.Max():0.0} ms from round to round (median {pace.Order().ElementAt(Rounds / 2):0.0})."));
    }

    /// <summary>Decides without records and without pauses, for a profiler and for two builds by turns.</summary>
    public static void WriteAlone(TextWriter output, int actions, TimeSpan time)
    {
        var subject = new DecideCase(actions);
        var (times, watch) = (new List<double>(), Stopwatch.StartNew());
        while (watch.Elapsed < time)
        {
            var start = Stopwatch.GetTimestamp();
            subject.Choose();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        double[] all = [.. times.Skip(times.Count / 4).Order()];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{actions:N0} actions, {all.Length:N0} decisions without a record: p1 {At(all, 0.01):0.0}, p10 {At(all, 0.1):0.0}, p50 {At(all, 0.5):0.0}, p90 {At(all, 0.9):0.0} µs; {1e6 / all.Average():N0} a second."));
    }

    // Tells a slow machine from a slow decision: nothing but the processor takes part.
    private static double Pace()
    {
        var start = Stopwatch.GetTimestamp();
        var sum = 1.0;
        for (var i = 0; i < PaceSteps; i++)
        {
            sum += 1 / sum;
        }

        s_paceEnd = sum; // without a reader the loop would be empty
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private sealed class Size
    {
        private readonly int _actions;
        private readonly DecideCase _subject;
        private readonly int _whole;
        private readonly double[] _times = new double[Measured];
        private readonly double[] _bare = new double[Measured];
        private (long Inputs, long Result) _bytes;
        private long _allocated;

        public Size(int actions)
        {
            (_actions, _subject) = (actions, new DecideCase(actions));
            _whole = _subject.Decide();
            for (var i = 0; i < Warm; i++)
            {
                _subject.Decide();
            }
        }

        public void Run(int round)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < PerRound; i++)
            {
                var start = Stopwatch.GetTimestamp();
                _subject.Decide();
                _times[(round * PerRound) + i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                _bytes = (_bytes.Inputs + _subject.Bytes.Inputs, _bytes.Result + _subject.Bytes.Result);
            }

            _allocated += GC.GetAllocatedBytesForCurrentThread() - allocated;
            for (var i = 0; i < PerRound; i++)
            {
                var start = Stopwatch.GetTimestamp();
                _subject.Choose();
                _bare[(round * PerRound) + i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
        }

        public string Row()
        {
            var medians = _times.Chunk(PerRound).Select(r => At([.. r.Order()], 0.5)).ToList();
            double[] all = [.. _times.Order()];
            var bare = At([.. _bare.Order()], 0.5);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"| {_actions:N0} | {At(all, 0.5):0.0} | {At(all, 0.9):0.0} | {At(all, 0.99):0.0} | {At(all, 0.999):0.0} | {medians.Min():0.0} - {medians.Max():0.0} | {bare:0.0} | {1e6 / _bare.Average():N0} | {_bytes.Inputs / Measured:N0} + {_bytes.Result / Measured:N0} | {_whole:N0} | {_allocated / Measured:N0} |");
        }
    }
}
