using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Decides recorded decisions again: as they were, with today's policy, or with a change.</summary>
public interface IReplayDesk
{
    /// <summary>Decides again from the record, without side effects. Values of sensitive attributes are kept from whoever lacks the scope sensitive.</summary>
    /// <param name="under">Which policy decides.</param>
    /// <param name="language">en or ja.</param>
    [Needs(Scopes.Read)]
    Task<ReplayView> ReplayAsync(string decisionId, ReplayUnder under, string language, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>Which policy decides in a replay.</summary>
/// <param name="With">The record's own, today's, or a change.</param>
/// <param name="Change">Id of the change; null for the others.</param>
public sealed record ReplayUnder(ReplayWith With = ReplayWith.Own, string? Change = null);

public enum ReplayWith : byte { Own, Today, Change }

/// <summary>What came out of a replay.</summary>
/// <param name="Identical">The same treatments fill the same positions with the same priorities.</param>
/// <param name="Sentence">What came out, or why it cannot, in the reader's language.</param>
public sealed record ReplayView(bool Identical, string Sentence)
{
    /// <summary>What another policy makes of it; null under the record's own, and where it cannot be told.</summary>
    public ReplayComparison? Comparison { get; init; }
}

/// <summary>A recorded decision beside what another policy makes of it.</summary>
/// <param name="Name">Name of the change; null = today's policy.</param>
/// <param name="Revision">Revision that decided then.</param>
/// <param name="OtherRevision">Today's; for a change the one that it stands on.</param>
/// <param name="Slots">What fills each position.</param>
/// <param name="Differences">Candidates that fare otherwise: chosen ones first, then those with another fate, then those with other numbers.</param>
/// <param name="Missing">Names of inputs that the other policy reads and the record does not have: they were missing values.</param>
public sealed record ReplayComparison(string? Name, int Revision, int OtherRevision, IReadOnlyList<ReplaySlot> Slots, IReadOnlyList<ReplayDifference> Differences, IReadOnlyList<string> Missing)
{
    /// <summary>Whether the same treatments fill the same positions, be it with other numbers.</summary>
    public bool IsSameChoice => Slots.All(slot => slot.IsSame);

    /// <summary>Why nothing at all was said then; null when something was.</summary>
    public string? RecordedSilence { get; init; }

    /// <summary>Why nothing at all would be said; null when something would.</summary>
    public string? ReplayedSilence { get; init; }
}

/// <summary>One position that was asked for.</summary>
/// <param name="Place">Its placement; null for a message.</param>
/// <param name="Position">From 1 within the placement.</param>
/// <param name="Recorded">What filled it; null = nothing.</param>
/// <param name="Replayed">What would; null = nothing.</param>
public sealed record ReplaySlot(LocalizedText? Place, int Position, CandidateView? Recorded, CandidateView? Replayed)
{
    public bool IsSame => Recorded?.TreatmentId == Replayed?.TreatmentId;
}

/// <summary>A candidate on both sides; null = it takes no part there.</summary>
public sealed record ReplayDifference(CandidateView? Recorded, CandidateView? Replayed)
{
    public CandidateView Any => (Replayed ?? Recorded)!;
}
