using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Propensity;

/// <summary>When predictions stopped adding up: the last 20 times. Owned by the learner.</summary>
internal sealed class DriftLog
{
    private const int Most = 20;
    private readonly List<DriftMark> _marks = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<DriftMark> Marks => _marks;

    public void Add(DriftMark mark)
    {
        if (_marks.Count == Most)
        {
            _marks.RemoveAt(0);
        }

        _marks.Add(mark);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_marks.Count);
        foreach (var mark in _marks)
        {
            writer.Write(mark.Time);
            writer.Write(mark.Responses);
            writer.Write((byte)mark.Model);
            writer.Write((byte)mark.Kind);
            writer.Write(mark.Since);
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            _marks.Add(new(reader.ReadInt64(), reader.ReadInt64(), (DriftedModel)reader.ReadByte(), (DriftKind)reader.ReadByte(), reader.ReadInt32()));
        }
    }
}
