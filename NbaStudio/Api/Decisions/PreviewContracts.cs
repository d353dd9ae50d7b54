using NbaStudio.Api.Values;

namespace NbaStudio.Api.Decisions;

/// <summary>A decision that is only looked at.</summary>
/// <param name="At">Another time than now, within ten years.</param>
/// <param name="Overrides">What is changed for this look.</param>
public sealed record PreviewBody(
    string CustomerId, string Channel, IReadOnlyList<PlacementBody>? Placements = null, IReadOnlyDictionary<string, ApiValue?>? Context = null,
    DateTimeOffset? At = null, OverridesBody? Overrides = null, string? Language = null);

/// <summary>What a preview or replay changes.</summary>
/// <param name="Weights">Exponents of the four factors; absent ones are the policy's.</param>
/// <param name="SilenceThreshold">At least 0.</param>
/// <param name="Factors">Factors of single actions or treatments.</param>
public sealed record OverridesBody(WeightsBody? Weights = null, double? SilenceThreshold = null, IReadOnlyList<FactorBody>? Factors = null);

/// <summary>Each in [0, 2]; 1 = as it is, 0 = off.</summary>
public sealed record WeightsBody(double? P = null, double? C = null, double? V = null, double? L = null);

/// <summary>Replaces factors of one action or one treatment; absent factors stay as computed.</summary>
/// <param name="Action">Id of an action; either this or treatment.</param>
/// <param name="Treatment">Id of a treatment.</param>
/// <param name="Propensity">In (0, 1).</param>
/// <param name="ContextWeight">In [0, 10].</param>
/// <param name="Value">Money above 0.</param>
/// <param name="Lever">In [0, 10].</param>
public sealed record FactorBody(
    string? Action = null, string? Treatment = null, double? Propensity = null, double? ContextWeight = null, double? Value = null, double? Lever = null);

/// <summary>How to run a recorded decision again.</summary>
/// <param name="Policy">own (default) or current.</param>
/// <param name="Overrides">What is changed.</param>
/// <param name="Change">Id of a change: decide as it would make the policy. Instead of <paramref name="Policy"/>.</param>
public sealed record ReplayBody(ReplayPolicy Policy = ReplayPolicy.Own, OverridesBody? Overrides = null, string? Change = null);

/// <summary>Which policy decides in a replay.</summary>
public enum ReplayPolicy
{
    /// <summary>The revision that decided then.</summary>
    Own,

    /// <summary>The revision in force now.</summary>
    Current,
}

/// <summary>What came out of a replay.</summary>
/// <param name="Identical">Whether the same treatments fill the same positions with the same priorities, bit for bit.</param>
/// <param name="RecordedRevision">Revision that decided then.</param>
/// <param name="Revision">Revision that decided now; with a change the one that it stands on.</param>
/// <param name="Recorded">What was chosen then.</param>
/// <param name="Replayed">What is chosen now.</param>
/// <param name="MissingInputs">Inputs that the policy needs and the record does not have.</param>
/// <param name="Change">The change that it was decided with; absent without one.</param>
public sealed record ReplayAnswer(
    string DecisionId, bool Identical, int RecordedRevision, int Revision, OutcomeOfRun Recorded, OutcomeOfRun Replayed, IReadOnlyList<string> MissingInputs, string? Change = null);

/// <param name="Silence">Why nothing is said; absent when something is.</param>
public sealed record OutcomeOfRun(SilenceAnswer? Silence, IReadOnlyList<ChoiceAnswer> Choices);

/// <summary>One filled position.</summary>
/// <param name="Position">From 0, among the positions asked for.</param>
public sealed record ChoiceAnswer(int Position, string Placement, string Channel, string Objective, string Action, string Treatment, FactorsAnswer Factors, double? Probability);
