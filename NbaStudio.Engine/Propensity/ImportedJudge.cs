namespace NbaStudio.Engine.Propensity;

/// <summary>Judges the answers of the imported model that a treatment takes its propensity from, served or not. Owned by the learner.</summary>
/// <remarks>Its answer is a predictor, so every response brings what it said at the decision: a model that is held back can earn its place again.</remarks>
internal sealed class ImportedJudge
{
    private const double Fading = 1 - (1.0 / 5000);
    private readonly CalibrationGate _gate = new();
    private long _responses;
    private long _positives;
    private double _information;
    private double _surprise;

    public ImportedEvidence Evidence => new(_responses, _positives, _information, _surprise, _gate.IsClosed, _gate.LastRatio);

    /// <summary>Takes in one answer and what happened.</summary>
    /// <param name="p">What it said at the decision; not in [0, 1] = it had no answer.</param>
    /// <param name="isCorrection">A positive after its negative was taken in.</param>
    public void Observe(double p, bool positive, bool isCorrection)
    {
        if (p is not (>= 0 and <= 1))
        {
            return;
        }

        if (isCorrection)
        {
            _gate.Correct();
            _positives++;
            _surprise++;
            return;
        }

        p = CountModel.Clamp(p);
        _gate.Observe(p, positive);
        _responses++;
        _positives += positive ? 1 : 0;
        _information = (_information * Fading) + (p * (1 - p));
        _surprise = (_surprise * Fading) + (positive ? 1 : 0) - p;
    }

    public void Write(BinaryWriter writer)
    {
        _gate.Write(writer);
        writer.Write(_responses);
        writer.Write(_positives);
        writer.Write(_information);
        writer.Write(_surprise);
    }

    public void Read(BinaryReader reader)
    {
        _gate.Read(reader);
        (_responses, _positives, _information, _surprise) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble());
    }
}
