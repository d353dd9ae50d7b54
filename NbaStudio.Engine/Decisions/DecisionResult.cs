using System.Runtime.InteropServices;

namespace NbaStudio.Engine.Decisions;

/// <summary>What a decision came to. Immutable.</summary>
public sealed record DecisionResult
{
    /// <summary>By slot of the request: index into <see cref="Ranked"/>, or -1 when empty.</summary>
    public required IReadOnlyList<int> Filled { get; init; }

    /// <summary>Probability with which each slot got what it got, given the arm; NaN where empty.</summary>
    public required IReadOnlyList<double> SlotProbability { get; init; }

    /// <summary>The best 32 that reached arbitration, by priority, then whatever else the choice depended on: chosen, in the shortlist, or in a slot for another first choice.</summary>
    public required IReadOnlyList<CandidateResult> Ranked { get; init; }

    /// <summary>Priority of the 33rd; NaN when there is none.</summary>
    public required double NextPriority { get; init; }

    /// <summary>Stage and reason of every treatment of the revision, in snapshot order.</summary>
    public required IReadOnlyList<CandidateFate> Fates { get; init; }

    /// <summary>Why nothing was said; null when at least one slot is filled.</summary>
    public SilenceReason? Silence { get; init; }

    /// <summary>When quiet hours end for the earliest channel that would only wait; 0 = nothing waits.</summary>
    public long HoldUntil { get; init; }

    public bool IsSilence => Silence is not null;
}

/// <summary>One byte stage, one byte reason and the index of the rule, per treatment.</summary>
/// <remarks>In one word: written in parts and read as a whole, it would make the processor wait for each of thousands.</remarks>
public readonly record struct CandidateFate
{
    private readonly uint _packed;

    public CandidateFate(PipelineStage stage, DropReason reason, short detail) => _packed = (byte)stage | ((uint)(byte)reason << 8) | ((uint)(ushort)detail << 16);

    public PipelineStage Stage => (PipelineStage)(byte)_packed;

    public DropReason Reason => (DropReason)(byte)(_packed >> 8);

    public short Detail => (short)(_packed >> 16);

    public bool IsCandidate => Stage != PipelineStage.NotCandidate;
}

/// <summary>Silence is a result with a reason.</summary>
/// <param name="Code">What kept us silent.</param>
/// <param name="BestPriority">Highest priority among those that could have been chosen but for the threshold (or the minimum propensity); NaN when there were none.</param>
/// <param name="Threshold">The silence threshold in force.</param>
public sealed record SilenceReason(SilenceCode Code, double BestPriority, double Threshold);

/// <summary>Kinds of silence. Recorded: never renumber.</summary>
public enum SilenceCode : byte
{
    /// <summary>No treatment is active for what was asked.</summary>
    NoCandidates = 1,
    /// <summary>Every candidate fell out before it was scored.</summary>
    NoneAllowed = 2,
    /// <summary>The best priority is not above the threshold.</summary>
    BelowThreshold = 3,
    /// <summary>The customer is in the hold-out.</summary>
    HoldOut = 4,
    /// <summary>Quiet hours: decided again when they end.</summary>
    QuietHours = 5,
    /// <summary>The chance of an answer is below the minimum propensity for all that were scored.</summary>
    BelowMinimumPropensity = 6,
}
