namespace NbaStudio.Engine.Propensity;

/// <summary>The chance of one head that a decision used, carried to its response so that what was served can be judged. Immutable.</summary>
/// <param name="P">In [0, 1], in single precision: off by at most one part in ten million.</param>
/// <param name="By">Who said it.</param>
/// <param name="ModelVersion">Journal position of the last response that these models had learned; 0 before any.</param>
public readonly record struct ServedPropensity(float P, ServedBy By, long ModelVersion)
{
    /// <summary>Whether it is known what was served.</summary>
    public bool IsKnown => By != ServedBy.Unknown;

    /// <summary>What a model is to be judged by: what it said at the decision where it spoke, else what it says now, before it learns the response.</summary>
    /// <param name="by">The model.</param>
    /// <param name="now">What it says now, a probability.</param>
    public double Of(ServedBy by, double now) => By == by ? P : now;
}
