using NbaStudio.Engine.Decisions;
namespace NbaStudio.Engine.Storage;

/// <summary>Passes every read on to another store.</summary>
/// <param name="inner">The store that answers.</param>
public abstract class HubReaderDecorator(IHubReader inner) : IHubReader
{
    /// <inheritdoc />
    public StoredCustomer? LoadCustomer(long key) => inner.LoadCustomer(key);

    /// <inheritdoc />
    public IReadOnlyList<long> ReadCustomerKeys(long after, int limit) => inner.ReadCustomerKeys(after, limit);

    /// <inheritdoc />
    public long CountCustomers() => inner.CountCustomers();

    /// <inheritdoc />
    public long? FindAlias(string alias) => inner.FindAlias(alias);

    /// <inheritdoc />
    public IReadOnlyList<string> ReadAliases(long customer) => inner.ReadAliases(customer);

    /// <inheritdoc />
    public IReadOnlyList<AliasRow> SearchAliases(string prefix, int limit) => inner.SearchAliases(prefix, limit);

    /// <inheritdoc />
    public IReadOnlyList<JournalRow> ReadJournal(long from, int limit, long? customer = null) => inner.ReadJournal(from, limit, customer);

    /// <inheritdoc />
    public DecisionRow? ReadDecision(DecisionId id) => inner.ReadDecision(id);

    /// <inheritdoc />
    public IReadOnlyList<DecisionRow> ReadDecisions(long customer, long before, int limit) => inner.ReadDecisions(customer, before, limit);

    /// <inheritdoc />
    public DecisionRow? ReadFullDecision(long customer, long atOrBefore) => inner.ReadFullDecision(customer, atOrBefore);

    /// <inheritdoc />
    public IReadOnlyList<DecisionRow> ReadDecisionsBetween(long from, long to, int limit) => inner.ReadDecisionsBetween(from, to, limit);

    /// <inheritdoc />
    public IReadOnlyList<OutboxRow> ReadOutbox(OutboxStatus status, long dueBefore, int limit) => inner.ReadOutbox(status, dueBefore, limit);

    /// <inheritdoc />
    public OutboxRow? ReadOutboxRow(long id) => inner.ReadOutboxRow(id);

    /// <inheritdoc />
    public IReadOnlyList<OutboxRow> ReadOutboxOf(long customer, int limit) => inner.ReadOutboxOf(customer, limit);

    /// <inheritdoc />
    public long CountOutbox(OutboxStatus status) => inner.CountOutbox(status);

    /// <inheritdoc />
    public TokenRow? FindToken(ReadOnlySpan<byte> hash) => inner.FindToken(hash);

    /// <inheritdoc />
    public IReadOnlyList<DueCustomer> ReadDueCustomers(long afterDue, long afterKey, int limit) => inner.ReadDueCustomers(afterDue, afterKey, limit);

    /// <inheritdoc />
    public IReadOnlyList<BudgetRow> ReadBudgets() => inner.ReadBudgets();

    /// <inheritdoc />
    public BlobRow? ReadBlob(string name) => inner.ReadBlob(name);

    /// <inheritdoc />
    public IReadOnlyList<string> ReadBlobNames(string prefix) => inner.ReadBlobNames(prefix);

    /// <inheritdoc />
    public StoreHead ReadHead() => inner.ReadHead();
}
