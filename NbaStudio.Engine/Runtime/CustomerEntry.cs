using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>State that is written but not yet durable.</summary>
/// <param name="State">The bytes on their way to disk; null when the customer is being erased.</param>
internal sealed record InflightState(byte[]? State);

/// <summary>A customer in memory. Touched by its lane's thread; only <see cref="MarkDurable"/> comes from the commit thread.</summary>
internal sealed class CustomerEntry<TCustomer>(long key, TCustomer customer, bool exists)
    where TCustomer : class
{
    private InflightState? _inflight;

    public long Key { get; } = key;

    public TCustomer Customer { get; set; } = customer;

    public bool Exists { get; set; } = exists;

    /// <summary>True from the erasure on: work that found the customer earlier has to look again.</summary>
    public bool Erased { get; set; }

    /// <summary>Not null while work that spans several customers has this one for itself: other work waits until it completes.</summary>
    public TaskCompletionSource? Hold { get; set; }

    public Dictionary<(byte Kind, UInt128 Id), DedupeRow> Dedupe { get; } = [];

    public CustomerEntry<TCustomer>? Newer { get; set; }

    public CustomerEntry<TCustomer>? Older { get; set; }

    /// <summary>Not null while something this customer did is not durable: such an entry must stay in memory.</summary>
    public InflightState? Inflight
    {
        get => Volatile.Read(ref _inflight);
        set => Volatile.Write(ref _inflight, value);
    }

    public void MarkDurable(InflightState state) => Interlocked.CompareExchange(ref _inflight, null, state);
}
