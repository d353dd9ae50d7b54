using System.Buffers;
using System.Buffers.Binary;
using NbaStudio.Engine.Runtime;

namespace NbaStudio.Tests.Runtime;

/// <summary>A small customer: the events it saw, in order, and when it wants to be woken.</summary>
public sealed class TestCustomer(long key)
{
    public long Key { get; } = key;

    public List<long> Events { get; } = [];

    public long Due { get; set; } = long.MaxValue;

    public int Filler { get; set; }
}

public sealed class TestCodec : ICustomerCodec<TestCustomer>
{
    public TestCustomer Create(long key) => new(key);

    public void Write(TestCustomer customer, IBufferWriter<byte> output)
    {
        var length = 24 + (8 * customer.Events.Count) + customer.Filler;
        var span = output.GetSpan(length)[..length];
        span.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(span, customer.Key);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], customer.Due);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], customer.Events.Count);
        BinaryPrimitives.WriteInt32LittleEndian(span[20..], customer.Filler);
        for (var i = 0; i < customer.Events.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(span[(24 + (8 * i))..], customer.Events[i]);
        }

        output.Advance(length);
    }

    public TestCustomer Read(ReadOnlySpan<byte> state)
    {
        var customer = new TestCustomer(BinaryPrimitives.ReadInt64LittleEndian(state))
        {
            Due = BinaryPrimitives.ReadInt64LittleEndian(state[8..]),
            Filler = BinaryPrimitives.ReadInt32LittleEndian(state[20..]),
        };
        for (var i = 0; i < BinaryPrimitives.ReadInt32LittleEndian(state[16..]); i++)
        {
            customer.Events.Add(BinaryPrimitives.ReadInt64LittleEndian(state[(24 + (8 * i))..]));
        }

        return customer;
    }

    public long NextDue(TestCustomer customer) => customer.Due;
}
