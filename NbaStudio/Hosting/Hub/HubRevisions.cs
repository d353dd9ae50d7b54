using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Hosting.Hub;

/// <summary>Older revisions, compiled once when a record asks for them. The most recently used are kept. Thread safe.</summary>
public sealed class HubRevisions(PolicyStore store, ILogger<HubRevisions> log)
{
    /// <summary>Compiled revisions that are kept.</summary>
    public const int Capacity = 24;

    private readonly Lock _gate = new();
    private readonly LinkedList<(int Number, Lazy<PolicySnapshot?> Snapshot)> _recent = new();

    /// <summary>The snapshot of a revision, or null where there is none that can be compiled.</summary>
    public PolicySnapshot? Find(int number)
    {
        Lazy<PolicySnapshot?> wanted;
        lock (_gate)
        {
            var node = _recent.First;
            while (node is not null && node.Value.Number != number)
            {
                node = node.Next;
            }

            wanted = node?.Value.Snapshot ?? new Lazy<PolicySnapshot?>(() => Compile(number));
            if (node is not null)
            {
                _recent.Remove(node);
            }

            _recent.AddFirst((number, wanted));
            if (_recent.Count > Capacity)
            {
                _recent.RemoveLast();
            }
        }

        try
        {
            return wanted.Value;
        }
        catch
        {
            // A failed read may work the next time.
            Forget(number);
            throw;
        }
    }

    private void Forget(int number)
    {
        lock (_gate)
        {
            for (var node = _recent.First; node is not null; node = node.Next)
            {
                if (node.Value.Number == number)
                {
                    _recent.Remove(node);
                    return;
                }
            }
        }
    }

    private PolicySnapshot? Compile(int number)
    {
        // Records are read in places that cannot wait asynchronously; there is no context to deadlock with.
        var items = store.LoadRevisionAsync(number).GetAwaiter().GetResult();
        if (items is null)
        {
            return null;
        }

        var reading = PolicyStorage.Join(items);
        var compilation = reading.Document is { } document ? PolicyCompiler.Compile(document, number, default) : null;
        if (compilation?.Snapshot is not { } snapshot)
        {
            log.LogError("Revision {Number} can no longer be compiled: {Issue}", number, (compilation?.Issues ?? reading.Issues).FirstOrDefault()?.Message);
            return null;
        }

        return snapshot;
    }
}
