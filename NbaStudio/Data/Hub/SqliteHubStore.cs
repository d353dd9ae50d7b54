using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Data.Hub;

/// <summary>
/// Keeps the hub's state in one SQLite file: one connection writes, a pool of connections reads. Plain ADO.NET with prepared statements.
/// After a failed write the writing connection is closed, which rolls back, and opened anew. Thread safe.
/// </summary>
public sealed partial class SqliteHubStore : IHubStore
{
    private readonly Lock _writing = new();
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private SqliteSession? _writer;
    private volatile bool _disposed;

    /// <summary>Opens or creates the file and brings its tables to the newest version.</summary>
    /// <param name="path">The file; its folder has to exist.</param>
    /// <exception cref="HubStoreException">The file cannot be opened or was written by a newer program.</exception>
    public SqliteHubStore(string path)
    {
        Path = path;
        _writer = Translate(() => SqliteSession.OpenWriter(path));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <inheritdoc />
    public long AcquireEpoch(int laneGroup) => Write(session => session.Query(
        "INSERT INTO epochs (lane_group, epoch) VALUES (?1, 1) ON CONFLICT (lane_group) DO UPDATE SET epoch = epoch + 1 RETURNING epoch", r => r.GetInt64(0), laneGroup)[0]);

    /// <inheritdoc />
    public void Commit(CommitBatch batch) => Write(session =>
    {
        var current = session.Query("SELECT epoch FROM epochs WHERE lane_group = ?1", r => r.GetInt64(0), batch.LaneGroup);
        if (current.Count > 0 && batch.Epoch < current[0])
        {
            throw new StaleEpochException(batch.LaneGroup, batch.Epoch, current[0]);
        }

        SqliteBatchWriter.Write(session, batch);
        return true;
    });

    /// <inheritdoc />
    public void Probe() => Write(session => session.Run("INSERT INTO meta (name, value) VALUES ('probe', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1"));

    /// <inheritdoc />
    public CompactionResult Compact(CompactionRequest request)
    {
        // Looking for them may take a while: commits do not wait for it.
        var decisions = Read(session => SqliteCompaction.FindDecisions(session, request));
        return Write(session => SqliteCompaction.Run(session, request, decisions));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_writing)
        {
            _disposed = true;
            while (_readers.TryTake(out var reader))
            {
                reader.Dispose();
            }

            _writer?.Dispose();
            _writer = null;
        }
    }

    /// <summary>Runs work in one transaction of the writing connection.</summary>
    private T Write<T>(Func<SqliteSession, T> work)
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return Translate(() =>
            {
                try
                {
                    var session = _writer ??= SqliteSession.OpenWriter(Path);
                    session.Run("BEGIN IMMEDIATE");
                    var result = work(session);
                    session.Run("COMMIT");
                    return result;
                }
                catch
                {
                    _writer?.Dispose();
                    _writer = null;
                    throw;
                }
            });
        }
    }

    private T Read<T>(Func<SqliteSession, T> work) => Translate(() =>
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var session = _readers.TryTake(out var pooled) ? pooled : SqliteSession.OpenReader(Path);
        try
        {
            var result = work(session);
            _readers.Add(session);
            session = null;
            return result;
        }
        finally
        {
            session?.Dispose();
            if (_disposed && _readers.TryTake(out var late))
            {
                late.Dispose();
            }
        }
    });

    private static T Translate<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            var failure = e.SqliteErrorCode switch
            {
                5 or 6 => StoreFailure.Locked,
                13 => StoreFailure.Full,
                11 or 26 => StoreFailure.Corrupt,
                _ => StoreFailure.Unavailable,
            };
            throw new HubStoreException(failure, $"The store failed: {e.Message}", e);
        }
    }
}
