using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.Serving.Census;

/// <summary>What a candidate fell at: the stage, the reason, and the item of the policy that holds the rule.</summary>
/// <param name="Item">objective, group, action, treatment, channel, contactPolicy or budget; empty where no item is to blame.</param>
/// <param name="Key">Key of the item; 0 where none is.</param>
public readonly record struct FallPoint(PipelineStage Stage, DropReason Reason, string Item, int Key);

/// <summary>Candidates that fell at one point.</summary>
/// <param name="Candidates">How many.</param>
/// <param name="Decisions">In how many decisions.</param>
public sealed record FunnelLoss(FallPoint At, long Candidates, int Decisions);
