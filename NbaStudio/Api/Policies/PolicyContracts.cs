using System.Text.Json;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Api.Policies;

/// <summary>A version of the policy that was published.</summary>
/// <param name="ContentHash">SHA-256 of its content: equal content has an equal hash.</param>
/// <param name="InForce">Whether it decides now.</param>
public sealed record RevisionAnswer(int Number, DateTimeOffset Time, string Author, string Note, string ContentHash, bool InForce);

/// <summary>A named set of edits on a base revision.</summary>
/// <param name="BaseRevision">Revision that it was made from; publishing needs it to be the newest still.</param>
public sealed record ChangeAnswer(
    string Id, string Name, int BaseRevision, ChangeState State, string Author, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>What a change would do.</summary>
/// <param name="Valid">Whether it can be published.</param>
/// <param name="Issues">Errors, which block publishing, and warnings.</param>
/// <param name="Differences">What differs from its base revision.</param>
public sealed record ChangeReview(ChangeAnswer Change, bool Valid, IReadOnlyList<IssueAnswer> Issues, IReadOnlyList<ItemDifference> Differences);

/// <summary>One thing that is wrong, or looks wrong, in a policy.</summary>
/// <param name="Code">Stable name for programs.</param>
/// <param name="Path">Place in the document.</param>
/// <param name="Allowed">What to write instead, where one thing is likely.</param>
public sealed record IssueAnswer(IssueSeverity Severity, string Code, string Path, string Message, string? Allowed);

/// <summary>What differs between two revisions, item by item.</summary>
public sealed record DiffAnswer(int From, int To, IReadOnlyList<ItemDifference> Differences);

/// <summary>One item that differs.</summary>
/// <param name="PreviousId">Its id before, when it was renamed.</param>
public sealed record ItemDifference(string Kind, string Id, int? Key, PolicyDifferenceKind Difference, string? PreviousId, IReadOnlyList<FieldDifference> Fields);

/// <summary>One field that differs; a side is absent where the field is not written or the default.</summary>
public sealed record FieldDifference(string Field, JsonElement? Before, JsonElement? After);

/// <summary>What publishing came to.</summary>
/// <param name="Warnings">What looks wrong and did not block.</param>
public sealed record PublicationAnswer(RevisionAnswer Revision, IReadOnlyList<IssueAnswer> Warnings);

/// <summary>How far a publication is.</summary>
/// <param name="InForce">The revision that decides now; null before the first.</param>
/// <param name="Filling">The new aggregates that are being filled from the journal, and for how many customers they are; null when nothing is.</param>
public sealed record PublicationProgress(int? InForce, AggregateFill? Filling);
