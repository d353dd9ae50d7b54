using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Benchmarks.Timers;

/// <summary>How late customers are woken: lanes, commit loop and clock as they are, a store in memory. A part is due while it is measured, the rest waits.</summary>
internal static class Accuracy
{
    private const int Measured = 20_000;
    private const int Seconds = 20;
    private const int Batch = 10_000;

    public static void Write(TextWriter output, int armed)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## Accuracy: {armed:N0} armed, of these {Measured:N0} due within {Seconds} s at random, the rest within 30 days"));
        output.WriteLine();
        using var store = new InMemoryHubStore();
        var start = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 30_000;
        Fill(store, armed, start);
        var late = new List<long>(Measured);
        var loading = Stopwatch.GetTimestamp();
        var runtime = new HubRuntime<Sleeper>(store, new SleeperCodec(), context =>
        {
            var lateness = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - context.Customer.Due;
            lock (late)
            {
                late.Add(lateness);
            }

            context.Customer.Due = long.MaxValue;
            context.Changed();
        }, new RuntimeOptions(), TimeProvider.System, bytes => bytes.Clear());
        runtime.Start();
        var load = Stopwatch.GetElapsedTime(loading);
        var left = start + ((Seconds + 2) * 1_000L) - DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Thread.Sleep(TimeSpan.FromMilliseconds(Math.Max(0, left)));
        runtime.DisposeAsync().AsTask().GetAwaiter().GetResult();
        long[] sorted = [.. late.Order()];
        output.WriteLine("| woken | late ms p50 | p99 | max | due times read at the start in s |");
        output.WriteLine("|---:|---:|---:|---:|---:|");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {sorted.Length:N0} | {At(sorted, 0.5)} | {At(sorted, 0.99)} | {sorted[^1]} | {load.TotalSeconds:N1} |"));
        output.WriteLine();
    }

    private static void Fill(InMemoryHubStore store, int armed, long start)
    {
        var random = new Random(2);
        var epoch = store.AcquireEpoch(0);
        for (var from = 1; from <= armed; from += Batch)
        {
            var batch = new CommitBatch(0, epoch);
            for (var key = from; key < from + Batch && key <= armed; key++)
            {
                var due = start + (key <= Measured ? random.Next(Seconds * 1_000) : random.NextInt64((Seconds + 60) * 1_000L, 30 * 86_400_000L));
                batch.Customers.Add(new CustomerRow(key, BitConverter.GetBytes(due), due));
            }

            batch.KeyHighWater = from + Batch;
            store.Commit(batch);
        }
    }

    private static long At(long[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private sealed class Sleeper
    {
        public long Due { get; set; } = long.MaxValue;
    }

    private sealed class SleeperCodec : ICustomerCodec<Sleeper>
    {
        public Sleeper Create(long key) => new();

        public void Write(Sleeper customer, IBufferWriter<byte> output)
        {
            BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), customer.Due);
            output.Advance(8);
        }

        public Sleeper Read(ReadOnlySpan<byte> state) => new() { Due = BinaryPrimitives.ReadInt64LittleEndian(state) };

        public long NextDue(Sleeper customer) => customer.Due;
    }
}
