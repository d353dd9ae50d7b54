using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Schedules;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine;

/// <summary>The next-best-action engine: events in, decisions out, outcomes learned. Usable alone, without any host.</summary>
/// <remarks>Thread safe after <see cref="StartAsync"/>. Every call returns once its effects are durable in the store.</remarks>
public sealed class NbaEngine : IDecisionHub, IAsyncDisposable
{
    private readonly HubServices _services;
    private readonly IHubStore _store;
    private readonly HubRuntime<CustomerState> _runtime;
    private readonly LearnerLoop _learner;
    private readonly PolicyHolder _policies = new();
    private readonly EventIntake _events;
    private readonly RequestDesk _requests;
    private readonly DecisionMaker _decisions;
    private readonly OutcomeRecorder _outcomes;
    private readonly DeliveryDesk _deliveries;
    private readonly CustomerEditor _editor;
    private readonly Func<int, PolicySnapshot?> _revisions;
    private readonly ILogger _log;
    private bool _started;

    /// <summary>Puts an engine together; nothing runs before <see cref="StartAsync"/>.</summary>
    /// <param name="store">Where state is kept; not disposed by the engine.</param>
    /// <param name="options">Settings.</param>
    /// <param name="time">The clock of everything.</param>
    /// <param name="fillRandom">Fills a span with cryptographic random bytes (salts of the journal).</param>
    /// <param name="presence">Who is online; null = nobody.</param>
    /// <param name="revisions">Gives older revisions for reading records; null = only the published one is known.</param>
    /// <param name="logger">Null = nowhere.</param>
    /// <exception cref="ArgumentException">The secret is shorter than 16 bytes.</exception>
    public NbaEngine(
        IHubStore store, EngineOptions options, TimeProvider time, Action<Span<byte>> fillRandom, IPresence? presence = null, Func<int, PolicySnapshot?>? revisions = null,
        ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Secret.Length < OptOutHash.MinimumKeyBytes)
        {
            throw new ArgumentException($"The secret has {options.Secret.Length} bytes; at least {OptOutHash.MinimumKeyBytes} are needed.", nameof(options));
        }

        _store = store;
        _services = new HubServices(options, time, presence ?? new NobodyOnline());
        _revisions = revision => _policies.Current is { } current && current.Revision == revision ? current : revisions?.Invoke(revision);
        Records = new RecordReader(store, _revisions);
        _decisions = new DecisionMaker(_services, new InputsBuilder(_services));
        _outcomes = new OutcomeRecorder(_services);
        _events = new EventIntake(_services, _decisions, _outcomes);
        _requests = new RequestDesk(_decisions, new RecordedReplies(Records, options));
        _deliveries = new DeliveryDesk(_services, _outcomes);
        _editor = new CustomerEditor(_services);
        var due = new DueWork(_services, _decisions, _outcomes);
        var log = _log = logger ?? NullLogger.Instance;
        _runtime = new HubRuntime<CustomerState>(store, new CustomerCodec(), due.Serve, options.Runtime, time, fillRandom, log);
        _learner = new LearnerLoop(_services, store, options, log) { WriteBlob = row => InHubLane(lane => lane.PutBlob(row)) };
        _runtime.AddParticipant(_learner);
        Schedules = new ScheduleDesk(_services, new ScheduleLanes(_runtime, store, _services, _decisions, log), log);
    }

    /// <summary>The policy in force; null before the first publication.</summary>
    public PolicySnapshot? Policy => _policies.Current;

    /// <summary>The models in force, as the policy sees them.</summary>
    public PropensityModels Models => _services.State.Models.Models;

    /// <summary>Reads decision records.</summary>
    public RecordReader Records { get; }

    /// <summary>What is durable: journal, outbox, decisions. Read only.</summary>
    public IHubReader Store => _store;

    /// <summary>Runs of schedules: the next times, how runs stand, stopping one, counting an audience.</summary>
    public ScheduleDesk Schedules { get; }

    /// <summary>Whether work is taken in and commits succeed.</summary>
    public bool IsReady => _started && _runtime.IsReady && _policies.Current is not null;

    /// <summary>The hub's clock now.</summary>
    public DateTimeOffset Now => _services.Time.GetUtcNow();

    /// <summary>Meters of lanes and commits.</summary>
    public RuntimeMetrics Metrics => _runtime.Metrics;

    /// <summary>Whether all sending is held. Nothing is lost: what would have been sent waits.</summary>
    public bool SendingStopped
    {
        get => _services.SendingStopped;
        set => _services.SendingStopped = value;
    }

    /// <summary>Adds somebody who hears what became durable; before <see cref="StartAsync"/> only.</summary>
    /// <exception cref="InvalidOperationException">The engine runs.</exception>
    public void Observe(IHubObserver observer)
    {
        if (_started)
        {
            throw new InvalidOperationException("Observers are added before the start.");
        }

        _services.Observe(observer);
    }

    /// <summary>Publishes the first policy, rebuilds the models from checkpoint and journal, and runs.</summary>
    /// <returns>What became of the policy; the engine runs only when it succeeded.</returns>
    public async Task<PolicyPublication> StartAsync(PolicyDocument policy, int revision)
    {
        var publication = _policies.Publish(policy, revision, _services.Time.GetUtcNow());
        if (!publication.Succeeded)
        {
            return publication;
        }

        var serving = new ServingPolicy(publication.Current!, _services.Options.UnknownAttributes);
        _services.Publish(serving);
        _learner.Start();
        _runtime.Start();
        _started = true;
        await AnnounceAsync(serving).ConfigureAwait(false);
        Schedules.Start();
        return publication;
    }

    /// <summary>Validates, compiles and takes a revision into service at once. A policy with errors changes nothing.</summary>
    public async Task<PolicyPublication> PublishAsync(PolicyDocument policy, int revision)
    {
        var publication = _policies.Publish(policy, revision, _services.Time.GetUtcNow());
        if (publication.Succeeded)
        {
            var serving = new ServingPolicy(publication.Current!, _services.Options.UnknownAttributes);
            _services.Publish(serving);
            await AnnounceAsync(serving).ConfigureAwait(false);
            Schedules.LookSoon();
        }

        return publication;
    }

    public async Task<IReadOnlyList<EventReply>> IngestAsync(IReadOnlyList<EventInput> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        var started = _services.Time.GetTimestamp();
        var now = _services.Time.GetUtcNow();
        var replies = new Task<EventReply>[events.Count];
        for (var i = 0; i < events.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (index, input) = (i, events[i]);
            var errors = EventCheck.Errors(input, now, _services.Options.MaximumAhead);
            replies[i] = errors.Count > 0
                ? Task.FromResult(new EventReply(index, EventStatus.Rejected, errors, []))
                : IngestOneAsync(index, input, started);
        }

        return await Task.WhenAll(replies).ConfigureAwait(false);
    }

    public Task<DecisionReply> DecideAsync(DecisionRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellation.ThrowIfCancellationRequested();
        var started = _services.Time.GetTimestamp();
        var serving = _services.State;
        CheckId("customerId", request.CustomerId);
        if (RequestDesk.Check(serving.Snapshot, request) is { Count: > 0 } errors)
        {
            throw new InvalidInputException(errors);
        }

        return _runtime.RunAsync(request.CustomerId, LaneQueue.Callers, _services.Options.CreateUnknownCustomers, lane =>
        {
            lane.Customer.AddAlias(request.CustomerId);
            return _requests.Answer(lane, _services.State, request, started);
        });
    }

    /// <summary>Decides without any side effect.</summary>
    /// <param name="at">Another time than now; null = now.</param>
    /// <param name="overrides">What is changed for this preview; null = nothing.</param>
    /// <param name="language">en or ja: language of the explanation.</param>
    /// <exception cref="InvalidInputException">The request is not allowed.</exception>
    /// <exception cref="UnknownCustomerException">Nobody has the id.</exception>
    public Task<DecisionPreview> PreviewAsync(DecisionRequest request, DateTimeOffset? at = null, DecisionOverrides? overrides = null, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckId("customerId", request.CustomerId);
        if (RequestDesk.Check(_services.State.Snapshot, request) is { Count: > 0 } errors)
        {
            throw new InvalidInputException(errors);
        }

        return _runtime.RunAsync(request.CustomerId, LaneQueue.Callers, create: false, lane =>
        {
            var serving = _services.State;
            var moment = RequestDesk.MomentOf(serving.Snapshot, request, at?.ToUnixTimeMilliseconds() ?? lane.Now);
            var (result, scratch) = _decisions.Preview(lane, serving, moment, overrides);
            return new DecisionPreview(
                serving.Snapshot, result, _decisions.Describe(serving, scratch, result), ExplanationBuilder.Build(scratch.Context, result, language),
                DecisionMaker.SilenceOf(result));
        });
    }

    /// <summary>Runs a recorded decision again from its record; null when it is not kept any more.</summary>
    /// <param name="policy">Another policy to decide with; null = its own revision.</param>
    public ReplayOutcome? Replay(DecisionId id, PolicySnapshot? policy = null, DecisionOverrides? overrides = null)
    {
        if (Records.Read(id) is not { } record)
        {
            return null;
        }

        var decidedBy = policy ?? record.Policy;
        var context = new DecisionContext(decidedBy);
        var isSame = ReferenceEquals(decidedBy, record.Policy) && overrides is null;
        var models = new RecordedPropensities(record.Inputs, record.Result, decidedBy, isSame ? null : new ModelView(Models, decidedBy));
        var outcome = Redecide.Run(context, record.Inputs, models, overrides);
        return new ReplayOutcome(record, outcome, ReplayOutcome.SameChoice(record, decidedBy, outcome.Result));
    }

    /// <summary>Why a recorded decision came out as it did, from its record; null when it is not kept any more.</summary>
    /// <param name="language">en or ja.</param>
    public DecisionExplanation? Explain(DecisionId id, string language)
    {
        if (Records.Read(id) is not { } record)
        {
            return null;
        }

        var context = new DecisionContext(record.Policy);
        var models = new RecordedPropensities(record.Inputs, record.Result, record.Policy, new ModelView(Models, record.Policy));
        Redecide.Run(context, record.Inputs, models);

        // The record says what happened; running it again gives the numbers behind it.
        return ExplanationBuilder.Build(context, record.Result, language);
    }

    public async Task<IReadOnlyList<OutcomeReply>> RecordOutcomesAsync(IReadOnlyList<OutcomeInput> outcomes, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var replies = new Task<OutcomeReply>[outcomes.Count];
        for (var i = 0; i < outcomes.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            replies[i] = OutcomeOneAsync(i, outcomes[i]);
        }

        return await Task.WhenAll(replies).ConfigureAwait(false);
    }

    public Task UpsertCustomerAsync(string customerId, CustomerPatch patch, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(patch);
        cancellation.ThrowIfCancellationRequested();
        CheckId("customerId", customerId);
        return _runtime.RunAsync(customerId, LaneQueue.Callers, create: true, lane =>
        {
            _editor.Apply(lane, _services.State, customerId, patch);
            return true;
        });
    }

    /// <summary>Looks at a customer in the customer's lane: copy out what is needed, change nothing.</summary>
    /// <exception cref="UnknownCustomerException">Nobody has the id.</exception>
    public Task<T> ReadCustomerAsync<T>(string customerId, Func<CustomerState, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        CheckId("customerId", customerId);
        return _runtime.RunAsync(customerId, LaneQueue.Callers, create: false, lane => read(lane.Customer));
    }

    /// <summary>The same by internal key.</summary>
    /// <exception cref="CustomerGoneException">The customer was erased.</exception>
    public Task<T> ReadCustomerAsync<T>(long customer, Func<CustomerState, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return _runtime.RunAsync(customer, LaneQueue.Callers, lane => lane.IsNew ? throw new CustomerGoneException(customer) : read(lane.Customer));
    }

    /// <summary>Erases a customer: state, ids, timers, deliveries, decisions and journal payloads. Refusals stay as keyed hashes.</summary>
    /// <exception cref="UnknownCustomerException">Nobody has the id.</exception>
    public Task EraseCustomerAsync(string customerId)
    {
        CheckId("customerId", customerId);
        return _runtime.RunAsync(customerId, LaneQueue.Callers, create: false, lane =>
        {
            _editor.Erase(lane);
            return true;
        });
    }

    /// <summary>The internal key of a customer, or null.</summary>
    public long? FindCustomer(string customerId) => string.IsNullOrEmpty(customerId) ? null : _runtime.Directory.Find(customerId);

    /// <summary>Marks a waiting delivery as being sent, after consent, caps and validity were checked again; null when it is not to be sent.</summary>
    /// <param name="byPerson">A person asks for a dead or uncertain one to be sent again.</param>
    public Task<Delivery?> BeginDeliveryAsync(long customer, long outboxId, bool byPerson = false) =>
        _runtime.RunAsync(customer, LaneQueue.Due, lane => _deliveries.Begin(lane, _services.State, outboxId, byPerson));

    /// <summary>Records how an attempt to deliver went.</summary>
    public Task CompleteDeliveryAsync(long customer, long outboxId, DeliveryResult result, string? error = null) =>
        _runtime.RunAsync(customer, LaneQueue.Due, lane =>
        {
            _deliveries.Complete(lane, _services.State, outboxId, result, error);
            return true;
        });

    /// <summary>Changes a delivery that nobody is sending: after a crash (uncertain), on resume (pending), by a person.</summary>
    public Task SetDeliveryAsync(OutboxRow row) =>
        _runtime.RunAsync(row.Customer, LaneQueue.Due, lane =>
        {
            lane.PutOutbox(row);
            return true;
        });

    /// <summary>Completes when every response committed so far is learned and served.</summary>
    public Task SettleModelsAsync() => _learner.SettleAsync();

    /// <summary>Completes when everything that was due before is served and durable. For measurements that move the clock themselves, with one lane group.</summary>
    internal async Task SettleDueAsync()
    {
        var now = _services.Time.GetUtcNow().ToUnixTimeMilliseconds();
        while ((await _runtime.AskDueAsync(due => due.NextLook <= now).ConfigureAwait(false)).Contains(true))
        {
        }

        await InHubLane(lane => lane.Changed()).ConfigureAwait(false);
    }

    /// <summary>How many customers are to be woken in each span of time, as the due times stand now. Looks at everybody: for people, not for every second.</summary>
    /// <param name="ends">Ends of the spans, ascending and exclusive; the first begins at the beginning of time.</param>
    /// <returns>One count a span, and one more for everybody due later.</returns>
    public async Task<IReadOnlyList<int>> CountDueAsync(IReadOnlyList<DateTimeOffset> ends)
    {
        ArgumentNullException.ThrowIfNull(ends);
        long[] limits = [.. ends.Select(e => e.ToUnixTimeMilliseconds())];
        var groups = await _runtime.AskDueAsync(due =>
        {
            var counts = new int[limits.Length + 1];
            due.CountDue(limits, counts);
            return counts;
        }).ConfigureAwait(false);
        return [.. Enumerable.Range(0, limits.Length + 1).Select(i => groups.Sum(g => g[i]))];
    }

    /// <summary>Asks the learner, on its own thread.</summary>
    public Task<T> AskLearnerAsync<T>(Func<PropensityLearner, T> question) => _learner.AskAsync(question);

    /// <summary>Takes nothing more in, finishes and commits what waits. Safe to call again.</summary>
    public async ValueTask DisposeAsync()
    {
        // Everything acknowledged is durable already, so an end that does not come must not hold the process: it is said and left.
        await EndAsync(Schedules.DisposeAsync().AsTask(), "schedules").ConfigureAwait(false);
        await EndAsync(_runtime.DisposeAsync().AsTask(), "runtime").ConfigureAwait(false);
        await EndAsync(_learner.DisposeAsync().AsTask(), "learner").ConfigureAwait(false);
    }

    private async Task EndAsync(Task ending, string part)
    {
        try
        {
            await ending.WaitAsync(TimeSpan.FromSeconds(15)).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _log.LogCritical("The {Part} did not end within 15 s and was left", part);
        }
    }

    private Task<EventReply> IngestOneAsync(int index, EventInput input, long started) =>
        Guard(index, _runtime.RunAsync(input.CustomerId, LaneQueue.Events, _services.Options.CreateUnknownCustomers, lane =>
        {
            lane.Customer.AddAlias(input.CustomerId);
            if (lane.IsNew && lane.Customer.CreatedAt == 0)
            {
                (lane.Customer.CreatedAt, lane.Customer.Simulated) = (lane.Now, input.Simulated);
            }

            return _events.Take(lane, _services.State, index, input, started);
        }));

    private static async Task<EventReply> Guard(int index, Task<EventReply> work)
    {
        try
        {
            return await work.ConfigureAwait(false);
        }
        catch (UnknownCustomerException e)
        {
            return new EventReply(index, EventStatus.Rejected, [new InputError("customerId", e.Message, "the id of a customer who exists")], []);
        }
    }

    private async Task<OutcomeReply> OutcomeOneAsync(int index, OutcomeInput input)
    {
        if (OutcomeCheck.Errors(input) is { Count: > 0 } errors)
        {
            return new OutcomeReply(index, OutcomeStatus.Rejected, errors);
        }

        var target = OutcomeTargets.Find(_store, Records, input, _services.Time.GetUtcNow().ToUnixTimeMilliseconds());
        if (target.Error is { } error)
        {
            return new OutcomeReply(index, OutcomeStatus.Rejected, [error]);
        }

        try
        {
            return await _runtime.RunAsync(
                target.Decision.Customer, LaneQueue.Events,
                lane => _outcomes.Record(lane, _services.State, index, input, target.Decision.Number, target.Treatment, target.Channel, target.DecidedAt, target.WasSent)).ConfigureAwait(false);
        }
        catch (CustomerGoneException)
        {
            return new OutcomeReply(index, OutcomeStatus.Rejected, [new InputError("decisionId", "The customer of the decision was erased.", "a decision that is kept")]);
        }
    }

    private async Task AnnounceAsync(ServingPolicy serving)
    {
        // The learner follows the journal, so the revision's treatments and predictors are told there.
        await InHubLane(lane =>
        {
            lane.PutBlob(LearnerLoop.SchemaBlob(serving));
            lane.Append(JournalKind.Policy, LearnerLoop.CatalogueEntry(serving.Snapshot));
        }).ConfigureAwait(false);
        await _learner.SettleAsync().ConfigureAwait(false);
    }

    private Task InHubLane(Action<LaneContext<CustomerState>> work) => _runtime.RunAsync(0, LaneQueue.Due, lane =>
    {
        work(lane);
        return true;
    });

    private static void CheckId(string path, string? id)
    {
        if (id is not { Length: > 0 and <= EventCheck.MaximumId })
        {
            throw new InvalidInputException([new InputError(path, id is null ? "The id is missing." : $"The id has {id.Length} characters.", $"1 to {EventCheck.MaximumId} characters")]);
        }
    }
}
