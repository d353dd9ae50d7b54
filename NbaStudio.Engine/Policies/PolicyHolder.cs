using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies;

/// <summary>Holds the snapshot that decides now and swaps it in one step. Thread safe; readers never wait.</summary>
/// <remarks>A decision reads <see cref="Current"/> once. A document with errors changes nothing: the last good snapshot stays.</remarks>
public sealed class PolicyHolder
{
    private readonly Lock _publishing = new();
    private PolicySnapshot? _current;

    /// <summary>Called after each swap, in order, on the publishing thread, with the new snapshot. What a subscriber throws reaches the publisher; the swap stands.</summary>
    public event Action<PolicySnapshot>? Published;

    /// <summary>The snapshot that decides now; null until the first publication succeeded.</summary>
    public PolicySnapshot? Current => Volatile.Read(ref _current);

    /// <summary>The snapshot that decides now.</summary>
    /// <exception cref="InvalidOperationException">Nothing has been published yet.</exception>
    public PolicySnapshot Required => Current ?? throw new InvalidOperationException("No policy has been published yet.");

    /// <summary>Checks and compiles a document and, if it has no errors, makes it the one that decides.</summary>
    /// <param name="document">The document.</param>
    /// <param name="revision">Its number, from 1. A rollback publishes an old document under a new number.</param>
    /// <param name="publishedAt">When it goes live.</param>
    /// <exception cref="ArgumentException">The revision is not above the current one.</exception>
    public PolicyPublication Publish(PolicyDocument document, int revision, DateTimeOffset publishedAt)
    {
        ArgumentNullException.ThrowIfNull(document);
        var compilation = PolicyCompiler.Compile(document, revision, publishedAt);
        return compilation.Snapshot is { } snapshot
            ? Publish(snapshot) with { Issues = compilation.Issues }
            : new PolicyPublication(false, Current, Current is null, compilation.Issues);
    }

    /// <summary>Makes a compiled snapshot the one that decides, when its revision is above the current one.</summary>
    /// <exception cref="ArgumentException">The revision is not above the current one.</exception>
    public PolicyPublication Publish(PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        lock (_publishing)
        {
            var current = _current;
            if (current is not null && snapshot.Revision <= current.Revision)
            {
                throw new ArgumentException($"Revision {snapshot.Revision} is not above the current revision {current.Revision}.", nameof(snapshot));
            }

            Volatile.Write(ref _current, snapshot);
            Published?.Invoke(snapshot);
            return new PolicyPublication(true, snapshot, false, []);
        }
    }
}

/// <summary>What came of publishing.</summary>
/// <param name="Succeeded">Whether the document decides now.</param>
/// <param name="Current">What decides now: the new snapshot, else the last good one, else null.</param>
/// <param name="NothingToDecideWith">Whether the first publication failed, so that a host has to stop.</param>
/// <param name="Issues">Every issue, ordered by path.</param>
public sealed record PolicyPublication(bool Succeeded, PolicySnapshot? Current, bool NothingToDecideWith, IReadOnlyList<PolicyIssue> Issues);
