using System.Buffers;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Runtime;

namespace NbaStudio.Engine.Serving;

/// <summary>Customer state as the runtime stores it.</summary>
internal sealed class CustomerCodec : ICustomerCodec<CustomerState>
{
    public CustomerState Create(long key) => new(key);

    public void Write(CustomerState customer, IBufferWriter<byte> output) => CustomerStateCodec.Write(customer, output);

    public CustomerState Read(ReadOnlySpan<byte> state) => CustomerStateCodec.Read(state);

    public long NextDue(CustomerState customer) => customer.Timers.NextDue;
}
