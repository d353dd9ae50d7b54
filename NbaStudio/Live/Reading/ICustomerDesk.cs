using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>What is done with everything that is known of a customer. Thread safe.</summary>
public interface ICustomerDesk
{
    /// <summary>Erases a customer: state, ids, timers, deliveries, decisions and journal payloads. Refusals stay as keyed hashes. Audited without the person's id.</summary>
    /// <exception cref="Engine.Runtime.UnknownCustomerException">Nobody has the id.</exception>
    [Needs(Scopes.Admin)]
    Task EraseAsync(string customerId, Caller who, CancellationToken cancellationToken = default);
}
