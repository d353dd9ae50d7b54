using NbaStudio.Api.Values;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Api.Decisions;

/// <summary>"What should these placements show to this customer now?"</summary>
/// <param name="CustomerId">Any id of the customer.</param>
/// <param name="Channel">Channel id of the policy.</param>
/// <param name="RequestId">The same id gets the recorded decision again.</param>
/// <param name="Placements">In order of importance, at most 20 positions in all; absent where the channel has none.</param>
/// <param name="Context">Values of the moment, read as context.name.</param>
/// <param name="Explain">Whether to say why, for every candidate.</param>
/// <param name="Language">Language of the explanation: en or ja.</param>
public sealed record DecisionBody(
    string CustomerId, string Channel, string? RequestId = null, IReadOnlyList<PlacementBody>? Placements = null, IReadOnlyDictionary<string, ApiValue?>? Context = null,
    bool Explain = false, string? Language = null);

/// <param name="Name">A placement of the channel.</param>
/// <param name="Count">Positions in it.</param>
public sealed record PlacementBody(string Name, int Count = 1);

/// <summary>What was decided, and recorded.</summary>
/// <param name="Revision">Revision of the policy that decided; absent for browsers.</param>
/// <param name="Silence">Why nothing is said; absent when something is.</param>
/// <param name="Timings">Microseconds per step; absent for browsers.</param>
/// <param name="FromRecord">Whether an earlier decision was given again.</param>
public sealed record DecisionAnswer(
    string DecisionId, string CustomerId, int? Revision, DateTimeOffset Time, SilenceAnswer? Silence, IReadOnlyList<ActionAnswer> Actions, TimingsAnswer? Timings,
    bool FromRecord, ExplanationAnswer? Explanation = null);

/// <summary>Microseconds of real time.</summary>
/// <param name="Detect">From the request or event until a decision was called for.</param>
/// <param name="Data">Reading what is known of the customer.</param>
/// <param name="Commit">Until decision and effects were durable. Absent in a record, which is part of that commit, and in an answer that was rebuilt from one.</param>
/// <param name="Total">The sum of those that are there.</param>
public sealed record TimingsAnswer(int Detect, int Data, int Decide, int? Commit, int Total);

/// <summary>Silence is a result.</summary>
/// <param name="Code">noCandidates, noneAllowed, belowThreshold, holdOut or quietHours.</param>
public sealed record SilenceAnswer(string Code, string? Reason, double? BestPriority, double? Threshold);

/// <summary>One filled position. priority = propensity x contextWeight x value x lever (weighted) - price. Browsers get no numbers.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="Propensity">P, in (0, 1).</param>
/// <param name="ContextWeight">C; neutral 1.</param>
/// <param name="Value">V, in the workspace's currency.</param>
/// <param name="Lever">L; neutral 1.</param>
/// <param name="Price">Budget prices and the channel's cost per contact.</param>
/// <param name="Probability">How likely it was to be chosen for its position.</param>
/// <param name="TrackingToken">For outcomes; absent in previews.</param>
public sealed record ActionAnswer(
    int Rank, string Placement, string Channel, string Objective, string Group, string Action, string Treatment, RenderedContent Content,
    double? Propensity, double? ContextWeight, double? Value, double? Lever, double? Price, double? Priority, double? Probability, string? TrackingToken);

/// <summary>A decision that was not made: nothing was recorded, reserved or sent.</summary>
public sealed record PreviewAnswer(
    string CustomerId, string Channel, int Revision, DateTimeOffset At, SilenceAnswer? Silence, IReadOnlyList<ActionAnswer> Actions, ExplanationAnswer Explanation);

/// <summary>Why, in plain words.</summary>
/// <param name="Candidates">Chosen first, then by priority, then by how far they got.</param>
/// <param name="Incomplete">Live numbers that did not count everything in their window; absent where all did.</param>
public sealed record ExplanationAnswer(string Language, string Headline, IReadOnlyList<CandidateAnswer> Candidates, IReadOnlyList<IncompleteInput>? Incomplete = null);

/// <summary>Why one candidate won or lost.</summary>
/// <param name="WouldWin">The smallest change that would make it win.</param>
/// <param name="FreeAt">When the contact rule that stopped it lets it through again.</param>
/// <param name="Rule">Name of the named condition that it failed, where there is one.</param>
/// <param name="RuleText">The condition that it failed, as the policy says it.</param>
/// <param name="ImportedModel">Name of the imported model that gave the propensity; absent where it is from elsewhere.</param>
/// <param name="ImportedModelHeldBack">Name of the imported model that had an answer and was not believed, because it is not calibrated; absent for most.</param>
public sealed record CandidateAnswer(
    string Objective, string Action, string ActionLabel, string Channel, string ChannelLabel, int TreatmentKey, PipelineStage Stage, DropReason Reason, string Sentence,
    string? WouldWin, FactorsAnswer? Factors, double? LeverNeeded, double? ValueNeeded, double? PropensityNeeded, DateTimeOffset? FreeAt,
    string? Rule, string? RuleText, string? ImportedModel = null, string? ImportedModelHeldBack = null);

/// <summary>The numbers of a candidate, as far as it got.</summary>
/// <param name="Evidence">Responses that the propensity rests on.</param>
/// <param name="PropensityInterval">One standard deviation of the log odds to either side of the propensity; absent where it is not known or was set by hand.</param>
/// <param name="Heads">What the value is made of, the primary head first; absent where the treatment has only that.</param>
public sealed record FactorsAnswer(
    double? Propensity, double? ContextWeight, double? Value, double? UncappedValue, double? Lever, double? Price, double? Priority,
    double? Probability, long Evidence, PropensitySource Source, IntervalAnswer? PropensityInterval = null,
    IReadOnlyList<HeadAnswer>? Heads = null);

/// <summary>One head of a candidate.</summary>
/// <param name="Propensity">Chance that it happens, in [0, 1].</param>
/// <param name="Value">Money if it happens; 0 or less for harm.</param>
public sealed record HeadAnswer(HeadKind Kind, double Propensity, double Value);

/// <summary>A range of probabilities, both ends in (0, 1).</summary>
public sealed record IntervalAnswer(double Low, double High);
