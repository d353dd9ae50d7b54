using System.Text.Json;
using System.Text.Json.Serialization;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Api.Policies;

/// <summary>A version of the policy that was published.</summary>
/// <param name="ContentHash">SHA-256 of its content: equal content has an equal hash.</param>
/// <param name="InForce">Whether it decides now.</param>
public sealed record RevisionAnswer(int Number, DateTimeOffset Time, string Author, string Note, string ContentHash, bool InForce);

/// <summary>A named set of edits of items.</summary>
/// <param name="BaseRevision">The newest revision when it was made.</param>
/// <param name="Edits">How many items it edits.</param>
/// <param name="SubmittedBy">Who submitted it; absent while it is open.</param>
/// <param name="ApprovedBy">Who approved it; absent while nobody has, and again after an edit.</param>
/// <param name="ApprovedHash">Hash of the edits that were approved.</param>
/// <param name="PublishedAs">Number of the revision that it became.</param>
public sealed record ChangeAnswer(
    string Id, string Name, int BaseRevision, ChangeState State, int Edits, string Author, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    string? SubmittedBy, string? ApprovedBy, string? ApprovedHash, int? PublishedAs);

/// <summary>What a change would do on the newest revision.</summary>
/// <param name="Valid">Whether it can be published: no errors, no conflicts.</param>
/// <param name="Issues">Errors, which block publishing, and warnings.</param>
/// <param name="Differences">What would differ from the newest revision; edits in conflict are left out.</param>
/// <param name="Revision">The newest revision; 0 before the first.</param>
/// <param name="ContentHash">Hash of the edits: what an approval names.</param>
/// <param name="Conflicts">Edits that somebody has to decide about before it can be published.</param>
public sealed record ChangeReview(
    ChangeAnswer Change, bool Valid, IReadOnlyList<IssueAnswer> Issues, IReadOnlyList<ItemDifference> Differences, int Revision, string ContentHash, IReadOnlyList<ConflictAnswer> Conflicts);

/// <summary>The name of a new change.</summary>
/// <param name="Name">1 to 200 characters.</param>
public sealed record NewChange(string Name);

/// <summary>What an approval says yes to.</summary>
/// <param name="ContentHash">As the review that was looked at says it.</param>
public sealed record ApprovalRequest(string ContentHash);

/// <summary>Decisions about edits.</summary>
/// <param name="Items">At least one.</param>
public sealed record ResolveRequest(IReadOnlyList<Resolution> Items);

/// <summary>What is to rest at once: exactly one of them.</summary>
/// <param name="Action">Id of an action.</param>
/// <param name="Channel">Id of a channel.</param>
/// <param name="Objective">Id of an objective; everything under it rests too.</param>
/// <param name="Group">Id of a group; likewise.</param>
/// <param name="Treatment">Id of a treatment.</param>
public sealed record PauseRequest(string? Action = null, string? Channel = null, string? Objective = null, string? Group = null, string? Treatment = null);

/// <summary>An edit that does not fit the newest revision by itself. A side is absent where the item is not there.</summary>
/// <param name="Base">As the author saw it.</param>
/// <param name="Theirs">As it is in the newest revision.</param>
/// <param name="Mine">As the change wants it.</param>
public sealed record ConflictAnswer(string Kind, string Id, PolicyConflictReason Reason, string Message, JsonElement? Base, JsonElement? Theirs, JsonElement? Mine);

/// <summary>One item as a change has it.</summary>
/// <param name="Parent">Id of the objective, group or action that it belongs under.</param>
/// <param name="Position">Place among its siblings, from 0.</param>
/// <param name="Edited">Whether the change edits it.</param>
/// <param name="Item">The item without what hangs under it.</param>
public sealed record ItemAnswer(string Kind, string Id, string? Parent, int Position, bool Edited, JsonElement Item);

/// <summary>One thing that is wrong, or looks wrong, in a policy.</summary>
/// <param name="Code">Stable name for programs.</param>
/// <param name="Path">Place in the document.</param>
/// <param name="Allowed">What to write instead, where one thing is likely.</param>
public sealed record IssueAnswer(IssueSeverity Severity, string Code, string Path, string Message, string? Allowed)
{
    /// <summary>The same as the check found it: pages say it in the reader's language.</summary>
    [JsonIgnore]
    internal PolicyIssue? Issue { get; init; }
}

/// <summary>What differs between two revisions, item by item.</summary>
public sealed record DiffAnswer(int From, int To, IReadOnlyList<ItemDifference> Differences);

/// <summary>One item that differs.</summary>
/// <param name="PreviousId">Its id before, when it was renamed.</param>
/// <param name="Words">The same in words, a line for each thing that differs; in English, or in the language that was asked for.</param>
public sealed record ItemDifference(
    string Kind, string Id, int? Key, PolicyDifferenceKind Difference, string? PreviousId, IReadOnlyList<FieldDifference> Fields, IReadOnlyList<string> Words);

/// <summary>One field that differs; a side is absent where the field is not written or the default.</summary>
public sealed record FieldDifference(string Field, JsonElement? Before, JsonElement? After);

/// <summary>What publishing came to.</summary>
/// <param name="Warnings">What looks wrong and did not block.</param>
/// <param name="Trial">What became of the trial that ran: it goes on, is what was published, or was withdrawn; absent where none ran.</param>
public sealed record PublicationAnswer(RevisionAnswer Revision, IReadOnlyList<IssueAnswer> Warnings, PolicyTrial? Trial = null);

/// <summary>How far a publication is.</summary>
/// <param name="InForce">The revision that decides now; null before the first.</param>
/// <param name="Filling">The new aggregates that are being filled from the journal, and for how many customers they are; null when nothing is.</param>
public sealed record PublicationProgress(int? InForce, AggregateFill? Filling);
