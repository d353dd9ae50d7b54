namespace NbaStudio.Engine.Customers;

/// <summary>The newest statement per channel and purpose. Not thread safe.</summary>
public sealed class ConsentBook
{
    private readonly List<ConsentRecord> _records = [];

    public IReadOnlyList<ConsentRecord> Records => _records;

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
            return false;
        }

        _records[index] = record;
        return true;
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
            _records[index] = record;
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

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
