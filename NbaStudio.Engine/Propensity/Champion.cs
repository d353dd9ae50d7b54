namespace NbaStudio.Engine.Propensity;

/// <summary>Chooses who speaks for a treatment: its own counts, or the pooled model. Owned by the learner.</summary>
/// <remarks>
/// Over all treatments the counts lead until the pooled model predicts better beyond chance, and the other way round. A treatment follows the leader unless its own
/// responses say otherwise beyond chance, and until they no longer do. A pooled model whose calibration is off for a treatment does not speak for it.
/// </remarks>
internal sealed class Champion
{
    private readonly LossDuel _duel = new();
    private Opinion _own;

    private enum Opinion : byte { AsTheLeader, Counts, Pooled }

    /// <summary>Watches the calibration of the pooled model on this treatment.</summary>
    public CalibrationGate Gate { get; } = new();

    /// <summary>Whether the pooled model speaks for the treatment.</summary>
    public bool IsPooled(bool pooledLeads) => IsPooledBetter(pooledLeads) && !Gate.IsClosed;

    /// <summary>Whether it would if it were calibrated.</summary>
    public bool IsPooledBetter(bool pooledLeads) => _own == Opinion.AsTheLeader ? pooledLeads : _own == Opinion.Pooled;

    /// <param name="countsP">What the counts say now, before they learn.</param>
    /// <param name="pooledP">What the pooled model says now.</param>
    /// <param name="judged">What the pooled model's calibration is judged by: what it said at the decision where it spoke, else <paramref name="pooledP"/>.</param>
    public void Observe(double countsP, double pooledP, double judged, bool positive, bool pooledLeads)
    {
        _duel.Observe(Evaluation.LogLoss.Of(countsP, positive), Evaluation.LogLoss.Of(pooledP, positive), positive);
        Gate.Observe(judged, positive);
        _own = _own switch
        {
            Opinion.AsTheLeader when pooledLeads && _duel.FirstIsBetter => Opinion.Counts,
            Opinion.AsTheLeader when !pooledLeads && _duel.SecondIsBetter => Opinion.Pooled,
            Opinion.Counts when _duel.Difference > 0 => Opinion.AsTheLeader,
            Opinion.Pooled when _duel.Difference < 0 => Opinion.AsTheLeader,
            _ => _own,
        };
    }

    public void Write(BinaryWriter writer)
    {
        _duel.Write(writer);
        Gate.Write(writer);
        writer.Write((byte)_own);
    }

    public void Read(BinaryReader reader)
    {
        _duel.Read(reader);
        Gate.Read(reader);
        _own = (Opinion)reader.ReadByte();
    }
}
