using NbaStudio.Engine.Decisions;
namespace NbaStudio.Engine.Storage;

/// <summary>Reads what is durable. Thread safe. Every method throws <see cref="HubStoreException"/> when the store cannot answer.</summary>
public interface IHubReader
{
    /// <summary>The customer's state and remembered ids, or null when there is none.</summary>
    StoredCustomer? LoadCustomer(long key);

    /// <summary>Up to <paramref name="limit"/> customer keys above <paramref name="after"/>, ascending.</summary>
    IReadOnlyList<long> ReadCustomerKeys(long after, int limit);

    /// <summary>How many customers there are.</summary>
    long CountCustomers();

    /// <summary>The customer who has the alias, or null.</summary>
    long? FindAlias(string alias);

    /// <summary>Every alias of the customer, in ordinal order.</summary>
    IReadOnlyList<string> ReadAliases(long customer);

    /// <summary>Up to <paramref name="limit"/> (alias, customer) pairs whose alias starts with <paramref name="prefix"/>, in ordinal order.</summary>
    IReadOnlyList<AliasRow> SearchAliases(string prefix, int limit);

    /// <summary>Up to <paramref name="limit"/> entries from sequence <paramref name="from"/> on, ascending; of one customer when given.</summary>
    IReadOnlyList<JournalRow> ReadJournal(long from, int limit, long? customer = null);

    /// <summary>One decision, or null.</summary>
    DecisionRow? ReadDecision(DecisionId id);

    /// <summary>The customer's decisions with a number below <paramref name="before"/>, newest first.</summary>
    IReadOnlyList<DecisionRow> ReadDecisions(long customer, long before, int limit);

    /// <summary>The newest full decision record at or before the number, on which deltas rest, or null.</summary>
    DecisionRow? ReadFullDecision(long customer, long atOrBefore);

    /// <summary>Decisions of all customers in [<paramref name="from"/>, <paramref name="to"/>) milliseconds since 1970 UTC, by time, customer and number.</summary>
    IReadOnlyList<DecisionRow> ReadDecisionsBetween(long from, long to, int limit);

    /// <summary>Deliveries of a status whose next attempt is at or before <paramref name="dueBefore"/>, by next attempt and id.</summary>
    IReadOnlyList<OutboxRow> ReadOutbox(OutboxStatus status, long dueBefore, int limit);

    /// <summary>One delivery, or null.</summary>
    OutboxRow? ReadOutboxRow(long id);

    /// <summary>The customer's deliveries, newest first.</summary>
    IReadOnlyList<OutboxRow> ReadOutboxOf(long customer, int limit);

    /// <summary>How many deliveries have the status.</summary>
    long CountOutbox(OutboxStatus status);

    /// <summary>The token with this SHA-256 (32 bytes), or null. Expiry is the caller's to check.</summary>
    TokenRow? FindToken(ReadOnlySpan<byte> hash);

    /// <summary>Customers who want to be woken, by due time and key, after the given pair.</summary>
    IReadOnlyList<DueCustomer> ReadDueCustomers(long afterDue, long afterKey, int limit);

    /// <summary>Totals of every budget and period.</summary>
    IReadOnlyList<BudgetRow> ReadBudgets();

    /// <summary>A named value, or null.</summary>
    BlobRow? ReadBlob(string name);

    /// <summary>Names of values that start with <paramref name="prefix"/>, in ordinal order.</summary>
    IReadOnlyList<string> ReadBlobNames(string prefix);

    /// <summary>Where the store stands.</summary>
    StoreHead ReadHead();
}
