using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Runtime;

/// <summary>Holds commits back while closed, and can fail them for good.</summary>
internal sealed class GatedStore(IHubStore inner) : HubReaderDecorator(inner), IHubStore
{
    private int _arrived;

    public ManualResetEventSlim Gate { get; } = new(true);

    public volatile bool Broken;

    /// <summary>Commits that came to the gate.</summary>
    public int Arrived => Volatile.Read(ref _arrived);

    public long AcquireEpoch(int laneGroup) => inner.AcquireEpoch(laneGroup);

    public void Commit(CommitBatch batch)
    {
        Interlocked.Increment(ref _arrived);
        Gate.Wait();
        Probe();
        inner.Commit(batch);
    }

    public void Probe()
    {
        if (Broken)
        {
            throw new HubStoreException(StoreFailure.Unavailable, "broken");
        }
    }

    public CompactionResult Compact(CompactionRequest request) => inner.Compact(request);

    public void Dispose() => inner.Dispose();
}
