namespace NbaStudio.Engine.Simulation;

/// <summary>How likely an action is accepted, truly.</summary>
/// <param name="Action">Id of the action.</param>
/// <param name="Group">Id of its group.</param>
/// <param name="Base">Probability for an average customer in the app with nothing special going on, in (0, 1).</param>
/// <param name="Effects">Log odds for one unit of a trait.</param>
/// <param name="Interactions">Log odds for one unit of the product of two traits.</param>
public sealed record ActionTruth(
    string Action, string Group, double Base, IReadOnlyList<TraitEffect> Effects, IReadOnlyList<TraitInteraction> Interactions);

public readonly record struct TraitEffect(MarketTrait Trait, double Weight);

public readonly record struct TraitInteraction(MarketTrait First, MarketTrait Second, double Weight);
