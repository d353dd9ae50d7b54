using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Wording;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Changes and revisions as the Publish page shows and moves them. Thread safe.</summary>
public interface IChangeBoard
{
    /// <summary>All changes and revisions, newest first.</summary>
    Task<BoardView> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>A change on the newest revision, in words; null when there is none.</summary>
    [Needs(Scopes.Read)]
    Task<ChangeDetail?> ReadChangeAsync(string change, string language, Caller who, CancellationToken cancellationToken = default);

    /// <summary>What the change would turn, as far as it was looked; ends at once where there is no change that can be compiled.</summary>
    /// <param name="who">Needs the scope read.</param>
    [Needs(Scopes.Read)]
    IAsyncEnumerable<EffectView> ReadEffectAsync(string change, EffectOf of, string language, Caller who, CancellationToken cancellationToken = default);

    /// <summary>The comparison of the change's edits with the policy in force, if it was made to its end before; null = it was not, or it is no longer kept.</summary>
    /// <param name="who">Needs the scope read; counts as having looked at it.</param>
    [Needs(Scopes.Read)]
    Task<EffectView?> FindEffectAsync(string change, EffectOf of, string language, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Somebody has seen what the comparison of these edits with the policy in force warns of, as it was shown to them: until then they cannot approve them.</summary>
    /// <param name="seenHash">Hash of the edits that were shown.</param>
    /// <param name="who">Needs the scope publish.</param>
    [Needs(Scopes.Publish)]
    Task SeeWarningsAsync(string change, string seenHash, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Changes that are not published yet and edit an item, those edited last first.</summary>
    Task<IReadOnlyList<ItemTouch>> ReadTouchesAsync(string kind, string id, CancellationToken cancellationToken = default);

    /// <summary>A revision and what it changed, in words; null when there is none.</summary>
    Task<RevisionDetail?> ReadRevisionAsync(int revision, string language, CancellationToken cancellationToken = default);

    /// <summary>Takes the change a step further or back.</summary>
    /// <param name="seenHash">Hash of the edits that were shown; an approval is for these, and nothing else is published.</param>
    /// <param name="who">Needs the scope design, to approve and publish the scope publish.</param>
    [Needs(Scopes.Design)]
    Task<BoardResult> MoveAsync(string change, ChangeMove move, string seenHash, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Decides about an edit in conflict, or takes an edit out of the change.</summary>
    /// <param name="mine">Whether the edit stands; else what is published.</param>
    [Needs(Scopes.Design)]
    Task<BoardResult> ResolveAsync(string change, string kind, string id, bool mine, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Publishes the content of an older revision as the next one.</summary>
    [Needs(Scopes.Publish)]
    Task<BoardResult> RollBackAsync(int revision, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Takes a policy file in as a change.</summary>
    [Needs(Scopes.Design)]
    Task<BoardResult> ImportAsync(ReadOnlyMemory<byte> utf8, string name, Caller who, CancellationToken cancellationToken = default);

    /// <summary>The document of a revision in canonical form; null when there is none.</summary>
    Task<byte[]?> ExportAsync(int revision, CancellationToken cancellationToken = default);
}

/// <summary>What a change is tried on.</summary>
public enum EffectOf : byte
{
    /// <summary>The latest decisions, decided again from their records.</summary>
    Decisions,

    /// <summary>Customers as they stand now, on every channel, whether or not anything was decided for them.</summary>
    Customers,
}

/// <summary>What a person does to a change.</summary>
public enum ChangeMove : byte { Submit, Approve, Publish, Withdraw, Drop, Restore }

/// <summary>How far a change has come, as pages show it.</summary>
public enum ChangeStage : byte { Open, Submitted, Approved, Published, Dropped, OnTrial }

/// <summary>All changes and revisions.</summary>
public sealed record BoardView(IReadOnlyList<ChangeSummary> Changes, IReadOnlyList<RevisionSummary> Revisions);

/// <summary>One change in the list.</summary>
/// <param name="Edits">How many items it edits.</param>
/// <param name="PublishedAs">Number of the revision that it became; null before.</param>
public sealed record ChangeSummary(
    string Id, string Name, ChangeStage Stage, int Edits, string Author, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string? SubmittedBy, string? ApprovedBy, int? PublishedAs);

/// <summary>One revision in the history.</summary>
public sealed record RevisionSummary(int Number, DateTimeOffset Time, string Author, string Note, bool InForce);

/// <summary>A change on the newest revision.</summary>
/// <param name="Revision">The newest revision.</param>
/// <param name="Hash">Hash of its edits.</param>
/// <param name="IsValid">No errors and no conflicts.</param>
/// <param name="IsOnlyApprover">Exactly one may approve, so that the step may be skipped.</param>
/// <param name="MayApprove">Whether the one who looks may approve it.</param>
/// <param name="Objectives">Id and name of the objectives that differences belong to, in the document's order.</param>
public sealed record ChangeDetail(
    ChangeSummary Change, int Revision, string Hash, bool IsValid, bool IsOnlyApprover, bool MayApprove, IReadOnlyList<ChangeNote> Errors, IReadOnlyList<ChangeNote> Warnings,
    IReadOnlyList<DifferenceText> Differences, IReadOnlyList<(string Id, string Name)> Objectives, IReadOnlyList<ConflictView> Conflicts);

/// <summary>Decisions that a change would turn.</summary>
/// <param name="Effect">The figures.</param>
/// <param name="Actions">Names of the actions in <see cref="ChangeEffect.Actions"/>, in their order.</param>
/// <param name="Flips">Names in <see cref="ChangeEffect.Flips"/>: from and to, null = silence; and the code of the reason, null where none is known.</param>
public sealed record EffectView(ChangeEffect Effect, IReadOnlyList<string> Actions, IReadOnlyList<(string? From, string? To, string? Reason)> Flips)
{
    /// <summary>Names of the attributes whose fairness is watched, in the order of <see cref="ChangeEffect.Fairness"/>.</summary>
    public IReadOnlyList<string> Watched { get; init; } = [];

    /// <summary>Names of the inputs in <see cref="ChangeEffect.Missing"/>, in their order.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Id and name of the budgets in <see cref="ChangeEffect.Budgets"/>, in their order.</summary>
    public IReadOnlyList<(string Id, string Name)> Budgets { get; init; } = [];

    /// <summary>What the change was tried on.</summary>
    public EffectOf Of { get; init; }

    /// <summary>When the comparison was made to its end, by the hub's clock; null while it is not.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Names of the attributes whose limits the change would break.</summary>
    public IReadOnlyList<string> Broken => [.. Effect.Fairness.Zip(Watched).Where(f => f.First.IsBroken).Select(f => f.Second).Distinct()];

    /// <summary>Whether the reader has said that they saw all of <see cref="Broken"/>.</summary>
    public bool WarningsSeen { get; init; }
}

/// <summary>An edit that somebody has to decide about.</summary>
/// <param name="Theirs">What others changed, in words; null where they removed it.</param>
/// <param name="Mine">What the change changes, in words; null where it deletes the item.</param>
public sealed record ConflictView(string Kind, string Id, PolicyConflictReason Reason, IReadOnlyList<DifferenceLine>? Theirs, IReadOnlyList<DifferenceLine>? Mine);

/// <summary>A revision and what it changed.</summary>
public sealed record RevisionDetail(RevisionSummary Revision, IReadOnlyList<DifferenceText> Differences, IReadOnlyList<(string Id, string Name)> Objectives);

/// <summary>What a step came to.</summary>
/// <param name="Done">Whether it was done; else nothing was changed.</param>
/// <param name="Notes">Why not, or warnings.</param>
/// <param name="Revision">The revision that it made; null where it made none.</param>
/// <param name="Change">The change that it made; null where it made none.</param>
public sealed record BoardResult(bool Done, IReadOnlyList<ChangeNote> Notes, int? Revision = null, string? Change = null);
