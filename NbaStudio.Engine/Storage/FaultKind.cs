namespace NbaStudio.Engine.Storage;

/// <summary>How a commit is made to fail.</summary>
public enum FaultKind
{
    /// <summary>Before anything is written.</summary>
    Before,

    /// <summary>In the middle; what was written is rolled back.</summary>
    During,

    /// <summary>Everything is durable, but the writer is told that it failed.</summary>
    AfterCommit,

    /// <summary>No room on the disk; rolled back.</summary>
    DiskFull,

    /// <summary>Somebody else holds the lock; nothing is written.</summary>
    Locked,
}
