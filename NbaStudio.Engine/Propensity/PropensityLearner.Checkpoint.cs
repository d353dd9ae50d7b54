using NbaStudio.Engine.Propensity.Pooled;

namespace NbaStudio.Engine.Propensity;

/// <content>The learner on disk.</content>
public sealed partial class PropensityLearner
{
    /// <summary>Writes the whole learner, so that it and the responses after <see cref="Version"/> give the same models bit for bit.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        LearnerCheckpoint.Write(writer, Version, _predictors, _treatments);
        writer.Write(_pooledLeads);
        _duel.Write(writer);
        writer.Write(_responses);
        writer.Write(DriftCount);
        _allWatch.Write(writer);
        _spread.Write(writer);
        _pending.Write(writer);
        _slow.Write(writer);
        _allDrifts.Write(writer);
        _pooled.Write(writer);
    }

    /// <summary>Whether a checkpoint has the form that this program writes. An older one is no loss: the journal holds what it was made from.</summary>
    public static bool IsCurrent(ReadOnlySpan<byte> checkpoint) => LearnerCheckpoint.IsCurrent(checkpoint);

    /// <summary>Reads what <see cref="Write"/> wrote, with its catalogue.</summary>
    /// <exception cref="InvalidDataException">It is not a checkpoint of this version.</exception>
    /// <exception cref="EndOfStreamException">It is cut short.</exception>
    public static PropensityLearner Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        var learner = new PropensityLearner();
        (learner.Version, learner._predictors) = LearnerCheckpoint.Read(reader, learner._treatments);
        foreach (var treatment in learner._treatments)
        {
            learner._rows.Add(treatment.Info.Key, learner._rows.Count);
        }

        learner._pooledLeads = reader.ReadBoolean();
        learner._duel.Read(reader);
        learner._responses = reader.ReadInt64();
        learner.DriftCount = reader.ReadInt64();
        learner._allWatch.Read(reader);
        learner._spread.Read(reader);
        learner._pending.Read(reader);
        learner._slow.Read(reader);
        learner._allDrifts.Read(reader);
        learner._pooled = PooledModel.Read(reader, learner._predictors.Length);
        learner.BindPooled();
        learner.BindImported();
        learner._codes = new uint[learner._predictors.Length];
        learner._bins = new byte[learner._predictors.Length];
        learner._cells = new(learner._predictors.Length);
        learner._visited = new(learner._predictors.Length);
        learner._groups = new(learner._treatments);
        return learner;
    }
}
