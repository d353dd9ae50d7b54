namespace NbaStudio.Engine.Decisions.Explanations;

/// <summary>Why a decision came out as it did, in plain words.</summary>
/// <param name="Headline">One sentence that could be read aloud.</param>
/// <param name="Candidates">Everyone who took part: chosen first, then by priority, then by how far they got.</param>
public sealed record DecisionExplanation(string Headline, IReadOnlyList<CandidateExplanation> Candidates)
{
    /// <summary>Live numbers that did not count everything in their window, because they were added after events had left the journal.</summary>
    public IReadOnlyList<IncompleteInput> Incomplete { get; init; } = [];
}

/// <summary>A live number that is complete only from an instant on.</summary>
/// <param name="Name">Its name, in the language of the explanation.</param>
public sealed record IncompleteInput(string Name, DateTimeOffset From);

/// <summary>Why one candidate won or lost, and what would change that.</summary>
/// <param name="Sentence">The reason, with the numbers that decided.</param>
/// <param name="WouldWin">The smallest change that would make it win; null when it won or no single change would.</param>
/// <param name="Factors">P, C, V, L and priority where it got that far.</param>
/// <param name="LeverNeeded">Product of levers that would make it win; null when none would.</param>
/// <param name="ValueNeeded">Value in money that would make it win.</param>
/// <param name="PropensityNeeded">Propensity that would make it win.</param>
/// <param name="FreeAt">When the contact rule that stopped it lets it through again, if nothing else happens.</param>
/// <param name="Rule">Name of the named condition that it failed; null where no rule stopped it or the rule has no name.</param>
/// <param name="RuleText">The condition that it failed, as the policy says it; null where no rule stopped it.</param>
/// <param name="Heads">What V is made of: the chance and money of each head; null where it has one only.</param>
public sealed record CandidateExplanation(
    int TreatmentKey, string Objective, string Action, string ActionLabel, string Channel, string ChannelLabel, PipelineStage Stage, DropReason Reason, string Sentence,
    string? WouldWin, CandidateResult? Factors, double? LeverNeeded, double? ValueNeeded, double? PropensityNeeded, DateTimeOffset? FreeAt,
    string? Rule = null, string? RuleText = null, string? Heads = null)
{
    /// <summary>Name of the imported model that gave P, in the language of the explanation; null where P is from elsewhere.</summary>
    public string? ImportedModel { get; init; }

    /// <summary>Name of the imported model that had an answer and was not believed, because its calibration gate is closed; null for most.</summary>
    public string? ImportedModelHeldBack { get; init; }
}
