using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Propensity;

/// <summary>Decides where the pooled model is served: everywhere once it beats what would be served without it, but for treatments where it does worse.</summary>
internal sealed class PooledChampion
{
    private const long FewestPositives = 50;
    private readonly Contest _overall = new(4000);
    private long _positives;
    private bool _isProven;

    public void Observe(TreatmentState treatment, in Response response, double pooledP, double servedP)
    {
        _positives += response.IsPositive ? 1 : 0;
        if (response.IsCorrection)
        {
            treatment.PooledGate.Correct();
            return;
        }

        var loss = LogLoss.Of(CountModel.Clamp(pooledP), response.IsPositive);
        var servedLoss = LogLoss.Of(CountModel.Clamp(servedP), response.IsPositive);
        treatment.Pooled.Observe(loss, servedLoss);
        treatment.PooledGate.Observe(pooledP, response.IsPositive);
        _overall.Observe(loss, servedLoss);
    }

    /// <summary>After a response was learned. All treatments of its group share its evidence.</summary>
    public void Decide(TreatmentState treatment, List<TreatmentState> treatments)
    {
        var proven = _isProven ? _overall.IsAhead : _positives >= FewestPositives && _overall.IsWon && treatments.Count > 1;
        var everywhere = proven != _isProven;
        _isProven = proven;
        foreach (var other in treatments)
        {
            if (everywhere || other == treatment || (proven && other.Info.GroupKey == treatment.Info.GroupKey))
            {
                var serves = proven && !other.Pooled.IsLost && !other.PooledGate.IsClosed;
                other.IsChanged |= serves || serves != other.ServesPooled;
                other.ServesPooled = serves;
            }
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_positives);
        writer.Write(_isProven);
        _overall.Write(writer);
    }

    public void Read(BinaryReader reader)
    {
        _positives = reader.ReadInt64();
        _isProven = reader.ReadBoolean();
        _overall.Read(reader);
    }
}
