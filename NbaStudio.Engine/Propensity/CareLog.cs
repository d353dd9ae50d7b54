using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Propensity;

/// <summary>How people cared for one treatment's models: the last 50 entries, and whether they learn. Outlives a reset. Owned by the learner.</summary>
internal sealed class CareLog
{
    private const int Most = 50;
    private readonly List<ModelCareEntry> _entries = [];

    public IReadOnlyList<ModelCareEntry> Entries => _entries;

    /// <summary>Since when nothing is learned, milliseconds since 1970 UTC; null while responses are learned.</summary>
    public long? PausedSince { get; private set; }

    /// <summary>Responses and corrections that came since then.</summary>
    public long Passed { get; private set; }

    /// <summary>Takes an entry in.</summary>
    /// <returns>False when nothing changes by it: paused already, or not paused at all.</returns>
    public bool Take(ModelCareEntry entry)
    {
        switch (entry.Kind)
        {
            case ModelCareKind.Paused when PausedSince is null:
                (PausedSince, Passed) = (entry.Time, 0);
                break;
            case ModelCareKind.Resumed when PausedSince is not null:
                (PausedSince, Passed) = (null, 0);
                break;
            case ModelCareKind.Reset or ModelCareKind.Started:
                break;
            default:
                return false;
        }

        if (_entries.Count == Most)
        {
            _entries.RemoveAt(0);
        }

        _entries.Add(entry);
        return true;
    }

    /// <summary>Whether a response is passed over: learning is paused (but for long windows that had ended before), it corrects a negative that was forgotten or never learned, or its long window ended in the minutes before a reset or in a pause that is over by now.</summary>
    public bool PassesOver(in Response response)
    {
        // What belongs to the minutes before a pause is learned, whenever it is told.
        if (PausedSince is { } since && !(SlowResponses.Takes(response) && response.Time < since))
        {
            Passed++;
            return true;
        }

        return (response.IsCorrection && !IsLearned(response.NegativeTime)) || (SlowResponses.Takes(response) && !IsLearned(response.Time));
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(PausedSince ?? long.MinValue);
        writer.Write(Passed);
        writer.Write(_entries.Count);
        foreach (var entry in _entries)
        {
            writer.Write(entry.Time);
            writer.Write((byte)entry.Kind);
            writer.Write(entry.By);
            writer.Write(entry.Responses);
        }
    }

    public void Read(BinaryReader reader)
    {
        PausedSince = reader.ReadInt64() is var since and not long.MinValue ? since : null;
        Passed = reader.ReadInt64();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            _entries.Add(new(reader.ReadInt64(), (ModelCareKind)reader.ReadByte(), reader.ReadString(), reader.ReadInt64()));
        }
    }

    // Whether what came at the time is in the models still: not forgotten by a reset since, and learning was not paused.
    private bool IsLearned(long time)
    {
        var paused = false;
        foreach (var entry in _entries)
        {
            if (entry.Time <= time)
            {
                paused = entry.Kind == ModelCareKind.Paused || (paused && entry.Kind != ModelCareKind.Resumed);
            }
            else if (entry.Kind == ModelCareKind.Reset)
            {
                return false;
            }
        }

        return !paused;
    }
}
