using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving;

/// <summary>A further head of a treatment, as the learner is told of it.</summary>
/// <param name="StartingPropensity">In (0, 1); null = the group's mean rate.</param>
public readonly record struct FurtherHead(HeadKind Kind, int TreatmentKey, double? StartingPropensity);
