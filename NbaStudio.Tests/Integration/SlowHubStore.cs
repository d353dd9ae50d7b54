using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Integration;

/// <summary>A store on a slow disk: each commit takes its time, however much it holds.</summary>
internal sealed class SlowHubStore(IHubStore inner, TimeSpan commit) : HubReaderDecorator(inner), IHubStore
{
    public long AcquireEpoch(int laneGroup) => inner.AcquireEpoch(laneGroup);

    public void Commit(CommitBatch batch)
    {
        Thread.Sleep(commit);
        inner.Commit(batch);
    }

    public void Probe() => inner.Probe();

    public CompactionResult Compact(CompactionRequest request) => inner.Compact(request);

    public void Dispose() => inner.Dispose();
}
