using System.Diagnostics;
using System.Globalization;
using NbaStudio.Benchmarks.Load;
using NbaStudio.Data.Hub;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Benchmarks.Replay;

/// <summary>The verb <c>replay</c>: makes many decisions on disk, with answers, publications and restarts in between, and decides each of them again from its record.</summary>
internal static class ReplayCommand
{
    public const string Usage = "replay [decisions, default 1000000] [customers, default 50000]";

    private const int Lives = 4;
    private const int PublicationsInALife = 3;
    private const int Callers = 16;

    private static readonly ContactKind[] Answers = [ContactKind.Impression, ContactKind.Click, ContactKind.Accept, ContactKind.Reject];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var decisions = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        var customers = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 50_000;
        var folder = Directory.CreateTempSubdirectory("nba-studio-replay-");
        try
        {
            using var store = new SqliteHubStore(Path.Combine(folder.FullName, "hub.db"));
            var revisions = new Dictionary<int, PolicySnapshot>();
            var clock = Stopwatch.StartNew();
            await MakeAsync(store, decisions, customers, revisions);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors, load average {LoadReport.LoadAverage()}: {decisions:N0} decisions of {customers:N0} customers made in {clock.Elapsed.TotalSeconds:N0} s, over {revisions.Count} revisions and {Lives - 1} restarts."));
            clock.Restart();
            var report = new DecisionReplay(store, revision => revisions.GetValueOrDefault(revision)).Run(long.MinValue, long.MaxValue, decisions, Environment.ProcessorCount);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{report.Decisions:N0} decided again in {clock.Elapsed.TotalSeconds:N0} s ({report.Decisions / clock.Elapsed.TotalSeconds:N0} a second): {report.Identical:N0} identical, {report.Different:N0} different, {report.NotKept:N0} not kept."));
            return report.IsClean && report.Decisions == decisions ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MakeAsync(SqliteHubStore store, int decisions, int customers, Dictionary<int, PolicySnapshot> revisions)
    {
        var random = new Random(1);
        var policy = PolicyKeys.Assign(LoadPolicy.Create(), 0).Document;
        var (made, part) = (0, (int)Math.Ceiling(decisions / (double)(Lives * PublicationsInALife)));
        for (var life = 0; life < Lives; life++)
        {
            var options = new EngineOptions { Secret = new byte[32], Runtime = new RuntimeOptions { CachedCustomers = customers } };
            await using var engine = new NbaEngine(store, options, TimeProvider.System, System.Security.Cryptography.RandomNumberGenerator.Fill);
            for (var p = 0; p < PublicationsInALife && made < decisions; p++)
            {
                var revision = revisions.Count + 1;
                policy = Otherwise(policy, random);
                var publication = p == 0 ? await engine.StartAsync(policy, revision) : await engine.PublishAsync(policy, revision);
                revisions.Add(revision, publication.Succeeded ? engine.Policy! : throw new InvalidOperationException("The policy of the measurement has errors."));
                if (revision == 1)
                {
                    await FillAsync(engine, customers);
                }

                var count = Math.Min(part, decisions - made);
                await Parallel.ForEachAsync(Enumerable.Range(made, count), new ParallelOptions { MaxDegreeOfParallelism = Callers }, (i, _) => DecideAsync(engine, i, customers));
                made += count;
            }

            await engine.SettleModelsAsync();
        }
    }

    private static Task FillAsync(NbaEngine engine, int customers) =>
        Parallel.ForEachAsync(Enumerable.Range(0, customers), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (i, stop) => await engine.UpsertCustomerAsync(LoadPolicy.CustomerId(i), new CustomerPatch
        {
            Attributes = new Dictionary<string, Value>
            {
                ["age"] = Value.OfNumber(20 + (i % 60)), ["plan"] = Value.OfText("SML"[i % 3].ToString()), ["fee"] = Value.OfMoney(3_000 + (i % 50 * 100)), ["tenure"] = Value.OfNumber(i % 120),
            },
        }, stop));

    // Every fourth is answered: models learn, and the next decision finds them otherwise.
    private static async ValueTask DecideAsync(NbaEngine engine, int i, int customers)
    {
        var reply = await engine.DecideAsync(new DecisionRequest(
            null, LoadPolicy.CustomerId((int)(i * 7919L % customers)), "desk", [new PlacementRequest("next", 1 + (i % 3))], new Dictionary<string, Value>()), CancellationToken.None);
        if (i % 4 == 0 && reply.Actions.Count > 0)
        {
            await engine.RecordOutcomesAsync([new OutcomeInput(reply.DecisionId, null, reply.Actions[0].Action, Answers[i / 4 % Answers.Length], reply.Time)], CancellationToken.None);
        }
    }

    private static PolicyDocument Otherwise(PolicyDocument policy, Random random) => policy with
    {
        RandomCheck = 0.02,
        Arbitration = policy.Arbitration with { SilenceThreshold = random.Next(3) * 100 },
        Channels = [.. policy.Channels.Select(c => c with { ExplorationBudget = random.Next(3) * 0.05 })],
        Objectives = [.. policy.Objectives.Select(o => o with { Lever = 0.5 + random.NextDouble(), Groups = [.. o.Groups.Select(g => g with { Lever = 0.5 + random.NextDouble() })] })],
    };
}
