using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Live.Readers;

/// <summary>Erases customers for the page and the API.</summary>
internal sealed class CustomerDesk(NbaEngine engine, AuditLog audit) : ICustomerDesk
{
    public async Task EraseAsync(string customerId, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Admin);
        var key = engine.FindCustomer(customerId);
        await engine.EraseCustomerAsync(customerId).ConfigureAwait(false);
        // The audit names the key, never the erased person's id; and it is written even if the one who asked has gone.
        await audit.WriteAsync(who.Name, "customer.erased", $"customer {key}", stop: CancellationToken.None).ConfigureAwait(false);
    }
}
