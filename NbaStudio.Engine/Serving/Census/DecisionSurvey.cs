namespace NbaStudio.Engine.Serving.Census;

/// <summary>What became of the candidates of the latest decisions, as far as it was looked.</summary>
/// <param name="Decisions">Decisions looked at so far.</param>
/// <param name="LeftOut">Not looked at: the record, or its revision, is not kept any more.</param>
/// <param name="Sample">Decisions of the sample.</param>
/// <param name="Since">Time of the oldest one looked at; null = none.</param>
/// <param name="Candidates">Candidates of all.</param>
/// <param name="Chosen">Those that were chosen.</param>
/// <param name="Losses">Where the others fell, the most first.</param>
/// <param name="Actions">How every action of the policy in force fared, in its order.</param>
/// <param name="Gaps">Whom nothing is left for.</param>
/// <param name="Exploration">What exploring cost and bought.</param>
/// <param name="Fairness">How alike customers are treated, by what the policy in force watches.</param>
/// <param name="IsComplete">Whether the whole sample was looked at.</param>
public sealed record DecisionSurvey(
    int Decisions, int LeftOut, int Sample, DateTimeOffset? Since, long Candidates, long Chosen, IReadOnlyList<FunnelLoss> Losses, IReadOnlyList<ActionFate> Actions, CustomerGaps Gaps,
    ExplorationCost Exploration, IReadOnlyList<FairnessLine> Fairness, bool IsComplete);
