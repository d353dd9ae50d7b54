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
    /// <returns>Null when nobody has the id.</returns>
    public ContentTrial? TryContent(PolicyDocument document, string channel, IReadOnlyDictionary<string, ContentDocument> contents, string customerId)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(contents);
        ArgumentNullException.ThrowIfNull(customerId);
        return _store.FindAlias(customerId) is { } key && _store.LoadCustomer(key) is { } stored
            ? ContentTrial.Of(document, channel, contents, Customers.CustomerStateCodec.Read(stored.State), _services.Options.UnknownAttributes, Now) : null;
    }
}
