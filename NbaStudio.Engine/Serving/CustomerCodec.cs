using System.Buffers;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Runtime;

namespace NbaStudio.Engine.Serving;

/// <summary>Customer state as the runtime stores it. Keeps the aggregates of the policy in force and of one that is being prepared.</summary>
internal sealed class CustomerCodec(HubServices services) : ICustomerCodec<CustomerState>
{
    public CustomerState Create(long key)
    {
        var customer = new CustomerState(key);
        if (services.TryGetState(out var state) && state.Prepared is { } prepared)
        {
            // Nothing happened before: what is being prepared counts from the first event on.
            customer.Aggregates.Mark(prepared.Mark);
        }

        return customer;
    }

    public void Write(CustomerState customer, IBufferWriter<byte> output) =>
        CustomerStateCodec.Write(customer, output, services.TryGetState(out var state) ? state.KeptAggregates : null);

    public CustomerState Read(ReadOnlySpan<byte> state) => CustomerStateCodec.Read(state);

    public long NextDue(CustomerState customer) => customer.Timers.NextDue;
}
