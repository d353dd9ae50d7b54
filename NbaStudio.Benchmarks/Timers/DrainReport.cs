using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using NbaStudio.Benchmarks.Load;
using NbaStudio.Data.Hub;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Benchmarks.Timers;

/// <summary>Many timers due in one second on the real store, while callers decide 100 times a second: how fast they are served and how long callers wait.</summary>
internal static class DrainReport
{
    private const int Callers = 100;
    private const int PerSecond = 100;
    private const int Batch = 5_000;

    public static async Task WriteAsync(TextWriter output, int timers)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## Drain: {timers:N0} timers due in one second, SQLite (WAL, FULL), {PerSecond} decisions/s meanwhile, in process"));
        output.WriteLine();
        output.WriteLine("| timers | served per second | s | decisions | their ms p50 \\| p99 \\| p99.9 \\| max |");
        output.WriteLine("|---|---:|---:|---:|---|");
        await RunAsync(output, "time to answer ends: recorded and learned", timers, (snapshot, customer, due) =>
        {
            var treatment = snapshot.Treatments[(int)(customer.Key % snapshot.Treatments.Count)];
            customer.OpenResponses.Add(new OpenResponse
            {
                Decision = 1, Treatment = treatment.Key, Channel = snapshot.Channels[treatment.Channel].Key, DecidedAt = due - 1_800_000, ShownAt = due - 1_800_000, WindowEnd = due,
            });
            customer.Timers.Add(new CustomerTimer(due, TimerKind.ResponseWindow, 1, treatment.Key));
        });
        await RunAsync(output, "quiet hours end: decided among 24 actions and sent", timers, (snapshot, customer, due) =>
        {
            var moment = TriggerDesk.MomentOf(snapshot, snapshot.Triggers[0], due, new Dictionary<string, Value>(), "moment", simulated: false);
            customer.Timers.Add(new CustomerTimer(due, TimerKind.Hold, 1, 0, HoldPayload.Write(snapshot.Triggers[0].Key, moment)));
        });
        output.WriteLine();
    }

    private static async Task RunAsync(TextWriter output, string name, int timers, Action<PolicySnapshot, CustomerState, long> arm)
    {
        var folder = Directory.CreateTempSubdirectory("nba-studio-timers-");
        try
        {
            var policy = PolicyKeys.Assign(LoadPolicy.Create(), 0).Document;
            using var store = new SqliteHubStore(Path.Combine(folder.FullName, "hub.db"));
            var due = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 20_000;
            Fill(store, timers, PolicyCompiler.Compile(policy, 1, DateTimeOffset.UtcNow).Snapshot!, due, arm);
            await using var engine = new NbaEngine(
                store, new EngineOptions { Secret = RandomNumberGenerator.GetBytes(32) }, TimeProvider.System, RandomNumberGenerator.Fill, new EverybodyOnline());
            await engine.StartAsync(policy, 1);
            for (var i = 0; i < Callers; i++)
            {
                await engine.UpsertCustomerAsync($"caller{i}", Caller());
            }

            await WarmAsync(engine, due);
            var (served, decisions) = (ServedAsync(engine, due), DecideAsync(engine, due));
            var seconds = await served;
            var latencies = await decisions;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {timers / seconds:N0} | {seconds:N1} | {latencies.Count:N0} | {latencies} |"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Fill(SqliteHubStore store, int timers, PolicySnapshot snapshot, long due, Action<PolicySnapshot, CustomerState, long> arm)
    {
        var epoch = store.AcquireEpoch(0);
        for (var from = 1; from <= timers; from += Batch)
        {
            var batch = new CommitBatch(0, epoch) { KeyHighWater = timers };
            for (var key = from; key < from + Batch && key <= timers; key++)
            {
                var customer = new CustomerState(key) { NextDecisionNumber = 2 };
                Caller().Attributes.ToList().ForEach(a => customer.Profile.Set(a.Key, a.Value));
                customer.Consents.Record(new ConsentRecord("*", "marketing", ConsentState.Granted, due - 86_400_000, "form", null));
                arm(snapshot, customer, due + (key % 1_000));
                batch.Customers.Add(new CustomerRow(key, CustomerStateCodec.ToArray(customer), customer.Timers.NextDue));
            }

            store.Commit(batch);
        }
    }

    private static CustomerPatch Caller() => new()
    {
        Attributes = new Dictionary<string, Value> { ["age"] = Value.OfNumber(40), ["plan"] = Value.OfText("M"), ["fee"] = Value.OfMoney(4_000), ["tenure"] = Value.OfNumber(30) },
    };

    private static async Task WarmAsync(NbaEngine engine, long due)
    {
        for (var i = 0; DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() < due - 1_000; i++)
        {
            await engine.DecideAsync(Request(i));
            await Task.Delay(2);
        }
    }

    /// <summary>Seconds from the first due time until nothing is overdue.</summary>
    private static async Task<double> ServedAsync(NbaEngine engine, long due)
    {
        var end = DateTimeOffset.FromUnixTimeMilliseconds(due + 1_000);
        while (engine.Now < end || (await engine.CountDueAsync([end]))[0] > 0)
        {
            await Task.Delay(50);
        }

        return (engine.Now.ToUnixTimeMilliseconds() - due) / 1_000d;
    }

    /// <summary>An open loop: every decision counts from the time it was due to be asked for, until some seconds after the timers.</summary>
    private static async Task<Percentiles> DecideAsync(NbaEngine engine, long due)
    {
        var calls = new List<Task<long>>();
        var start = Stopwatch.GetTimestamp();
        var end = DateTimeOffset.FromUnixTimeMilliseconds(due + 1_000);
        for (var i = 0; engine.Now < end || (i % PerSecond != 0) || (await engine.CountDueAsync([end]))[0] > 0; i++)
        {
            var wait = TimeSpan.FromSeconds((double)i / PerSecond) - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait);
            }

            calls.Add(CallAsync(engine, i, start + (i * Stopwatch.Frequency / PerSecond)));
        }

        return new Percentiles(await Task.WhenAll(calls));
    }

    private static async Task<long> CallAsync(NbaEngine engine, int i, long due)
    {
        await engine.DecideAsync(Request(i));
        return Math.Max(0, Stopwatch.GetTimestamp() - due);
    }

    private static DecisionRequest Request(int i) =>
        new(null, $"caller{i % Callers}", "desk", [new PlacementRequest("next", 3)], new Dictionary<string, Value>());

    private sealed class EverybodyOnline : IPresence
    {
        public bool IsOnline(long customer, string channelId) => true;
    }
}
