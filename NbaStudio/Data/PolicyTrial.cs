using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Data;

/// <summary>How a trial stands. Published: everyone has it since.</summary>
public enum TrialState { Running, Published, Withdrawn }

/// <summary>A change that decides for a share of customers, beside the policy in force.</summary>
/// <param name="Id">Number of its first revision.</param>
/// <param name="ChangeId">The change; nobody edits it while the trial runs.</param>
/// <param name="Name">Name of the change.</param>
/// <param name="Revision">The revision that decides for its customers: a later one than <paramref name="Id"/> once others published meanwhile.</param>
/// <param name="Share">Of the customers, in [0.01, 0.5].</param>
/// <param name="SharedSince">From when on the share is what it is.</param>
/// <param name="Who">Who began it.</param>
/// <param name="EndedBy">Who ended it; null while it runs.</param>
/// <param name="Note">Why it ended where nobody withdrew it by hand: conflict, issues, pause, watch or start; null for the rest.</param>
public sealed record PolicyTrial(
    int Id, string ChangeId, string Name, int Revision, double Share, DateTimeOffset Since, DateTimeOffset SharedSince, string Who, TrialState State, DateTimeOffset? EndedAt,
    string? EndedBy, string? Note)
{
    /// <summary>For which customers it decides.</summary>
    public TrialDraw ToDraw() => new(Id, Revision, Share);
}

/// <summary>What becomes of the running trial in the step that publishes something to everyone.</summary>
/// <param name="Trial">Its id.</param>
/// <param name="Time">When, by the hub's clock.</param>
/// <param name="Items">The trial brought onto what is published, as the revision after it; null = it ends.</param>
/// <param name="Note">Why it ends; null where it goes on, or is itself what is published.</param>
public sealed record TrialStep(int Trial, DateTimeOffset Time, IReadOnlyList<StoredItem>? Items = null, string? Note = null);
