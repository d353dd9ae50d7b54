using NbaStudio.Api.Values;
using NbaStudio.Engine.Decisions;

namespace NbaStudio.Api.Decisions;

/// <summary>The record of a decision: what it knew and what it came to.</summary>
/// <param name="CustomerId">The customer's primary id; absent when the customer was erased.</param>
/// <param name="Trigger">Name of the trigger that called for it; absent for a request.</param>
/// <param name="ModelVersion">Journal position of the last response that the models had learned.</param>
/// <param name="Seed">Seed of every draw, in hexadecimal.</param>
/// <param name="Inputs">Every input by its name, as it was; null = missing.</param>
/// <param name="Masked">Inputs about sensitive attributes that are left out, because the caller lacks the scope sensitive. Absent where nothing is left out.</param>
/// <param name="Candidates">The best that reached arbitration, and everything chosen, by priority.</param>
public sealed record RecordAnswer(
    string DecisionId, string? CustomerId, DateTimeOffset Time, int Revision, string? Trigger, string Language, string TimeZone, ArmAnswer Arm, long ModelVersion, string Seed,
    bool Simulated, IReadOnlyDictionary<string, ApiValue?> Inputs, IReadOnlyList<SlotAnswer> Positions, OutcomeOfRun Outcome,
    IReadOnlyList<RankedAnswer> Candidates, TimingsAnswer Timings, IReadOnlyList<string>? Masked = null);

/// <summary>How chance or a control group treated the decision.</summary>
public sealed record ArmAnswer(bool HoldOutAll, IReadOnlyList<string> HoldOutObjectives, bool RandomCheck);

/// <summary>A position that was asked for.</summary>
public sealed record SlotAnswer(IReadOnlyList<string> Channels, string Placement, int Position);

/// <summary>One candidate with its numbers.</summary>
public sealed record RankedAnswer(string Objective, string Action, string Treatment, string Channel, PipelineStage Stage, DropReason Reason, FactorsAnswer Factors);
