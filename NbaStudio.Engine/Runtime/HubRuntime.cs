using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>
/// Lanes, commit loop, customer directory, due times and budgets in one: work goes in by customer, answers come out when durable.
/// Thread safe after <see cref="Start"/>.
/// </summary>
/// <typeparam name="TCustomer">The state of one customer.</typeparam>
public sealed class HubRuntime<TCustomer> : IAsyncDisposable
    where TCustomer : class
{
    private const int ResolveAttempts = 50;
    private readonly List<ICommitParticipant> _participants = [];
    private readonly Recovery _recovery;
    private readonly CommitLoop _commits;
    private readonly LaneGroup<TCustomer>[] _groups;
    private readonly IHubStore _store;
    private readonly OutboxIds _outboxIds = new();
    private readonly Lazy<Task> _stop;
    private bool _started;

    /// <summary>Prepares the runtime; nothing runs before <see cref="Start"/>.</summary>
    /// <param name="store">Where state is kept; not disposed by the runtime.</param>
    /// <param name="codec">Writes and reads the customer state.</param>
    /// <param name="dueHandler">Serves customers whose due time has come.</param>
    /// <param name="options">Settings.</param>
    /// <param name="time">The clock of work, timers and retries.</param>
    /// <param name="fillRandom">Fills a span with cryptographic random bytes, for the salts of the journal.</param>
    /// <param name="logger">Where failures are told; null for nowhere.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public HubRuntime(
        IHubStore store, ICustomerCodec<TCustomer> codec, DueHandler<TCustomer> dueHandler, RuntimeOptions options, TimeProvider time,
        Action<Span<byte>> fillRandom, ILogger? logger = null)
    {
        options.Check();
        _stop = new Lazy<Task>(() => Task.Run(Stop));
        (_store, logger) = (store, logger ?? NullLogger.Instance);
        _recovery = new Recovery(this);
        Directory = new CustomerDirectory(store, options.CachedCustomers);
        Metrics = new RuntimeMetrics(QueueDepths);
        _commits = new CommitLoop(store, options, time, Metrics, fillRandom, logger);
        var window = (long)TimeSpan.FromDays(options.DedupeDays).TotalMilliseconds;
        _groups = [.. Enumerable.Range(0, options.EffectiveLaneGroups).Select(number => new LaneGroup<TCustomer>(
            number,
            new LaneServices<TCustomer>(store, codec, Directory, new BudgetLeases(Budgets), _commits, time, _outboxIds, window, options.CheckReadOnlyWork),
            options, dueHandler, Metrics, logger))];
    }

    /// <summary>Outside ids and keys.</summary>
    public CustomerDirectory Directory { get; }

    /// <summary>What budgets have given out.</summary>
    public BudgetLedger Budgets { get; } = new();

    /// <summary>Counters and meters.</summary>
    public RuntimeMetrics Metrics { get; }

    /// <summary>True while work is taken in and commits succeed.</summary>
    public bool IsReady => _recovery.IsReady && !_stop.IsValueCreated;

    /// <summary>Completes when the hub takes work in, or has stopped for good.</summary>
    internal Task WhenRecoveredAsync() => _recovery.Ended;

    /// <summary>True when another process has taken over the data: this one has to be restarted.</summary>
    public bool IsFenced => _commits.IsFenced;

    /// <summary>How many groups of lanes run.</summary>
    public int LaneGroups => _groups.Length;

    /// <summary>Adds something that follows the journal; before <see cref="Start"/> only.</summary>
    /// <exception cref="InvalidOperationException">The runtime runs.</exception>
    public void AddParticipant(ICommitParticipant participant)
    {
        if (_started)
        {
            throw new InvalidOperationException("Participants are added before the start.");
        }

        _participants.Add(participant);
    }

    /// <summary>Takes ownership of the store, reads due times and budgets, and runs. Overdue customers are served at once, in due order.</summary>
    /// <exception cref="InvalidOperationException">The runtime was started before.</exception>
    /// <exception cref="HubStoreException">The store cannot be read.</exception>
    public void Start()
    {
        if (_started)
        {
            throw new InvalidOperationException("The runtime can be started once.");
        }

        _started = true;
        _commits.Start(_recovery, Directory, _participants);
        _recovery.LoadDurable();
        foreach (var group in _groups)
        {
            group.Start();
        }

        _recovery.IsReady = true;
    }

    /// <summary>
    /// Runs work in the customer's lane. The task completes when the commit that holds its effects succeeded; work that wrote nothing completes
    /// when everything it saw of the customer is durable.
    /// </summary>
    /// <param name="customer">Internal key; 0 for work of the hub itself.</param>
    /// <param name="queue">Which queue it waits in.</param>
    /// <param name="work">Runs on the lane's thread: no waiting, no I/O. What it throws undoes it and becomes the task's exception.</param>
    /// <exception cref="HubBusyException">(as the task's exception) The queue is full.</exception>
    /// <exception cref="HubUnavailableException">(as the task's exception) The hub recovers or stops.</exception>
    /// <exception cref="CommitFailedException">(as the task's exception) The commit failed.</exception>
    public async Task<T> RunAsync<T>(long customer, LaneQueue queue, Func<LaneContext<TCustomer>, T> work)
    {
        while (true)
        {
            try
            {
                return await Post(new LaneItem<TCustomer, T>(customer, work), queue).ConfigureAwait(false);
            }
            catch (CustomerHeldException held)
            {
                await held.Released.ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Runs work in the lane of the customer who has the alias. When nobody has it: with <paramref name="create"/> a new customer gets it in the same commit
    /// as the first thing that is written about him, else <see cref="UnknownCustomerException"/>.
    /// </summary>
    public async Task<T> RunAsync<T>(string alias, LaneQueue queue, bool create, Func<LaneContext<TCustomer>, T> work)
    {
        ArgumentException.ThrowIfNullOrEmpty(alias);
        for (var attempt = 1; ; attempt++)
        {
            if (!_recovery.IsReady)
            {
                throw new HubUnavailableException("The hub is recovering from a failed commit, or does not run.");
            }

            var generation = Directory.Generation;
            var key = Directory.Resolve(alias, create, out var isPending);
            if (key == 0)
            {
                throw new UnknownCustomerException(alias);
            }

            try
            {
                var item = new LaneItem<TCustomer, T>(key, work) { NewAlias = isPending ? alias : null, Generation = generation, MustExist = !isPending };
                return await Post(item, queue).ConfigureAwait(false);
            }
            catch (CustomerGoneException) when (attempt < ResolveAttempts)
            {
                // Erased or merged between look-up and work: look again, the alias is free or another customer's, or becomes so with the commit.
            }
            catch (CustomerHeldException held)
            {
                await held.Released.ConfigureAwait(false);
            }
            finally
            {
                if (isPending)
                {
                    Directory.Release(alias, key);
                }
            }
        }
    }

    /// <summary>Asks the due times of every group, each on its own thread and in its turn among the work of the last queue.</summary>
    /// <param name="question">Looks and changes nothing; be short.</param>
    /// <returns>One answer a group.</returns>
    public Task<T[]> AskDueAsync<T>(Func<DueQueue, T> question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Task.WhenAll(_groups.Select(group => Post(group, new LaneItem<TCustomer, T>(0, _ => question(group.Worker.Due)), LaneQueue.Due)));
    }

    /// <summary>
    /// Takes customers for the caller alone: waits until what waited for them in the queues of callers and events is done and all of it is durable, and lets nothing
    /// else near them until <see cref="ReleaseAsync"/>, which must follow. One caller at a time, or two could wait for each other.
    /// </summary>
    internal async Task<HeldCustomer<TCustomer>[]> HoldAsync(IReadOnlyList<long> customers)
    {
        TaskCompletionSource[] ends = [.. customers.Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        var holding = customers.Select((key, i) => Post(
            new LaneItem<TCustomer, HeldCustomer<TCustomer>>(key, lane =>
            {
                lane.Entry.Hold = ends[i];
                return new HeldCustomer<TCustomer>(lane.Entry, ends[i], Directory.Generation);
            }) { IsHolder = true },
            LaneQueue.Events)).ToArray();
        try
        {
            return await Task.WhenAll(holding).ConfigureAwait(false);
        }
        catch
        {
            await ReleaseAsync([.. holding.Where(h => h.IsCompletedSuccessfully).Select(h => h.Result)]).ConfigureAwait(false);
            foreach (var end in ends)
            {
                end.TrySetResult();
            }

            throw;
        }
    }

    /// <summary>Runs work of the holder with a held customer.</summary>
    internal Task<T> RunHeldAsync<T>(HeldCustomer<TCustomer> held, Func<LaneContext<TCustomer>, T> work) =>
        Post(new LaneItem<TCustomer, T>(held.Key, lane =>
        {
            lane.RequireHeld(held);
            return work(lane);
        }) { IsHolder = true }, LaneQueue.Callers);

    /// <summary>Ends the hold: what waited goes on.</summary>
    internal async Task ReleaseAsync(IReadOnlyList<HeldCustomer<TCustomer>> customers)
    {
        var releasing = customers.Select(held => Post(
            new LaneItem<TCustomer, bool>(held.Key, lane => GroupOf(held.Key).Worker.EndHold(lane.Entry, held.IsAbsorbed)) { IsHolder = true }, LaneQueue.Callers)).ToArray();
        for (var i = 0; i < releasing.Length; i++)
        {
            try
            {
                await releasing[i].ConfigureAwait(false);
            }
            catch (Exception e) when (e is HubUnavailableException or CommitFailedException)
            {
                // A failed commit or the end of the hub has dropped everything in memory, holds too.
            }
            finally
            {
                customers[i].End();
            }
        }
    }

    /// <summary>Takes nothing more in, finishes what waits, commits it with the unused budget leases, and ends the threads. Safe to call again.</summary>
    public Task StopAsync() => _stop.Value;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        foreach (var group in _groups)
        {
            group.Dispose();
        }

        Metrics.Dispose();
    }

    private void Stop()
    {
        if (!_started)
        {
            return;
        }

        try
        {
            var unused = new ItemEffects(0) { Budgets = [] };
            foreach (var group in _groups)
            {
                group.Stop(unused.Budgets);
            }

            if (unused.HasRows && _recovery.IsReady)
            {
                _commits.Enqueue(unused);
            }
        }
        finally
        {
            // Whatever went wrong above, the thread that commits is told to end.
            _recovery.IsReady = false;
            _commits.Stop();
            _recovery.End();
        }
    }

    private Task<T> Post<T>(LaneItem<TCustomer, T> item, LaneQueue queue) => Post(GroupOf(item.Customer), item, queue);

    private Task<T> Post<T>(LaneGroup<TCustomer> group, LaneItem<TCustomer, T> item, LaneQueue queue)
    {
        try
        {
            if (!IsReady)
            {
                throw new HubUnavailableException(_recovery.IsReady ? "The hub is stopping." : "The hub is recovering from a failed commit, or does not run.");
            }

            group.Post(queue, item);
            return item.Task;
        }
        catch (Exception e) when (e is HubBusyException or HubUnavailableException)
        {
            return Task.FromException<T>(e);
        }
    }

    private LaneGroup<TCustomer> GroupOf(long customer) => _groups[LaneOf.Customer(customer) % _groups.Length];

    private IEnumerable<Measurement<long>> QueueDepths() =>
        from number in Enumerable.Range(0, _groups?.Length ?? 0)
        from queue in Enum.GetValues<LaneQueue>()
        select new Measurement<long>(
            _groups![number].Depth(queue), new KeyValuePair<string, object?>("group", number), new KeyValuePair<string, object?>("queue", queue.ToString()));

    /// <summary>Stops, empties and fills the runtime around a failed commit.</summary>
    private sealed class Recovery(HubRuntime<TCustomer> runtime) : ICommitRecovery
    {
        private const int PageSize = 10_000;
        private volatile bool _isReady;
        private volatile TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsReady { get => _isReady; set => _isReady = value; }

        /// <summary>Completes when no recovery is under way any more.</summary>
        public Task Ended => IsReady ? Task.CompletedTask : _ended.Task;

        public void End() => _ended.TrySetResult();

        public void Park()
        {
            _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
            IsReady = false;
            foreach (var group in runtime._groups)
            {
                group.AskToPark();
            }

            foreach (var group in runtime._groups)
            {
                group.WaitParked();
            }
        }

        public void Drop(Exception error)
        {
            foreach (var group in runtime._groups)
            {
                group.Drop(error);
            }

            runtime.Directory.Reset(0);
        }

        public void Reload()
        {
            runtime._commits.ReadHead();
            LoadDurable();
            foreach (var participant in runtime._participants)
            {
                participant.ResetToDurable();
            }
        }

        public void LoadDurable()
        {
            var head = runtime._store.ReadHead();
            runtime.Directory.Reset(head.KeyHighWater);
            runtime._outboxIds.StartAfter(head.OutboxHighWater);
            runtime.Budgets.Load(runtime._store.ReadBudgets());
            var (due, key) = (long.MinValue, 0L);
            while (runtime._store.ReadDueCustomers(due, key, PageSize) is { Count: > 0 } page)
            {
                foreach (var customer in page)
                {
                    runtime.GroupOf(customer.Key).Worker.Due.Set(customer.Key, customer.Due);
                }

                (due, key) = (page[^1].Due, page[^1].Key);
            }
        }

        public void MadeRoom()
        {
            foreach (var group in runtime._groups)
            {
                group.Wake();
            }
        }

        public void Resume()
        {
            foreach (var group in runtime._groups)
            {
                group.Unpark();
            }

            IsReady = true;
            End();
        }
    }
}
