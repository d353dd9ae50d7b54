using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Engine.Decisions;

/// <summary>What became of one candidate.</summary>
/// <param name="Treatment">Index of the treatment in the revision's snapshot.</param>
/// <param name="TreatmentKey">Key of the treatment.</param>
/// <param name="Stage">Where it fell out; Chosen when it fills a slot.</param>
/// <param name="Reason">Why it fell out.</param>
/// <param name="Detail">Index of the contact rule or budget, -1 where there is none.</param>
/// <param name="Propensity">P of the primary head in [1e-5, 1-1e-5]; NaN when it was not reached.</param>
/// <param name="Context">C, product of the context weights that hold.</param>
/// <param name="Value">V in money after the cap; with further heads what all are worth together, divided by P.</param>
/// <param name="UncappedValue">V before the cap of the action.</param>
/// <param name="Lever">L, product of the levers.</param>
/// <param name="Price">Prices of scarce resources plus the channel's cost per contact.</param>
/// <param name="Priority">Weighted P x C x V x L less the price; NaN when not reached.</param>
/// <param name="Probability">Probability of being chosen for slot 1 given the arm; NaN when not reached.</param>
/// <param name="Evidence">Responses that the propensity rests on.</param>
/// <param name="Source">Where the propensity comes from.</param>
/// <param name="Spread">Standard deviation of the propensity's log odds; 0 = certain, or not known.</param>
public readonly record struct CandidateResult(
    int Treatment, int TreatmentKey, PipelineStage Stage, DropReason Reason, int Detail,
    double Propensity, double Context, double Value, double UncappedValue, double Lever, double Price, double Priority, double Probability,
    long Evidence, PropensitySource Source, double Spread)
{
    /// <summary>All heads, the primary one first; empty where it has only that, or V was not reached.</summary>
    public HeadFactors Heads { get; init; }

    /// <summary>How far P may be off, one standard deviation of its log odds to either side; null where that is not known: not reached, set by hand, or recorded without.</summary>
    public ConfidenceInterval? Interval() => Propensity is > 0 and < 1 && Spread > 0 ? PropensityInterval.Of(Propensity, Spread) : null;
}

/// <summary>Where a propensity comes from.</summary>
public enum PropensitySource : byte
{
    StartingPropensity,
    BaseRate,
    Model,
    Override,

    /// <summary>An imported model, as the action says.</summary>
    Imported,
}
