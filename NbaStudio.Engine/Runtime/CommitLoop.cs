using Microsoft.Extensions.Logging;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>What the commit loop tells the runtime: that there is room, and what to do when a commit failed.</summary>
internal interface ICommitRecovery
{
    /// <summary>Takes nothing in and returns when every lane stands still.</summary>
    void Park();

    /// <summary>Fails everything that waits in lanes and drops everything in memory.</summary>
    void Drop(Exception error);

    /// <summary>Reads the durable state again. Throws when the store cannot.</summary>
    void Reload();

    /// <summary>Lanes run and intake opens.</summary>
    void Resume();

    /// <summary>What waited was taken into a commit: there is room again.</summary>
    void MadeRoom();
}

/// <summary>
/// The one thread that commits: takes whatever the lanes have queued, writes it in one transaction, runs after-commit effects in order and answers.
/// Lanes run ahead by one batch: when a full batch waits, they wait too.
/// </summary>
internal sealed class CommitLoop(
    IHubStore store, RuntimeOptions options, TimeProvider time, RuntimeMetrics metrics, Action<Span<byte>> fillRandom, ILogger logger)
{
    private const int LaneGroup = 0;
    private readonly object _gate = new();
    private List<ItemEffects> _waiting = [];
    private bool _stopping;
    private bool _failing;
    private Thread? _thread;
    private ICommitRecovery? _recovery;
    private IReadOnlyList<ICommitParticipant> _participants = [];
    private CustomerDirectory? _directory;
    private StoreHead? _head;
    private long _epoch;

    /// <summary>True when a newer owner has taken the lanes: this process never commits again.</summary>
    public bool IsFenced { get; private set; }

    public void Start(ICommitRecovery recovery, CustomerDirectory directory, IReadOnlyList<ICommitParticipant> participants)
    {
        (_recovery, _directory, _participants) = (recovery, directory, participants);
        _epoch = store.AcquireEpoch(LaneGroup);
        ReadHead();
        _thread = new Thread(Run) { IsBackground = true, Name = "nba-commit" };
        _thread.Start();
    }

    public StoreHead ReadHead() => _head = store.ReadHead();

    /// <summary>Whether work for which nobody waits may be begun: little waits for its commit. A change to true is told by <see cref="ICommitRecovery.MadeRoom"/>.</summary>
    public bool HasRoomForDue => Volatile.Read(ref _waiting).Count < options.DueBatchItems;

    /// <summary>Hands effects over; waits while a full batch is already waiting.</summary>
    public void Enqueue(ItemEffects effects)
    {
        lock (_gate)
        {
            while (_waiting.Count >= options.MaxBatchItems && !_failing)
            {
                Monitor.Wait(_gate);
            }

            _waiting.Add(effects);
            if (_waiting.Count == 1)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Commits what is queued and ends the thread.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }

        _thread?.Join();
    }

    private void Run()
    {
        while (Take() is { } items)
        {
            try
            {
                _recovery!.MadeRoom();
                Commit(items);
            }
            catch (Exception e)
            {
                Recover(items, e);
            }
        }
    }

    private List<ItemEffects>? Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_stopping)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }

            return Swap();
        }
    }

    private List<ItemEffects> Swap()
    {
        var items = _waiting;
        _waiting = new List<ItemEffects>(items.Count);
        Monitor.PulseAll(_gate);
        return items;
    }

    private void Commit(List<ItemEffects> items)
    {
        var builder = new BatchBuilder(LaneGroup, _epoch, _head!, fillRandom);
        foreach (var item in items)
        {
            builder.Add(item);
        }

        var batch = builder.Build(_directory!.LastKey);
        if (!batch.IsEmpty)
        {
            var started = time.GetTimestamp();
            store.Commit(batch);
            metrics.Committed(items.Count, time.GetElapsedTime(started));
            _head = builder.Next();
            Publish(items, batch);
        }

        foreach (var item in items)
        {
            foreach (var effect in item.AfterCommit ?? [])
            {
                Guard(effect, "An after-commit effect");
            }

            item.Settle();
        }
    }

    private void Publish(List<ItemEffects> items, CommitBatch batch)
    {
        _directory!.Confirm(batch.Aliases);
        foreach (var item in items)
        {
            item.OnDurable?.Invoke();
        }

        foreach (var participant in _participants)
        {
            Guard(() => participant.OnCommitted(batch), participant.GetType().Name);
        }
    }

    /// <summary>What comes after the commit must not undo it: it is logged and counted.</summary>
    private void Guard(Action effect, string what)
    {
        try
        {
            effect();
        }
        catch (Exception e)
        {
            metrics.EffectFailed();
            logger.LogError(e, "{What} failed after a commit", what);
        }
    }

    private void Recover(List<ItemEffects> items, Exception cause)
    {
        metrics.CommitFailed();
        logger.LogError(cause, "A commit of {Count} items failed; intake stops and the state is read again from the store", items.Count);
        IsFenced = cause is StaleEpochException;
        lock (_gate)
        {
            _failing = true;
            Monitor.PulseAll(_gate);
        }

        _recovery!.Park();
        var error = new CommitFailedException(cause);
        lock (_gate)
        {
            items.AddRange(_waiting);
            _waiting.Clear();
        }

        _recovery.Drop(error);
        foreach (var item in items)
        {
            item.Item?.Fail(error);
        }

        if (!TryReload())
        {
            return;
        }

        lock (_gate)
        {
            _failing = false;
        }

        _recovery.Resume();
    }

    private bool TryReload()
    {
        var delay = options.ProbeDelay;
        while (!IsFenced && !Volatile.Read(ref _stopping))
        {
            try
            {
                store.Probe();
                _recovery!.Reload();
                return true;
            }
            catch (Exception e)
            {
                logger.LogWarning(e, "The store does not work yet; next try in {Delay}", delay);
            }

            lock (_gate)
            {
                // In real time, however fast the hub's clock runs: it is a disk that is waited for. Lanes stand still, so only the end wakes earlier.
                if (!_stopping)
                {
                    Monitor.Wait(_gate, delay);
                }
            }

            delay = delay * 2 < options.MaximumProbeDelay ? delay * 2 : options.MaximumProbeDelay;
        }

        return false;
    }
}
