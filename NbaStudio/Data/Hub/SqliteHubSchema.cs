using Microsoft.Data.Sqlite;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Data.Hub;

/// <summary>The tables of the hub's store. Versions are only ever added; each runs once, in its own transaction.</summary>
internal static class SqliteHubSchema
{
    private static readonly string[] Versions =
    [
        """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE epochs (lane_group INTEGER PRIMARY KEY, epoch INTEGER NOT NULL);
        CREATE TABLE journal (sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, customer INTEGER NOT NULL, kind INTEGER NOT NULL,
            payload BLOB, salt BLOB, digest BLOB NOT NULL, chain BLOB NOT NULL);
        CREATE INDEX journal_customer ON journal (customer, sequence);
        CREATE TABLE chain_anchor (id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL, chain BLOB NOT NULL);
        CREATE TABLE customers (key INTEGER PRIMARY KEY, next_due INTEGER, state BLOB NOT NULL);
        CREATE INDEX customers_due ON customers (next_due, key) WHERE next_due IS NOT NULL;
        CREATE TABLE aliases (alias TEXT PRIMARY KEY, customer INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX aliases_customer ON aliases (customer);
        CREATE TABLE dedupe (customer INTEGER NOT NULL, kind INTEGER NOT NULL, id BLOB NOT NULL, content INTEGER NOT NULL, time INTEGER NOT NULL,
            reference INTEGER NOT NULL, PRIMARY KEY (customer, kind, id)) WITHOUT ROWID;
        CREATE INDEX dedupe_time ON dedupe (time);
        CREATE TABLE decisions (customer INTEGER NOT NULL, number INTEGER NOT NULL, time INTEGER NOT NULL, is_full INTEGER NOT NULL,
            inputs BLOB NOT NULL, result BLOB NOT NULL);
        CREATE UNIQUE INDEX decisions_id ON decisions (customer, number);
        CREATE INDEX decisions_time ON decisions (time, customer, number);
        CREATE TABLE outbox (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, decision INTEGER NOT NULL, treatment INTEGER NOT NULL, channel TEXT NOT NULL,
            status INTEGER NOT NULL, attempt INTEGER NOT NULL, next_attempt INTEGER NOT NULL, idempotency_key TEXT NOT NULL, payload BLOB NOT NULL, last_error TEXT);
        CREATE INDEX outbox_status ON outbox (status, next_attempt, id);
        CREATE INDEX outbox_customer ON outbox (customer, id);
        CREATE TABLE tokens (hash BLOB PRIMARY KEY, customer INTEGER NOT NULL, decision INTEGER NOT NULL, treatment INTEGER NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX tokens_customer ON tokens (customer);
        CREATE INDEX tokens_expires ON tokens (expires);
        CREATE TABLE budgets (budget INTEGER NOT NULL, period INTEGER NOT NULL, drawn INTEGER NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (budget, period)) WITHOUT ROWID;
        CREATE TABLE blobs (name TEXT PRIMARY KEY, value BLOB NOT NULL, journal_position INTEGER);
        """,
    ];

    /// <summary>Brings the file to the newest version.</summary>
    public static void Migrate(SqliteConnection connection)
    {
        Execute(connection, "CREATE TABLE IF NOT EXISTS schema_version (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL)");
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT version FROM schema_version";
        var version = (int)((long?)command.ExecuteScalar() ?? 0);
        if (version > Versions.Length)
        {
            throw new HubStoreException(
                StoreFailure.Unavailable, $"The data were written by a newer program (store version {version}; this program knows up to {Versions.Length}). Use that program.");
        }

        for (; version < Versions.Length; version++)
        {
            using var transaction = connection.BeginTransaction();
            Execute(connection, Versions[version], transaction);
            Execute(connection, $"INSERT INTO schema_version VALUES (1, {version + 1}) ON CONFLICT (id) DO UPDATE SET version = excluded.version", transaction);
            transaction.Commit();
        }
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        command.ExecuteNonQuery();
    }
}
