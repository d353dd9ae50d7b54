namespace NbaStudio.Engine.Runtime;

/// <summary>
/// A customer whom one piece of work has for itself: everything that waited before is done and durable, everything that comes waits until the hold ends.
/// The state may be read on any thread meanwhile, by the holder alone.
/// </summary>
/// <typeparam name="TCustomer">The state of one customer.</typeparam>
internal sealed class HeldCustomer<TCustomer>(CustomerEntry<TCustomer> entry, TaskCompletionSource end, int generation)
    where TCustomer : class
{
    public long Key => Entry.Key;

    /// <summary>Whether anything is stored of the customer.</summary>
    public bool Exists => Entry.Exists && !Entry.Erased;

    public TCustomer Customer => Entry.Customer;

    /// <summary>Set once the customer has become part of another one, durably: the hold ends with nobody under this key.</summary>
    public bool IsAbsorbed { get; set; }

    internal CustomerEntry<TCustomer> Entry { get; } = entry;

    /// <summary>Everything in memory was dropped since then, holds too, when the directory is at another one.</summary>
    internal int Generation { get; } = generation;

    /// <summary>Those who waited try again.</summary>
    internal void End() => end.TrySetResult();
}
