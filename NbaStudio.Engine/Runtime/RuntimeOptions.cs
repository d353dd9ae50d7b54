namespace NbaStudio.Engine.Runtime;

/// <summary>Settings of the runtime.</summary>
public sealed record RuntimeOptions
{
    /// <summary>Threads that run lanes, 1 to 64; 0 (default) takes one per processor.</summary>
    public int LaneGroups { get; init; }

    /// <summary>The most items that wait in each queue of each group, 1 to 1,000,000; default 4,096. A full queue refuses.</summary>
    public int QueueCapacity { get; init; } = 4_096;

    /// <summary>Customers kept in memory, at least 16; default 50,000.</summary>
    public int CachedCustomers { get; init; } = 50_000;

    /// <summary>The most items of one commit, 1 to 10,000; default 256. Lanes wait when a full batch is already waiting.</summary>
    public int MaxBatchItems { get; init; } = 256;

    /// <summary>
    /// Due customers and other work of the last queue is begun only while fewer items than this wait for their commit, 1 to 10,000; default 32.
    /// It bounds how long a caller waits for a commit that is full of others' timers.
    /// </summary>
    public int DueBatchItems { get; init; } = 32;

    /// <summary>How long an id is remembered, 1 to 3,650 days; default 30.</summary>
    public int DedupeDays { get; init; } = 30;

    /// <summary>First wait before a failed store is probed again; doubles up to <see cref="MaximumProbeDelay"/>. Default 100 ms.</summary>
    public TimeSpan ProbeDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between probes. Default 5 s.</summary>
    public TimeSpan MaximumProbeDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Checks that work which wrote nothing changed nothing, at the cost of two serialisations an item. For tests; default false.</summary>
    public bool CheckReadOnlyWork { get; init; }

    /// <summary>The number of threads that <see cref="LaneGroups"/> means here.</summary>
    public int EffectiveLaneGroups => LaneGroups == 0 ? Math.Min(64, Environment.ProcessorCount) : LaneGroups;

    /// <summary>Throws for a value out of range, naming it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Some value is out of range.</exception>
    public void Check()
    {
        Range(LaneGroups, 0, 64, nameof(LaneGroups));
        Range(QueueCapacity, 1, 1_000_000, nameof(QueueCapacity));
        Range(CachedCustomers, 16, int.MaxValue, nameof(CachedCustomers));
        Range(MaxBatchItems, 1, 10_000, nameof(MaxBatchItems));
        Range(DueBatchItems, 1, 10_000, nameof(DueBatchItems));
        Range(DedupeDays, 1, 3_650, nameof(DedupeDays));
        ArgumentOutOfRangeException.ThrowIfLessThan(ProbeDelay, TimeSpan.FromMilliseconds(1), nameof(ProbeDelay));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumProbeDelay, ProbeDelay, nameof(MaximumProbeDelay));
    }

    private static void Range(int value, int minimum, int maximum, string name)
    {
        if (value < minimum || value > maximum)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {minimum} to {maximum}.");
        }
    }
}
