using System.Buffers.Binary;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Data.Hub;

/// <summary>Writes one batch inside an open transaction.</summary>
internal static class SqliteBatchWriter
{
    public const string KeyHighWater = "key_high_water";
    public const string OutboxHighWater = "outbox_high_water";

    public static void Write(SqliteSession session, CommitBatch batch)
    {
        foreach (var customer in batch.Erasures)
        {
            Erase(session, customer);
        }

        foreach (var customer in batch.Removals)
        {
            Remove(session, customer);
        }

        batch.Step?.Invoke();
        WriteJournal(session, batch.Journal);
        batch.Step?.Invoke();
        WriteCustomers(session, batch.Customers);
        batch.Step?.Invoke();
        WriteAliases(session, batch.Aliases);
        WriteDedupe(session, batch.Dedupe);
        batch.Step?.Invoke();
        WriteDecisions(session, batch.Decisions);
        WriteOutbox(session, batch.Outbox);
        batch.Step?.Invoke();
        WriteTokens(session, batch.Tokens);
        WriteBudgets(session, batch.Budgets);
        WriteBlobs(session, batch.Blobs);
        Raise(session, KeyHighWater, batch.KeyHighWater);
        batch.Step?.Invoke();
    }

    public static byte[] IdBytes(UInt128 id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return bytes;
    }

    private static void Remove(SqliteSession session, long customer)
    {
        session.Run("DELETE FROM customers WHERE key = ?1", customer);
        session.Run("DELETE FROM aliases WHERE customer = ?1", customer);
        session.Run("DELETE FROM dedupe WHERE customer = ?1", customer);
    }

    private static void Erase(SqliteSession session, long customer)
    {
        Remove(session, customer);
        session.Run("DELETE FROM decisions WHERE customer = ?1", customer);
        session.Run("DELETE FROM outbox WHERE customer = ?1", customer);
        session.Run("DELETE FROM tokens WHERE customer = ?1", customer);
        session.Run("UPDATE journal SET payload = NULL, salt = NULL WHERE customer = ?1 AND payload IS NOT NULL", customer);
    }

    private static void WriteJournal(SqliteSession session, List<JournalRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var last = session.Query("SELECT coalesce((SELECT max(sequence) FROM journal), (SELECT sequence FROM chain_anchor), 0)", r => r.GetInt64(0))[0];
        foreach (var row in rows)
        {
            if (row.Sequence != ++last)
            {
                throw new HubStoreException(StoreFailure.Corrupt, $"Journal entry {row.Sequence} does not follow {last - 1}.");
            }

            session.Run(
                "INSERT INTO journal (sequence, time, customer, kind, payload, salt, digest, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                row.Sequence, row.Time, row.Customer, (int)row.Kind, row.Payload, row.Salt, row.Digest, row.Chain);
        }
    }

    private static void WriteCustomers(SqliteSession session, List<CustomerRow> rows)
    {
        foreach (var row in rows)
        {
            session.Run(
                "INSERT INTO customers (key, next_due, state) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET next_due = excluded.next_due, state = excluded.state",
                row.Key, row.NextDue == long.MaxValue ? null : row.NextDue, row.State);
        }
    }

    private static void WriteAliases(SqliteSession session, List<AliasRow> rows)
    {
        foreach (var row in rows)
        {
            session.Run(
                row.Remove
                    ? "DELETE FROM aliases WHERE alias = ?1 AND customer = ?2"
                    : "INSERT INTO aliases (alias, customer) VALUES (?1, ?2) ON CONFLICT (alias) DO UPDATE SET customer = excluded.customer",
                row.Alias, row.Customer);
        }
    }

    private static void WriteDedupe(SqliteSession session, List<DedupeRow> rows)
    {
        foreach (var row in rows)
        {
            session.Run(
                "INSERT OR REPLACE INTO dedupe (customer, kind, id, content, time, reference) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                row.Customer, (int)row.Kind, IdBytes(row.Id), unchecked((long)row.Content), row.Time, row.Reference);
        }
    }

    private static void WriteDecisions(SqliteSession session, List<DecisionRow> rows)
    {
        foreach (var row in rows)
        {
            session.Run(
                """
                INSERT INTO decisions (customer, number, time, is_full, inputs, result) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT (customer, number) DO UPDATE SET time = excluded.time, is_full = excluded.is_full, inputs = excluded.inputs, result = excluded.result
                """,
                row.Customer, row.Number, row.Time, row.IsFull ? 1 : 0, row.Inputs, row.Result);
        }
    }

    private static void WriteOutbox(SqliteSession session, List<OutboxRow> rows)
    {
        foreach (var row in rows)
        {
            session.Run(
                """
                INSERT OR REPLACE INTO outbox (id, customer, decision, treatment, channel, status, attempt, next_attempt, idempotency_key, payload, last_error)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                """,
                row.Id, row.Customer, row.Decision, row.Treatment, row.ChannelId, (int)row.Status, row.Attempt, row.NextAttempt, row.IdempotencyKey, row.Payload, row.LastError);
        }

        Raise(session, OutboxHighWater, rows.Count == 0 ? 0 : rows.Max(r => r.Id));
    }

    private static void WriteTokens(SqliteSession session, List<TokenRow> rows)
    {
        foreach (var row in rows)
        {
            session.Run(
                "INSERT OR REPLACE INTO tokens (hash, customer, decision, treatment, expires) VALUES (?1, ?2, ?3, ?4, ?5)",
                row.Hash, row.Customer, row.Decision, row.Treatment, row.Expires);
        }
    }

    private static void WriteBudgets(SqliteSession session, List<BudgetRow> rows)
    {
        foreach (var row in rows)
        {
            session.Run(
                """
                INSERT INTO budgets (budget, period, drawn, used) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (budget, period) DO UPDATE SET drawn = drawn + excluded.drawn, used = used + excluded.used
                """,
                row.Key.Budget, row.Key.Period, row.Drawn, row.Used);
        }
    }

    private static void WriteBlobs(SqliteSession session, List<BlobRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.Value is null)
            {
                session.Run("DELETE FROM blobs WHERE name = ?1", row.Name);
            }
            else
            {
                session.Run("INSERT OR REPLACE INTO blobs (name, value, journal_position) VALUES (?1, ?2, ?3)", row.Name, row.Value, row.JournalPosition);
            }
        }
    }

    private static void Raise(SqliteSession session, string name, long value)
    {
        if (value > 0)
        {
            session.Run("INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)", name, value);
        }
    }
}
