using NbaStudio.Engine;
using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Trials;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Decisions;

/// <summary>A running engine over a store in memory and a clock that tests move.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    public static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private readonly Dictionary<int, PolicySnapshot> _revisions = [];
    private readonly EngineOptions _options;
    private int _events;

    private EngineHost(IHubStore store, ManualTimeProvider time, EngineOptions options)
    {
        (Store, Time, _options) = (store, time, options);
        Engine = Make();
    }

    public IHubStore Store { get; }

    public ManualTimeProvider Time { get; }

    public FakePresence Presence { get; } = new();

    public HubEar Ear { get; } = new();

    public NbaEngine Engine { get; private set; }

    public int Revision { get; private set; }

    public PolicySnapshot Policy => Engine.Policy!;

    public DateTimeOffset Now => Time.GetUtcNow();

    public static Task<EngineHost> StartAsync(PolicyDocument policy, IHubStore? store = null, Func<EngineOptions, EngineOptions>? change = null)
    {
        var options = new EngineOptions
        {
            Secret = Secret,
            Runtime = new RuntimeOptions { LaneGroups = 2, CheckReadOnlyWork = true, ProbeDelay = TimeSpan.FromMilliseconds(1), MaximumProbeDelay = TimeSpan.FromMilliseconds(4) },
        };
        return StartAsync(new EngineHost(store ?? new InMemoryHubStore(), new ManualTimeProvider(), change?.Invoke(options) ?? options), policy);
    }

    public async Task PublishAsync(PolicyDocument policy)
    {
        var publication = await Engine.PublishAsync(policy, ++Revision);
        publication.Succeeded.ShouldBeTrue(string.Join("\n", publication.Issues));
        _revisions[Revision] = publication.Current!;
    }

    /// <summary>Publishes to everyone while a trial goes on, which is brought onto it as the revision after.</summary>
    public async Task PublishAsync(PolicyDocument policy, PolicyDocument trial)
    {
        var draw = Engine.Trial! with { Revision = Revision + 2 };
        var publication = await Engine.PublishAsync(policy, ++Revision, new TrialPolicy(draw, trial));
        publication.Succeeded.ShouldBeTrue(string.Join("\n", publication.Issues));
        _revisions[Revision] = publication.Current!;
        _revisions[++Revision] = Engine.Challenger!;
    }

    /// <summary>Begins a trial as the next revision.</summary>
    public async Task TrialAsync(PolicyDocument policy, double share)
    {
        var publication = await Engine.SetTrialAsync(new TrialPolicy(new TrialDraw(++Revision, Revision, share), policy));
        publication.Succeeded.ShouldBeTrue(string.Join("\n", publication.Issues));
        _revisions[Revision] = Engine.Challenger!;
    }

    /// <summary>Gives the trial to more customers.</summary>
    public async Task WidenAsync(double share) =>
        (await Engine.SetTrialAsync(new TrialPolicy(Engine.Trial! with { Share = share }, Engine.Challenger!.Document))).Succeeded.ShouldBeTrue();

    /// <summary>Stops the engine and starts another one on what is durable.</summary>
    public async Task RestartAsync(PolicyDocument? policy = null)
    {
        if (policy is null && Engine.Trial is { } draw)
        {
            var (current, trial) = (Policy, new TrialPolicy(draw, Engine.Challenger!.Document));
            await Engine.DisposeAsync();
            Engine = Make();
            (await Engine.StartAsync(current.Document, current.Revision, trial)).Succeeded.ShouldBeTrue();
            return;
        }

        var (document, revision) = (Policy.Document, Revision);
        await Engine.DisposeAsync();
        Engine = Make();
        Revision = policy is null ? revision - 1 : revision;
        await StartAsync(this, policy ?? document);
    }

    public Task<DecisionReply> DecideAsync(string customer, string placement = "hero", int count = 1, string? requestId = null, string channel = "web") =>
        Engine.DecideAsync(Request(customer, placement, count, requestId, channel));

    public async Task<DecisionPreview> PreviewAsync(string customer, DecisionOverrides? overrides = null, string placement = "hero", int count = 1, DateTimeOffset? at = null)
    {
        await Engine.UpsertCustomerAsync(customer, new CustomerPatch());
        return await Engine.PreviewAsync(Request(customer, placement, count), at, overrides);
    }

    public static DecisionRequest Request(
        string customer, string placement = "hero", int count = 1, string? requestId = null, string channel = "web", params (string Name, Value Value)[] context) =>
        new(requestId, customer, channel, [new PlacementRequest(placement, count)], context.ToDictionary(c => c.Name, c => c.Value));

    /// <summary>Takes an event in and gives the decisions that it called for.</summary>
    public async Task<IReadOnlyList<DecisionReply>> EventAsync(string customer, string type, params (string Name, Value Value)[] properties)
    {
        var reply = (await Engine.IngestAsync([new EventInput($"e{Interlocked.Increment(ref _events)}", customer, type, Now, properties.ToDictionary(p => p.Name, p => p.Value))]))[0];
        reply.Status.ShouldBe(EventStatus.Accepted, string.Join(", ", reply.Errors));
        return reply.Decisions;
    }

    public async Task<OutcomeReply> OutcomeAsync(DecisionReply decision, ContactKind kind, string? outcomeId = null, decimal? amount = null, string? action = null, DateTimeOffset? time = null) =>
        (await Engine.RecordOutcomesAsync([new OutcomeInput(decision.DecisionId, null, action, kind, time ?? Now, amount, outcomeId)]))[0];

    public Task PatchAsync(string customer, params (string Name, Value Value)[] attributes) =>
        Engine.UpsertCustomerAsync(customer, new CustomerPatch { Attributes = attributes.ToDictionary(a => a.Name, a => a.Value) });

    public Task ConsentAsync(string customer, string channel, bool granted, string purpose = "marketing", DateTimeOffset? time = null) =>
        Engine.UpsertCustomerAsync(customer, new CustomerPatch { Consents = [new ConsentInput(channel, purpose, granted, time ?? Now, "test", null)] });

    public Task AddressAsync(string customer, string channel, string address) =>
        Engine.UpsertCustomerAsync(customer, new CustomerPatch { Addresses = new Dictionary<string, string?> { [channel] = address } });

    /// <summary>Moves the clock and returns once what became due for these customers was served.</summary>
    public async Task AdvanceAsync(TimeSpan by, params string[] customers)
    {
        Time.Advance(by);
        var give = DateTime.UtcNow.AddSeconds(20);
        foreach (var customer in customers)
        {
            while (await Engine.ReadCustomerAsync(customer, c => c.Timers.NextDue) <= Time.NowMilliseconds)
            {
                DateTime.UtcNow.ShouldBeLessThan(give, $"What is due for {customer} was not served.");
                await Task.Yield();
            }
        }
    }

    public CandidateFate FateOf(DecisionReply reply, string treatment) => FateOf(RecordOf(reply).Result, treatment);

    public CandidateFate FateOf(DecisionResult result, string treatment) => result.Fates[Policy.Treatments.Single(t => t.Id == treatment).Index];

    public DecisionRecord RecordOf(DecisionReply reply)
    {
        DecisionId.TryParse(reply.DecisionId, out var id).ShouldBeTrue();
        return Engine.Records.Read(id).ShouldNotBeNull();
    }

    public async ValueTask DisposeAsync() => await Engine.DisposeAsync();

    private static async Task<EngineHost> StartAsync(EngineHost host, PolicyDocument policy)
    {
        var publication = await host.Engine.StartAsync(policy, ++host.Revision);
        publication.Succeeded.ShouldBeTrue(string.Join("\n", publication.Issues));
        host._revisions[host.Revision] = publication.Current!;
        return host;
    }

    private NbaEngine Make()
    {
        var engine = new NbaEngine(Store, _options, Time, bytes => bytes.Fill(7), Presence, revision => _revisions.GetValueOrDefault(revision));
        engine.Observe(Ear);
        return engine;
    }
}
