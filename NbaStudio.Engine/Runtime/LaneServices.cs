using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>What one lane group needs to run work.</summary>
internal sealed record LaneServices<TCustomer>(
    IHubStore Store, ICustomerCodec<TCustomer> Codec, CustomerDirectory Directory, BudgetLeases Leases, CommitLoop Commits, TimeProvider Time,
    OutboxIds OutboxIds, long DedupeWindow, bool CheckReadOnlyWork)
    where TCustomer : class
{
    public long NextOutboxId() => OutboxIds.Next();

    public long Now() => Time.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>Gives ids to deliveries. Thread safe.</summary>
internal sealed class OutboxIds
{
    private long _last;

    public long Next() => Interlocked.Increment(ref _last);

    /// <summary>Never goes back, so that an id given to lost work is not given again.</summary>
    public void StartAfter(long highWater)
    {
        if (highWater > Interlocked.Read(ref _last))
        {
            Interlocked.Exchange(ref _last, highWater);
        }
    }
}
