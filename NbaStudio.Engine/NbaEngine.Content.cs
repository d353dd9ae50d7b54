using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Engine;

public sealed partial class NbaEngine
{
    /// <summary>What one customer, as last stored, would read in contents that are being written. Nothing is changed.</summary>
    /// <param name="document">The policy whose names the contents use.</param>
    /// <param name="channel">Id of the channel that they are for.</param>
    /// <param name="contents">By language tag.</param>
    /// <param name="customerId">Any id of the customer.</param>
    /// <param name="hidesSensitive">Whether sensitive attributes read as missing: their fall-backs stand there.</param>
    /// <returns>Null when nobody has the id.</returns>
    public ContentTrial? TryContent(PolicyDocument document, string channel, IReadOnlyDictionary<string, ContentDocument> contents, string customerId, bool hidesSensitive = false)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(contents);
        ArgumentNullException.ThrowIfNull(customerId);
        if (_store.FindAlias(customerId) is not { } key || _store.LoadCustomer(key) is not { } stored)
        {
            return null;
        }

        // A copy of the customer's own: what is taken out of it is gone nowhere else.
        var customer = Customers.CustomerStateCodec.Read(stored.State);
        foreach (var name in hidesSensitive ? HiddenFrom(true).Names.Concat(document.Attributes.Where(a => a.Sensitive).Select(a => a.Name)) : [])
        {
            customer.Profile.Set(name, Conditions.Value.Missing);
        }

        return ContentTrial.Of(document, channel, contents, customer, _services.Options.UnknownAttributes, Now);
    }
}
