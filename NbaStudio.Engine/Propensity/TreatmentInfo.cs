namespace NbaStudio.Engine.Propensity;

/// <summary>What the learner needs to know of a treatment.</summary>
/// <param name="Key">Workspace-wide key, never reused; evidence follows it.</param>
/// <param name="ActionKey">Key of its action.</param>
/// <param name="GroupKey">Key of its group, whose mean rate is the prior where no starting propensity is given.</param>
/// <param name="ChannelKey">Key of its channel.</param>
/// <param name="StartingPropensity">The marketer's guess, in (0, 1); null = the group's mean rate.</param>
/// <param name="HalfLife">Time in which evidence loses half of its weight, above 0; usually 60 days.</param>
public sealed record TreatmentInfo(int Key, int ActionKey, int GroupKey, int ChannelKey, double? StartingPropensity, TimeSpan HalfLife)
{
    /// <summary>The imported model that it takes its propensity from; null for most.</summary>
    public ImportedScore? Imported { get; init; }
}
