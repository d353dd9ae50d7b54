namespace NbaStudio.Engine.Propensity;

/// <summary>Where a served propensity comes from.</summary>
public enum EvidenceSource : byte
{
    /// <summary>No response yet: the marketer's guess or the group's mean rate.</summary>
    StartingPropensity,

    /// <summary>The treatment's smoothed rate, the same for every customer.</summary>
    BaseRate,

    /// <summary>The calibrated score of this customer from the treatment's own counts.</summary>
    Model,

    /// <summary>The pooled model, which learns from all treatments.</summary>
    Pooled,
}
