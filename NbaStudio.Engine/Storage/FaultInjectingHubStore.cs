namespace NbaStudio.Engine.Storage;

/// <summary>
/// Makes the commits of another store fail, to prove that what memory holds always equals what the store holds. Reads go through. One thread commits;
/// arming and reading counts is thread safe.
/// </summary>
/// <param name="inner">The store that does the work; disposed with this one.</param>
/// <param name="seed">Decides at which step a fault strikes and how often the probe fails after it.</param>
public sealed class FaultInjectingHubStore(IHubStore inner, int seed) : HubReaderDecorator(inner), IHubStore
{
    private const int StepsOfCommit = 6;
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private FaultKind? _armed;
    private int _probesToFail;
    private int _injected;

    /// <summary>Chance from 0 to 1 that a commit fails without being armed; default 0.</summary>
    public double FailureRate { get; set; }

    /// <summary>Commits that were made to fail.</summary>
    public int Injected => Volatile.Read(ref _injected);

    /// <summary>The next commit fails in this way.</summary>
    public void FailNext(FaultKind kind)
    {
        lock (_gate)
        {
            _armed = kind;
        }
    }

    /// <inheritdoc />
    public long AcquireEpoch(int laneGroup) => inner.AcquireEpoch(laneGroup);

    /// <inheritdoc />
    public void Commit(CommitBatch batch)
    {
        if (NextFault() is not { } fault)
        {
            inner.Commit(batch);
            return;
        }

        Interlocked.Increment(ref _injected);
        switch (fault)
        {
            case FaultKind.Before:
                throw new HubStoreException(StoreFailure.Unavailable, "Injected: failed before the commit.");
            case FaultKind.Locked:
                throw new HubStoreException(StoreFailure.Locked, "Injected: the store is locked.");
            case FaultKind.AfterCommit:
                inner.Commit(batch);
                throw new HubStoreException(StoreFailure.Unavailable, "Injected: the answer to a commit was lost.");
            default:
                CommitInPart(batch, fault);
                break;
        }
    }

    /// <inheritdoc />
    public void Probe()
    {
        lock (_gate)
        {
            if (_probesToFail > 0)
            {
                _probesToFail--;
                throw new HubStoreException(StoreFailure.Unavailable, "Injected: the store does not work yet.");
            }
        }

        inner.Probe();
    }

    /// <inheritdoc />
    public CompactionResult Compact(CompactionRequest request) => inner.Compact(request);

    /// <inheritdoc />
    public void Dispose() => inner.Dispose();

    private FaultKind? NextFault()
    {
        lock (_gate)
        {
            var fault = _armed ?? (_random.NextDouble() < FailureRate ? (FaultKind)_random.Next(5) : null);
            _armed = null;
            _probesToFail = fault is null ? 0 : _random.Next(3);
            return fault;
        }
    }

    private void CommitInPart(CommitBatch batch, FaultKind fault)
    {
        int left;
        lock (_gate)
        {
            left = _random.Next(StepsOfCommit);
        }

        batch.Step = () =>
        {
            if (left-- == 0)
            {
                throw fault == FaultKind.DiskFull
                    ? new HubStoreException(StoreFailure.Full, "Injected: no room on the disk.")
                    : new HubStoreException(StoreFailure.Unavailable, "Injected: failed during the commit.");
            }
        };
        inner.Commit(batch);
        throw new InvalidOperationException($"The store {inner.GetType().Name} called fewer than {StepsOfCommit} steps: the fault did not strike.");
    }
}
