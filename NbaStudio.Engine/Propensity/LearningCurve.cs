using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Engine.Propensity;

/// <summary>How a treatment's loss went, in at most 64 stretches of as many responses each; when they are full, neighbours become one. Owned by the learner.</summary>
internal sealed class LearningCurve
{
    private const int Most = 64;
    private const int First = 25;

    private readonly List<Stretch> _stretches = [];
    private int _length = First;

    /// <summary>Oldest first; the last one may still grow.</summary>
    public IEnumerable<LearningPoint> Points => _stretches.Select(s =>
        new LearningPoint(s.Until, s.Responses, s.Positives, s.Served / s.Responses, s.BaseRate / s.Responses, s.Predicted / s.Responses));

    public void Add(long time, in Predictions said, bool positive)
    {
        if (_stretches.Count == 0 || _stretches[^1].Responses >= _length)
        {
            if (_stretches.Count == Most)
            {
                Halve();
            }

            _stretches.Add(default);
        }

        _stretches[^1] = _stretches[^1].With(new(
            time, 1, positive ? 1 : 0, LogLoss.Of(CountModel.Clamp(said.Served), positive), LogLoss.Of(CountModel.Clamp(said.BaseRate), positive), said.Served));
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_length);
        writer.Write(_stretches.Count);
        foreach (var s in _stretches)
        {
            writer.Write(s.Until);
            writer.Write(s.Responses);
            writer.Write(s.Positives);
            writer.Write(s.Served);
            writer.Write(s.BaseRate);
            writer.Write(s.Predicted);
        }
    }

    public void Read(BinaryReader reader)
    {
        _length = reader.ReadInt32();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            _stretches.Add(new(reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()));
        }
    }

    private void Halve()
    {
        for (var i = 0; i < Most / 2; i++)
        {
            _stretches[i] = _stretches[2 * i].With(_stretches[(2 * i) + 1]);
        }

        _stretches.RemoveRange(Most / 2, Most / 2);
        _length *= 2;
    }

    private readonly record struct Stretch(long Until, int Responses, int Positives, double Served, double BaseRate, double Predicted)
    {
        public Stretch With(in Stretch next) => new(
            next.Until, Responses + next.Responses, Positives + next.Positives, Served + next.Served, BaseRate + next.BaseRate, Predicted + next.Predicted);
    }
}
