using NbaStudio.Engine.Decisions;
using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Data.Hub;

/// <content>Reads.</content>
public sealed partial class SqliteHubStore
{
    private const string JournalColumns = "sequence, time, customer, kind, payload, salt, digest, chain";
    private const string DecisionColumns = "customer, number, time, is_full, inputs, result";
    private const string OutboxColumns = "id, customer, decision, treatment, channel, status, attempt, next_attempt, idempotency_key, payload, last_error";

    /// <summary>The largest code point: nothing that starts with a prefix sorts after prefix + this.</summary>
    private const string PrefixEnd = "\U0010FFFF";

    /// <inheritdoc />
    public StoredCustomer? LoadCustomer(long key) => Read(s =>
    {
        var found = s.Query("SELECT next_due, state FROM customers WHERE key = ?1", r => (Due: r.IsDBNull(0) ? long.MaxValue : r.GetInt64(0), State: Bytes(r, 1)), key);
        return found.Count == 0
            ? null
            : new StoredCustomer(key, found[0].State, found[0].Due, s.Query("SELECT kind, id, content, time, reference FROM dedupe WHERE customer = ?1", r => Dedupe(r, key), key));
    });

    /// <inheritdoc />
    public IReadOnlyList<long> ReadCustomerKeys(long after, int limit) =>
        Read(s => s.Query("SELECT key FROM customers WHERE key > ?1 ORDER BY key LIMIT ?2", r => r.GetInt64(0), after, limit));

    /// <inheritdoc />
    public long CountCustomers() => Read(s => s.Query("SELECT count(*) FROM customers", r => r.GetInt64(0))[0]);

    /// <inheritdoc />
    public long? FindAlias(string alias) => Read(s => s.Query("SELECT customer FROM aliases WHERE alias = ?1", r => (long?)r.GetInt64(0), alias).FirstOrDefault());

    /// <inheritdoc />
    public IReadOnlyList<string> ReadAliases(long customer) =>
        Read(s => s.Query("SELECT alias FROM aliases WHERE customer = ?1 ORDER BY alias", r => r.GetString(0), customer));

    /// <inheritdoc />
    public IReadOnlyList<AliasRow> SearchAliases(string prefix, int limit) => Read(s => s.Query(
        "SELECT alias, customer FROM aliases WHERE alias >= ?1 AND alias < ?2 ORDER BY alias LIMIT ?3", r => new AliasRow(r.GetString(0), r.GetInt64(1)), prefix, prefix + PrefixEnd, limit));

    /// <inheritdoc />
    public IReadOnlyList<JournalRow> ReadJournal(long from, int limit, long? customer = null) => Read(s => customer is null
        ? s.Query($"SELECT {JournalColumns} FROM journal WHERE sequence >= ?1 ORDER BY sequence LIMIT ?2", Journal, from, limit)
        : s.Query($"SELECT {JournalColumns} FROM journal WHERE sequence >= ?1 AND customer = ?3 ORDER BY sequence LIMIT ?2", Journal, from, limit, customer));

    /// <inheritdoc />
    public DecisionRow? ReadDecision(DecisionId id) => Read(s => s.Query(
        $"SELECT {DecisionColumns} FROM decisions WHERE customer = ?1 AND number = ?2", Decision, id.Customer, id.Number).FirstOrDefault());

    /// <inheritdoc />
    public IReadOnlyList<DecisionRow> ReadDecisions(long customer, long before, int limit) => Read(s => s.Query(
        $"SELECT {DecisionColumns} FROM decisions WHERE customer = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3", Decision, customer, before, limit));

    /// <inheritdoc />
    public DecisionRow? ReadFullDecision(long customer, long atOrBefore) => Read(s => s.Query(
        $"SELECT {DecisionColumns} FROM decisions WHERE customer = ?1 AND number <= ?2 AND is_full = 1 ORDER BY number DESC LIMIT 1", Decision, customer, atOrBefore).FirstOrDefault());

    /// <inheritdoc />
    public IReadOnlyList<DecisionRow> ReadDecisionsBetween(long from, long to, int limit) => Read(s => s.Query(
        $"SELECT {DecisionColumns} FROM decisions WHERE time >= ?1 AND time < ?2 ORDER BY time, customer, number LIMIT ?3", Decision, from, to, limit));

    /// <inheritdoc />
    public IReadOnlyList<OutboxRow> ReadOutbox(OutboxStatus status, long dueBefore, int limit) => Read(s => s.Query(
        $"SELECT {OutboxColumns} FROM outbox WHERE status = ?1 AND next_attempt <= ?2 ORDER BY next_attempt, id LIMIT ?3", Outbox, (int)status, dueBefore, limit));

    /// <inheritdoc />
    public OutboxRow? ReadOutboxRow(long id) => Read(s => s.Query($"SELECT {OutboxColumns} FROM outbox WHERE id = ?1", Outbox, id).FirstOrDefault());

    /// <inheritdoc />
    public IReadOnlyList<OutboxRow> ReadOutboxOf(long customer, int limit) => Read(s => s.Query(
        $"SELECT {OutboxColumns} FROM outbox WHERE customer = ?1 ORDER BY id DESC LIMIT ?2", Outbox, customer, limit));

    /// <inheritdoc />
    public long CountOutbox(OutboxStatus status) => Read(s => s.Query("SELECT count(*) FROM outbox WHERE status = ?1", r => r.GetInt64(0), (int)status)[0]);

    /// <inheritdoc />
    public TokenRow? FindToken(ReadOnlySpan<byte> hash)
    {
        var key = hash.ToArray();
        return Read(s => s.Query(
            "SELECT customer, decision, treatment, expires FROM tokens WHERE hash = ?1",
            r => new TokenRow(key, r.GetInt64(0), r.GetInt64(1), r.GetInt32(2), r.GetInt64(3)), key).FirstOrDefault());
    }

    /// <inheritdoc />
    public IReadOnlyList<DueCustomer> ReadDueCustomers(long afterDue, long afterKey, int limit) => Read(s => s.Query(
        "SELECT key, next_due FROM customers WHERE next_due IS NOT NULL AND (next_due, key) > (?1, ?2) ORDER BY next_due, key LIMIT ?3",
        r => new DueCustomer(r.GetInt64(0), r.GetInt64(1)), afterDue, afterKey, limit));

    /// <inheritdoc />
    public IReadOnlyList<BudgetRow> ReadBudgets() => Read(s => s.Query(
        "SELECT budget, period, drawn, used FROM budgets ORDER BY budget, period", r => new BudgetRow(new BudgetKey(r.GetInt32(0), r.GetInt64(1)), r.GetInt64(2), r.GetInt64(3))));

    /// <inheritdoc />
    public BlobRow? ReadBlob(string name) => Read(s => s.Query(
        "SELECT value, journal_position FROM blobs WHERE name = ?1", r => new BlobRow(name, Bytes(r, 0), r.IsDBNull(1) ? null : r.GetInt64(1)), name).FirstOrDefault());

    /// <inheritdoc />
    public IReadOnlyList<string> ReadBlobNames(string prefix) =>
        Read(s => s.Query("SELECT name FROM blobs WHERE name >= ?1 AND name < ?2 ORDER BY name", r => r.GetString(0), prefix, prefix + PrefixEnd));

    /// <inheritdoc />
    public StoreHead ReadHead() => Read(s =>
    {
        var anchor = s.Query("SELECT sequence, chain FROM chain_anchor", r => (Sequence: r.GetInt64(0), Chain: Bytes(r, 1))).FirstOrDefault((0, HashChain.Genesis));
        var last = s.Query("SELECT sequence, chain FROM journal ORDER BY sequence DESC LIMIT 1", r => (Sequence: r.GetInt64(0), Chain: Bytes(r, 1))).FirstOrDefault(anchor);
        var marks = s.Query("SELECT name, value FROM meta", r => (r.GetString(0), r.GetInt64(1))).ToDictionary();
        return new StoreHead(
            last.Sequence, last.Chain, anchor.Sequence, anchor.Chain,
            marks.GetValueOrDefault(SqliteBatchWriter.KeyHighWater), marks.GetValueOrDefault(SqliteBatchWriter.OutboxHighWater));
    });

    private static JournalRow Journal(SqliteDataReader r) => new(
        r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), (JournalKind)r.GetByte(3), r.IsDBNull(4) ? null : Bytes(r, 4), r.IsDBNull(5) ? null : Bytes(r, 5), Bytes(r, 6), Bytes(r, 7));

    private static DedupeRow Dedupe(SqliteDataReader r, long customer) => new(
        customer, r.GetByte(0), BinaryPrimitives.ReadUInt128BigEndian(Bytes(r, 1)), unchecked((ulong)r.GetInt64(2)), r.GetInt64(3), r.GetInt64(4));

    private static DecisionRow Decision(SqliteDataReader r) => new(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3) != 0, Bytes(r, 4), Bytes(r, 5));

    private static OutboxRow Outbox(SqliteDataReader r) => new(
        r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt32(3), r.GetString(4), (OutboxStatus)r.GetByte(5), r.GetInt32(6), r.GetInt64(7), r.GetString(8), Bytes(r, 9),
        r.IsDBNull(10) ? null : r.GetString(10));

    private static byte[] Bytes(SqliteDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);
}
