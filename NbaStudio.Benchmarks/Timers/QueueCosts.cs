using System.Diagnostics;
using System.Globalization;
using NbaStudio.Engine.Runtime;

namespace NbaStudio.Benchmarks.Timers;

/// <summary>Time and memory of the due times alone, on one thread.</summary>
internal static class QueueCosts
{
    private static readonly long Start = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private const int Span = 3 * 86_400_000;

    public static void Write(TextWriter output, int armed)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## Due times alone: {armed:N0} armed over 3 days, one thread"));
        output.WriteLine();
        output.WriteLine("| | first set ns | replace ns | cancel and set ns | take all ns each | longest step ms | bytes each |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        for (var round = 0; round < 2; round++)
        {
            var wheel = new DueQueue(Start);
            Measure(output, "wheel", armed, wheel.Set, now => wheel.TryTake(now, out _, out _), wheel.Prepare);
            var heap = new StaleHeap();
            Measure(output, "priority queue", armed, heap.Set, heap.TryTake, _ => false);
        }

        output.WriteLine();
    }

    private static void Measure(TextWriter output, string name, int armed, Action<long, long> set, Func<long, bool> take, Func<long, bool> prepare)
    {
        var random = new Random(1);
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var first = Each(armed, i => set(i, Start + random.Next(Span)));
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - memory) / armed;
        var replace = Each(armed, _ => set(random.Next(armed), Start + random.Next(Span)));
        var cancel = Each(armed, _ =>
        {
            var customer = random.Next(armed);
            set(customer, long.MaxValue);
            set(customer, Start + random.Next(Span));
        });
        var longest = TimeSpan.Zero;
        var taken = 0;
        var begun = Stopwatch.GetTimestamp();
        for (var now = Start; now <= Start + Span; now += 1_000)
        {
            // As a lane does: a step ahead, then one customer.
            bool more;
            do
            {
                var one = Stopwatch.GetTimestamp();
                more = prepare(now);
                var time = Stopwatch.GetElapsedTime(one);
                longest = time > longest ? time : longest;
                one = Stopwatch.GetTimestamp();
                var took = take(now);
                time = Stopwatch.GetElapsedTime(one);
                longest = time > longest ? time : longest;
                (more, taken) = (more || took, taken + (took ? 1 : 0));
            }
            while (more);
        }

        var takeAll = Stopwatch.GetElapsedTime(begun).TotalNanoseconds / Math.Max(1, taken);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {first:N0} | {replace:N0} | {cancel:N0} | {takeAll:N0} | {longest.TotalMilliseconds:N1} | {bytes:N0} |"));
    }

    private static double Each(int count, Action<int> work)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            work(i);
        }

        return Stopwatch.GetElapsedTime(begun).TotalNanoseconds / count;
    }
}
