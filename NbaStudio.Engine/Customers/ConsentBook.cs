using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Engine.Customers;

/// <summary>The newest statement per channel and purpose, and which others were ever made. Not thread safe.</summary>
public sealed class ConsentBook
{
    /// <summary>So many statements that hold no longer are told from new ones; more come from nobody's form.</summary>
    public const int MostOutdated = 200;

    private readonly List<ConsentRecord> _records = [];
    private readonly List<ulong> _outdated = [];

    public IReadOnlyList<ConsentRecord> Records => _records;

    /// <summary>Hashes of the statements that were made and do not hold, in the order in which they came to that.</summary>
    internal IReadOnlyList<ulong> Outdated => _outdated;

    /// <summary>Whether just this was said before, whether it holds or not.</summary>
    public bool Knows(ConsentRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return _records.Contains(record) || _outdated.Contains(HashOf(record));
    }

    /// <summary>Takes a statement; older ones than the one known change nothing, so the order of arrival does not matter.</summary>
    /// <returns>Whether anything changed.</returns>
    /// <exception cref="ArgumentException">The state is Unknown, or channel or purpose is empty.</exception>
    public bool Record(ConsentRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentException.ThrowIfNullOrEmpty(record.Channel);
        ArgumentException.ThrowIfNullOrEmpty(record.Purpose);
        if (record.State is not (ConsentState.Granted or ConsentState.Refused))
        {
            throw new ArgumentException($"State is {record.State}; allowed are Granted and Refused.", nameof(record));
        }

        var index = _records.FindIndex(r => Same(r.Channel, record.Channel) && Same(r.Purpose, record.Purpose));
        if (index < 0)
        {
            _records.Add(record);
            return true;
        }

        if (!record.Beats(_records[index]))
        {
            if (record != _records[index])
            {
                Outdate(HashOf(record));
            }

            return false;
        }

        Outdate(HashOf(_records[index]));
        _records[index] = record;
        return true;
    }

    /// <summary>Takes over what another book knows as outdated.</summary>
    internal void Outdate(ulong hash)
    {
        // The first ones stay: whoever sends them all every night would otherwise push out just those that come next.
        if (_outdated.Count < MostOutdated && !_outdated.Contains(hash))
        {
            _outdated.Add(hash);
        }
    }

    // Two people's answers become one person's: a refusal on either side stands, whatever the times.
    internal void MergeStrictest(ConsentRecord record)
    {
        var index = _records.FindIndex(r => Same(r.Channel, record.Channel) && Same(r.Purpose, record.Purpose));
        if (index < 0)
        {
            _records.Add(record);
        }
        else if (_records[index].State == record.State ? record.Beats(_records[index]) : record.State == ConsentState.Refused)
        {
            Outdate(HashOf(_records[index]));
            _records[index] = record;
        }
        else if (record != _records[index])
        {
            Outdate(HashOf(record));
        }
    }

    /// <summary>What holds for a channel and purpose: the newest of the channel's own statement and the one for all channels. Allocates nothing.</summary>
    /// <param name="requireOptIn">Whether unknown counts as refused.</param>
    public ConsentDecision Check(string channel, string purpose, bool requireOptIn)
    {
        ConsentRecord? newest = null;
        foreach (var record in _records)
        {
            if (Same(record.Purpose, purpose) && (record.Channel == ConsentRecord.AllChannels || Same(record.Channel, channel))
                && (newest is null || record.Beats(newest)))
            {
                newest = record;
            }
        }

        return newest is null
            ? new ConsentDecision(ConsentState.Unknown, !requireOptIn, null)
            : new ConsentDecision(newest.State, newest.State == ConsentState.Granted, newest);
    }

    private static ulong HashOf(ConsentRecord record)
    {
        var hash = StableHash.Of(record.Time, (long)record.State);
        foreach (var text in (ReadOnlySpan<string?>)[record.Channel, record.Purpose, record.Source, record.Proof])
        {
            hash = StableHash.Combine(hash, text is null ? 1 : StableHash.Of(text));
        }

        return hash;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
