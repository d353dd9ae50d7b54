namespace NbaStudio.Engine.Storage;

/// <summary>Why a store failed.</summary>
public enum StoreFailure
{
    /// <summary>Anything not named below.</summary>
    Unavailable,

    /// <summary>Somebody else holds the lock.</summary>
    Locked,

    /// <summary>No room on the disk.</summary>
    Full,

    /// <summary>The stored bytes are damaged.</summary>
    Corrupt,

    /// <summary>A newer owner exists.</summary>
    StaleEpoch,
}

/// <summary>The store could not do what it was asked.</summary>
public class HubStoreException(StoreFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public StoreFailure Failure { get; } = failure;
}

/// <summary>Another process has taken over the lanes: this one must not write any more.</summary>
public sealed class StaleEpochException(int laneGroup, long epoch, long current)
    : HubStoreException(StoreFailure.StaleEpoch, $"Lane group {laneGroup} belongs to epoch {current}; a commit of epoch {epoch} is refused. Is a second hub running on the same data?")
{
    /// <summary>The epoch of the newer owner.</summary>
    public long Current { get; } = current;
}
