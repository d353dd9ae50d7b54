using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Sends a treatment to test customers as it would arrive. Nothing of it counts: no contact, no budget, no learning, no report. Thread safe.</summary>
public interface ITestSends
{
    /// <summary>The test customers of the workspace, in the order in which they were listed.</summary>
    Task<IReadOnlyList<TestCustomer>> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Lists a customer. Audited by the customer's key.</summary>
    /// <param name="customerId">Any id of the customer.</param>
    [Needs(Scopes.Admin)]
    Task<TestListing> AddAsync(string customerId, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Takes a customer from the list. Audited by the customer's key.</summary>
    [Needs(Scopes.Admin)]
    Task RemoveAsync(long customer, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Makes one attempt over the channel's own way out. Audited as a test.</summary>
    [Needs(Scopes.Design)]
    Task<TestSent> SendAsync(TestMessage message, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>A customer who gets test messages.</summary>
/// <param name="Key">The hub's own key.</param>
/// <param name="CustomerId">Null where there is no such customer any more.</param>
/// <param name="Language">Language tag; null where none is known.</param>
/// <param name="Channels">Ids of the channels that have an address of the customer.</param>
public sealed record TestCustomer(long Key, string? CustomerId, LocalizedText Name, string? Language, IReadOnlyList<string> Channels, bool Simulated);

/// <summary>What came of listing a customer.</summary>
public enum TestListing : byte { Listed, Already, Unknown, Full }

/// <summary>What is sent as a test.</summary>
/// <param name="Change">The change whose content is sent; null = the newest revision.</param>
/// <param name="Treatment">Id of the treatment.</param>
/// <param name="Language">Language tag of the content.</param>
/// <param name="Customer">Key of a listed customer.</param>
public sealed record TestMessage(string? Change, string Treatment, string Language, long Customer);

/// <summary>What came of a test.</summary>
public enum TestSendStatus : byte
{
    /// <summary>The channel took it.</summary>
    Sent,
    /// <summary>The customer is not one of the test customers.</summary>
    NotListed,
    /// <summary>There is no such customer any more.</summary>
    Gone,
    /// <summary>The change or the policy has no such treatment.</summary>
    NoTreatment,
    /// <summary>The treatment says nothing in the language.</summary>
    NoContent,
    /// <summary>The content has mistakes.</summary>
    Mistakes,
    /// <summary>Nothing goes out on the channel: customers ask there.</summary>
    NoWayOut,
    ChannelPaused,
    NoAddress,
    AddressRefused,
    NoConsent,
    /// <summary>All sending is stopped.</summary>
    Stopped,
    /// <summary>The customer is simulated and has no stream open: there is nobody to receive it.</summary>
    Simulated,
    /// <summary>The customer has no stream open.</summary>
    NotOnline,
    /// <summary>The channel's settings lack something.</summary>
    NotSetUp,
    /// <summary>The channel stands in no published policy.</summary>
    NotPublished,
    /// <summary>So many tests left to this customer, or by this account, that more have to wait.</summary>
    TooMany,
    /// <summary>The attempt failed.</summary>
    Failed,
    /// <summary>It may have left.</summary>
    Uncertain,
}

/// <param name="Detail">What the channel or the check said, in English; null where the status says it all.</param>
public sealed record TestSent(TestSendStatus Status, string? Detail = null);
