using System.Buffers;

namespace NbaStudio.Engine.Runtime;

/// <summary>Turns customer state into bytes and back. Called by several lane threads at once, each with its own customers.</summary>
/// <typeparam name="TCustomer">The state of one customer; changed by its lane only.</typeparam>
public interface ICustomerCodec<TCustomer>
    where TCustomer : class
{
    /// <summary>The state of a customer of whom nothing is known yet.</summary>
    TCustomer Create(long key);

    /// <summary>Writes the whole state. Must not change it.</summary>
    void Write(TCustomer customer, IBufferWriter<byte> output);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    TCustomer Read(ReadOnlySpan<byte> state);

    /// <summary>The earliest instant at which the customer wants to be woken, milliseconds since 1970 UTC; <see cref="long.MaxValue"/> for never.</summary>
    long NextDue(TCustomer customer);
}
