using Microsoft.Data.Sqlite;

namespace NbaStudio.Data.Hub;

/// <summary>One connection and its prepared statements, kept by their text. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int TimeoutSeconds = 2;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    private SqliteSession(string path, SqliteOpenMode mode)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = TimeoutSeconds };
        _connection = new SqliteConnection(builder.ToString());
        _connection.Open();
    }

    /// <summary>A connection that writes: write-ahead log, every commit reaches the disk, and a checkpoint each 4,000 pages (measured: docs/decisions/0003-storage.md).</summary>
    public static SqliteSession OpenWriter(string path)
    {
        var session = new SqliteSession(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            session.Run("PRAGMA journal_mode = WAL");
            session.Run("PRAGMA synchronous = FULL");
            session.Run("PRAGMA wal_autocheckpoint = 4000");
            session.Run("PRAGMA secure_delete = ON");
            SqliteHubSchema.Migrate(session._connection);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public static SqliteSession OpenReader(string path) => new(path, SqliteOpenMode.ReadOnly);

    /// <summary>Runs a statement; the values belong to the parameters ?1, ?2 and so on.</summary>
    public int Run(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"?{i}" });
            }

            command.Prepare();
            _commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
