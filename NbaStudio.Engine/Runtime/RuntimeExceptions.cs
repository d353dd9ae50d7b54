namespace NbaStudio.Engine.Runtime;

/// <summary>A queue is full: nothing was done; try again a little later (HTTP 429 or 503).</summary>
public sealed class HubBusyException(LaneQueue queue, int capacity)
    : Exception($"The queue '{queue}' holds {capacity} items, its maximum. Nothing was done; try again shortly.")
{
    /// <summary>Which queue.</summary>
    public LaneQueue Queue { get; } = queue;
}

/// <summary>The hub takes nothing in now: it recovers from a failed commit, or it stops (HTTP 503). Nothing was done.</summary>
public sealed class HubUnavailableException(string reason) : Exception(reason);

/// <summary>The commit that held this work failed: it did not take effect in memory; whether it reached the disk is decided by reading it again. Send it again with the same id.</summary>
public sealed class CommitFailedException(Exception inner) : Exception($"The commit failed and nothing was acknowledged: {inner.Message}", inner);

/// <summary>The customer was erased, or became part of another one, between the look-up of an alias and the work.</summary>
public sealed class CustomerGoneException(long customer) : Exception($"Customer {customer} does not exist any more.")
{
    /// <summary>The internal key.</summary>
    public long Customer { get; } = customer;
}

/// <summary>Work that spans several customers has this one for itself: try again when it is done. Never leaves the runtime.</summary>
internal sealed class CustomerHeldException(long customer, Task released) : Exception($"Customer {customer} is held by work that spans several customers.")
{
    /// <summary>Completes at the end of the hold, however it ends.</summary>
    public Task Released { get; } = released;
}

/// <summary>Nobody has the alias.</summary>
public sealed class UnknownCustomerException(string alias) : Exception($"No customer has the id '{alias}'.")
{
    /// <summary>The outside id that was asked for.</summary>
    public string Alias { get; } = alias;
}
