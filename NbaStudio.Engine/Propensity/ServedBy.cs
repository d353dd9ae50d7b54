namespace NbaStudio.Engine.Propensity;

/// <summary>Who said the propensity that a decision used. Numbers are stored: never change or reuse one.</summary>
public enum ServedBy : byte
{
    /// <summary>Not known: decided before it was noted, or not by this hub's models.</summary>
    Unknown = 0,

    /// <summary>The marketer's guess or the group's mean rate, before any response.</summary>
    StartingPropensity = 1,

    /// <summary>The treatment's smoothed rate, the same for every customer.</summary>
    BaseRate = 2,

    /// <summary>The treatment's own counts.</summary>
    Counts = 3,

    /// <summary>The pooled model.</summary>
    Pooled = 4,

    /// <summary>An imported model.</summary>
    Imported = 5,
}
