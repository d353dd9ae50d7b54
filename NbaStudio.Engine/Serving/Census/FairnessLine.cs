using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Serving.Census;

/// <summary>How alike customers with one value of an attribute are treated beside all others. Each customer counts once, by the newest decision; those held out of everything are left out.</summary>
/// <param name="Attribute">Name of the attribute.</param>
/// <param name="MeanValue">Whether the mean value of what is offered is compared, else how often something is said at all.</param>
/// <param name="Low">Lowest ratio that the policy allows.</param>
/// <param name="High">Highest ratio that it allows.</param>
/// <param name="Groups">By value, or by range of a number; those of the most customers first.</param>
/// <param name="Unknown">Customers whose value is not known.</param>
public sealed record FairnessLine(string Attribute, bool MeanValue, double Low, double High, IReadOnlyList<FairnessGroup> Groups, int Unknown)
{
    /// <summary>Customers under which nothing is said, in the group and among the others.</summary>
    public const int FewestCustomers = 30;

    /// <summary>Whether any group lies outside the limits beyond chance.</summary>
    public bool IsBroken => Groups.Any(g => g.Verdict == FairnessVerdict.Outside);
}

/// <summary>One group.</summary>
/// <param name="Value">The text or yes-no value; missing for a range.</param>
/// <param name="From">Lower end of a range, inclusive; NaN where there is none.</param>
/// <param name="To">Upper end, exclusive; NaN where there is none.</param>
/// <param name="Spoken">Customers to whom something was said.</param>
/// <param name="Figure">Share of customers to whom something was said, or the mean value of what was.</param>
/// <param name="Ratio">The figure by that of all others; NaN with too few.</param>
/// <param name="Interval">95 % interval of the ratio; null with too few.</param>
public sealed record FairnessGroup(Value Value, double From, double To, int Customers, int Spoken, double Figure, double Ratio, ConfidenceInterval? Interval, FairnessVerdict Verdict);

/// <summary>What the data say of a group and its limits.</summary>
public enum FairnessVerdict : byte
{
    /// <summary>Too few customers in it or beside it.</summary>
    TooFew,

    /// <summary>The ratio is within the limits.</summary>
    Within,

    /// <summary>The ratio is outside, and chance may explain it.</summary>
    MayBeOutside,

    /// <summary>Outside, beyond chance.</summary>
    Outside,
}
