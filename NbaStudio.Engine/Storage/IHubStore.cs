namespace NbaStudio.Engine.Storage;

/// <summary>Keeps the hub's state. One thread commits; any number of threads read.</summary>
public interface IHubStore : IHubReader, IDisposable
{
    /// <summary>Makes the caller the owner of a group of lanes: commits of earlier owners fail from now on.</summary>
    long AcquireEpoch(int laneGroup);

    /// <summary>Writes the batch, all or nothing; durable when it returns.</summary>
    /// <exception cref="StaleEpochException">A newer owner of the lane group exists. Nothing was written.</exception>
    /// <exception cref="HubStoreException">The store failed. The caller cannot know whether the batch is durable and has to read again.</exception>
    void Commit(CommitBatch batch);

    /// <summary>Returns when the store can write and read again.</summary>
    /// <exception cref="HubStoreException">It cannot.</exception>
    void Probe();

    /// <summary>Deletes what retention no longer wants, a bounded number of rows at a time.</summary>
    CompactionResult Compact(CompactionRequest request);
}
