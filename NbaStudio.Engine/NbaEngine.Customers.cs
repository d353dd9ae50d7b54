using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Engine;

/// <content>Customers: changed, looked at, erased.</content>
public sealed partial class NbaEngine
{
    public Task UpsertCustomerAsync(string customerId, CustomerPatch patch, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(patch);
        cancellation.ThrowIfCancellationRequested();
        CheckId("customerId", customerId);
        return _runtime.RunAsync(customerId, LaneQueue.Callers, create: true, lane =>
        {
            _editor.Apply(lane, _services.State, customerId, patch);
            return true;
        });
    }

    /// <summary>Looks at a customer in the customer's lane: copy out what is needed, change nothing.</summary>
    /// <exception cref="UnknownCustomerException">Nobody has the id.</exception>
    public Task<T> ReadCustomerAsync<T>(string customerId, Func<CustomerState, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        CheckId("customerId", customerId);
        return _runtime.RunAsync(customerId, LaneQueue.Callers, create: false, lane => read(lane.Customer));
    }

    /// <summary>The same by internal key.</summary>
    /// <exception cref="CustomerGoneException">The customer was erased.</exception>
    public Task<T> ReadCustomerAsync<T>(long customer, Func<CustomerState, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return _runtime.RunAsync(customer, LaneQueue.Callers, lane => lane.IsNew ? throw new CustomerGoneException(customer) : read(lane.Customer));
    }

    /// <summary>Erases a customer: state, ids, timers, deliveries, decisions and journal payloads. Refusals stay as keyed hashes.</summary>
    /// <exception cref="UnknownCustomerException">Nobody has the id.</exception>
    public Task EraseCustomerAsync(string customerId)
    {
        CheckId("customerId", customerId);
        return _runtime.RunAsync(customerId, LaneQueue.Callers, create: false, lane =>
        {
            _editor.Erase(lane);
            return true;
        });
    }

    /// <summary>The internal key of a customer, or null.</summary>
    public long? FindCustomer(string customerId) => string.IsNullOrEmpty(customerId) ? null : _runtime.Directory.Find(customerId);
}
