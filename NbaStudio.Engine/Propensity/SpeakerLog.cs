using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Propensity;

/// <summary>Who spoke for a treatment from when: the last 20 changes. Owned by the learner.</summary>
internal sealed class SpeakerLog
{
    private const int Most = 20;
    private readonly List<SpeakerChange> _changes = [];

    public IReadOnlyList<SpeakerChange> Changes => _changes;

    public void Observe(long time, long responses, EvidenceSource source)
    {
        if (_changes.Count > 0 && _changes[^1].Source == source)
        {
            return;
        }

        if (_changes.Count == Most)
        {
            _changes.RemoveAt(0);
        }

        _changes.Add(new(time, responses, source));
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_changes.Count);
        foreach (var change in _changes)
        {
            writer.Write(change.Time);
            writer.Write(change.Responses);
            writer.Write((byte)change.Source);
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            _changes.Add(new(reader.ReadInt64(), reader.ReadInt64(), (EvidenceSource)reader.ReadByte()));
        }
    }
}
