using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Text;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Budgets;
using NbaStudio.Engine.Serving.Schedules;
using NbaStudio.Engine.Serving.Trials;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine;

/// <summary>The next-best-action engine: events in, decisions out, outcomes learned. Usable alone, without any host.</summary>
/// <remarks>Thread safe after <see cref="StartAsync"/>. Every call returns once its effects are durable in the store.</remarks>
public sealed partial class NbaEngine : IDecisionHub, IAsyncDisposable
{
    private readonly HubServices _services;
    private readonly IHubStore _store;
    private readonly HubRuntime<CustomerState> _runtime;
    private readonly LearnerLoop _learner;
    private readonly PolicyHolder _policies = new();
    private readonly TextModelCache _texts = new();
    private readonly EventIntake _events;
    private readonly RequestDesk _requests;
    private readonly DecisionMaker _decisions;
    private readonly OutcomeRecorder _outcomes;
    private readonly DeliveryDesk _deliveries;
    private readonly CustomerEditor _editor;
    private readonly MergedCustomers _merged;
    private readonly CustomerMerger _merger;
    private readonly AggregateFiller _filler;
    private readonly JournalEvents _journal;
    private readonly Func<int, PolicySnapshot?> _revisions;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _publishing = new(1);
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
        _revisions = revision => _policies.Current is { } current && current.Revision == revision ? current
            : Challenger is { } challenger && challenger.Revision == revision ? challenger : revisions?.Invoke(revision);
        Records = new RecordReader(store, _revisions);
        _decisions = new DecisionMaker(_services, new InputsBuilder(_services)) { OnBudgetChances = TakeChances };
        var triggers = new TriggerDesk(_services, _decisions, Triggers);
        var outcomeEvents = new OutcomeEvents(_services, triggers, Triggers);
        _outcomes = new OutcomeRecorder(_services, outcomeEvents, id => Records.Read(id)?.Policy);
        _events = new EventIntake(_services, triggers, _outcomes);
        _requests = new RequestDesk(_decisions, new RecordedReplies(Records, options), outcomeEvents);
        _deliveries = new DeliveryDesk(_services, _outcomes);
        var goals = _events.Goals = new GoalDesk(_events);
        _editor = new CustomerEditor(_services, goals);
        var due = new DueWork(_services, _decisions, _outcomes, triggers, goals);
        var log = _log = logger ?? NullLogger.Instance;
        _runtime = new HubRuntime<CustomerState>(store, new CustomerCodec(_services), due.Serve, options.Runtime, time, fillRandom, log);
        _learner = new LearnerLoop(_services, store, options, log) { WriteBlob = row => InHubLane(lane => lane.PutBlob(row)) };
        _runtime.AddParticipant(_learner);
        _merged = new MergedCustomers(store);
        _journal = new JournalEvents(Records);
        _filler = new AggregateFiller(_services, _runtime, store, _journal);
        _merger = new CustomerMerger(_services, _runtime, store, _filler, goals);
        Schedules = new ScheduleDesk(_services, new ScheduleLanes(_runtime, store, _services, _decisions, log), log);
    }

    /// <summary>The policy in force; null before the first publication.</summary>
    public PolicySnapshot? Policy => _policies.Current;

    /// <summary>The models in force of primary heads.</summary>
    public PropensityModels Models => _services.State.Models.Models;

    /// <summary>The models in force of all heads, as the policy sees them.</summary>
    public ModelView ModelView => _services.State.Models;

    /// <summary>The text models in force, learned.</summary>
    public IReadOnlyList<TextModel> TextModels => _services.State.Policy.Texts.Models;

    /// <summary>Reads decision records.</summary>
    public RecordReader Records { get; }

    /// <summary>A revision of the policy; null when it is not kept any more.</summary>
    public PolicySnapshot? FindRevision(int revision) => _revisions(revision);

    /// <summary>What is durable: journal, outbox, decisions. Read only.</summary>
    public IHubReader Store => _store;

    /// <summary>Runs of schedules: the next times, how runs stand, stopping one, counting an audience.</summary>
    public ScheduleDesk Schedules { get; }

    /// <summary>Whether work is taken in and commits succeed.</summary>
    public bool IsReady => _started && _runtime.IsReady && _policies.Current is not null;

    /// <summary>The hub's clock now.</summary>
    public DateTimeOffset Now => _services.Time.GetUtcNow();

    /// <summary>How far the filling of new aggregates is, while a revision with some is being published; null otherwise.</summary>
    public AggregateFill? Filling => _filler.Progress;

    /// <summary>From when on the aggregates in force are complete.</summary>
    public AggregateCompleteness Completeness => _services.State.Policy.Completeness;

    /// <summary>Meters of lanes and commits.</summary>
    public RuntimeMetrics Metrics => _runtime.Metrics;

    /// <summary>How far the moments of each trigger came, since the start of the program.</summary>
    public TriggerFunnels Triggers { get; } = new();

    /// <summary>When the engine started, by its clock: what is counted in memory counts from here; null before.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

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
    /// <param name="trial">The trial that ran beside it; null = none.</param>
    /// <returns>What became of the policy; the engine runs only when it succeeded.</returns>
    public async Task<PolicyPublication> StartAsync(PolicyDocument policy, int revision, TrialPolicy? trial = null)
    {
        var now = _services.Time.GetUtcNow();
        var (serving, beside, issues) = Compile(policy, revision, trial, now);
        if (serving is null)
        {
            return Refused(issues);
        }

        var publication = _policies.Publish(serving.Snapshot) with { Issues = issues };
        _services.Publish(serving, beside);
        _services.Prices.Load(_store.ReadBlob(BudgetPrices.BlobName)?.Value);
        _learner.Start();
        _runtime.Start();
        (_started, StartedAt) = (true, Now);
        var completeness = await _filler.FillAsync(serving, inForce: true).ConfigureAwait(false);
        (serving, beside) = (serving.With(completeness), beside?.With(completeness));
        _services.Publish(serving, beside);
        await AnnounceAsync(serving, beside).ConfigureAwait(false);
        Schedules.Start();
        return publication;
    }

    /// <summary>
    /// Validates, compiles and takes a revision into service, once the aggregates it adds are filled from the journal (see <see cref="Filling"/>); meanwhile the one before
    /// goes on deciding. A policy with errors changes nothing. One publication at a time.
    /// </summary>
    /// <param name="trial">The trial that runs beside it from the same moment on; null = none, and one that ran has ended.</param>
    public async Task<PolicyPublication> PublishAsync(PolicyDocument policy, int revision, TrialPolicy? trial = null)
    {
        var (serving, beside, issues) = Compile(policy, revision, trial, _services.Time.GetUtcNow());
        if (serving is null)
        {
            return Refused(issues);
        }

        await _publishing.WaitAsync().ConfigureAwait(false);
        try
        {
            var completeness = await _filler.FillAsync(serving, inForce: false).ConfigureAwait(false);
            (serving, beside) = (serving.With(completeness), beside?.With(completeness));
            var publication = _policies.Publish(serving.Snapshot) with { Issues = issues };
            _services.Publish(serving, beside);
            await AnnounceAsync(serving, beside).ConfigureAwait(false);
            Schedules.LookSoon();
            return publication;
        }
        catch
        {
            _filler.Abandon();
            throw;
        }
        finally
        {
            _publishing.Release();
        }
    }

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

    /// <summary>Asks the learner of primary heads, on its own thread.</summary>
    public Task<T> AskLearnerAsync<T>(Func<PropensityLearner, T> question) => _learner.AskAsync(question);

    /// <summary>Asks the learner of a kind of further heads, on its own thread; null where no treatment has had one.</summary>
    public Task<T> AskLearnerAsync<T>(HeadKind furtherHead, Func<PropensityLearner?, T> question) => _learner.AskAsync(furtherHead, question);

    /// <summary>Takes nothing more in, finishes and commits what waits. Safe to call again.</summary>
    public async ValueTask DisposeAsync()
    {
        // Everything acknowledged is durable already, so an end that does not come (a store that never answers) must not hold the process: it is said and left.
        try
        {
            await EndAsync(Schedules.DisposeAsync().AsTask(), "schedules").ConfigureAwait(false);
            if (_started)
            {
                await EndAsync(SavePricesAsync(), "prices of budgets").ConfigureAwait(false);
            }

            await EndAsync(_runtime.DisposeAsync().AsTask(), "runtime").ConfigureAwait(false);
        }
        finally
        {
            await EndAsync(_learner.DisposeAsync().AsTask(), "learner").ConfigureAwait(false);
        }
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

    private async Task AnnounceAsync(ServingPolicy serving, ServingTrial? beside)
    {
        // The learner follows the journal, so the revision's treatments and predictors are told there; so is the trial, for those who measure.
        await InHubLane(lane =>
        {
            lane.PutBlob(LearnerLoop.SchemaBlob(serving));
            if (beside is not null)
            {
                lane.PutBlob(LearnerLoop.SchemaBlob(beside.Policy));
            }

            lane.PutBlob(serving.Completeness.ToBlob());
            lane.Append(JournalKind.Policy, LearnerLoop.CatalogueEntry(serving.Snapshot, beside));
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
