using System.Diagnostics;
using System.Globalization;
using NbaStudio.Benchmarks.Load;
using NbaStudio.Data.Hub;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Benchmarks.Fill;

/// <summary>The verb <c>fill</c>: publishes a revision with new aggregates over a journal of many events on disk, while decisions go on.</summary>
internal static class FillCommand
{
    private const int Batch = 2_000;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var events = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        var customers = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 20_000;
        var folder = Directory.CreateTempSubdirectory("nba-studio-fill-");
        try
        {
            using var store = new SqliteHubStore(Path.Combine(folder.FullName, "hub.db"));
            var options = new EngineOptions { Secret = new byte[32], Runtime = new RuntimeOptions { CachedCustomers = 50_000 } };
            await using var engine = new NbaEngine(store, options, TimeProvider.System, System.Security.Cryptography.RandomNumberGenerator.Fill);
            var policy = LoadPolicy.Create();
            if (!(await engine.StartAsync(policy, 1)).Succeeded)
            {
                throw new InvalidOperationException("The policy of the measurement has errors.");
            }

            var clock = Stopwatch.StartNew();
            await WriteAsync(engine, events, customers);
            Console.WriteLine($"{events:N0} events of {customers:N0} customers written in {clock.Elapsed.TotalSeconds:N1} s; load average {LoadReport.LoadAverage()}.");
            GC.Collect();
            var before = GC.GetTotalMemory(forceFullCollection: true);
            using var stop = new CancellationTokenSource();
            var quiet = await DecideAsync(engine, customers, TimeSpan.FromSeconds(5), default);
            var deciding = Task.Run(() => DecideAsync(engine, customers, TimeSpan.FromHours(1), stop.Token));
            clock.Restart();
            var publication = await engine.PublishAsync(policy with { Aggregates = [.. policy.Aggregates, .. Added] }, 2);
            clock.Stop();
            var most = GC.GetTotalMemory(forceFullCollection: false);
            await stop.CancelAsync();
            var meanwhile = await deciding;
            Console.WriteLine($"{Added.Length} aggregates filled in {clock.Elapsed.TotalSeconds:N1} s ({(store.ReadHead().Sequence / clock.Elapsed.TotalSeconds):N0} journal entries/s), succeeded: {publication.Succeeded}.");
            Console.WriteLine($"Managed memory before {before / 1_048_576.0:N0} MB, right after {most / 1_048_576.0:N0} MB.");
            Console.WriteLine($"Decisions one after another, alone: {quiet}; meanwhile: {meanwhile}.");
            return publication.Succeeded ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static AggregateDocument[] Added =>
    [
        new() { Name = "fill_count", Event = "fill_view", Window = "30d", Where = "page = \"/p1\"" },
        new() { Name = "fill_sum", Function = "sum", Event = "fill_view", Property = "amount", Window = "400d" },
        new() { Name = "fill_pages", Function = "distinct", Event = "fill_view", Property = "page", Window = "90d" },
    ];

    private static async Task WriteAsync(NbaEngine engine, int events, int customers)
    {
        var now = DateTimeOffset.UtcNow;
        for (var at = 0; at < events; at += Batch)
        {
            var first = at;
            await engine.IngestAsync([.. Enumerable.Range(at, Math.Min(Batch, events - first)).Select(i => new EventInput(
                $"e{i}", $"c{i * 7919L % customers}", "fill_view", now.AddSeconds(-i % 2_000_000),
                new Dictionary<string, Value> { ["page"] = Value.OfText("/p" + (i % 90)), ["amount"] = Value.OfNumber(i % 100) }))]);
        }
    }

    private static async Task<string> DecideAsync(NbaEngine engine, int customers, TimeSpan longest, CancellationToken stop)
    {
        var times = new List<double>();
        var all = Stopwatch.StartNew();
        var channel = engine.Policy!.Channels.First(c => c.Placements.Count > 0);
        for (var i = 0; all.Elapsed < longest && !stop.IsCancellationRequested; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await engine.DecideAsync(new DecisionRequest(
                null, $"c{i * 31L % customers}", channel.Id, [new PlacementRequest(channel.Placements[0].Name)], new Dictionary<string, Value>()), CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return times.Count == 0 ? "none" : $"{times.Count:N0}, p50 {times[times.Count / 2]:N1} ms, p99 {times[(int)(times.Count * 0.99)]:N1} ms, longest {times[^1]:N1} ms";
    }
}
