using System.Text.Json;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Wording;
using NbaStudio.Localization;

namespace NbaStudio.Api.Policies;

/// <summary>Revisions, changes, issues and differences in the words of the API.</summary>
internal static class PolicyAnswers
{
    public static RevisionAnswer Of(RevisionInfo revision, int inForce) =>
        new(revision.Number, revision.Time, revision.Author, revision.Note, revision.ContentHash, revision.Number == inForce);

    public static ChangeAnswer Of(PolicyChange change) => new(
        change.Id, change.Name, change.BaseRevision, change.State, change.EditCount, change.Author, change.CreatedAt, change.UpdatedAt,
        change.SubmittedBy, change.ApprovedBy, change.ApprovedHash, change.PublishedAs);

    public static ConflictAnswer Of(PolicyConflict conflict) =>
        new(conflict.Edit.Kind, conflict.Id, conflict.Reason, Sentence(conflict), Json(conflict.Base), Json(conflict.Theirs), Json(conflict.Mine));

    public static ItemAnswer Of(ChangeWork work, PolicyDraftItem item) =>
        new(item.Kind, item.Id, work.IdOf(PolicyItems.ParentKindOf(item.Kind), item.Parent), item.Position, item.Edit is not null, Json(item.Json)!.Value);

    /// <summary>Why an edit does not fit.</summary>
    public static string Sentence(PolicyConflict conflict)
    {
        var item = $"The {conflict.Edit.Kind} '{conflict.Id}'";
        return conflict.Reason switch
        {
            PolicyConflictReason.Changed => $"{item} was changed since, and by this change too.",
            PolicyConflictReason.Removed => $"{item} was removed since; this change edits it.",
            PolicyConflictReason.Added => $"{item} was added since; this change adds one with the same id.",
            PolicyConflictReason.ParentGone => $"What {item[..1].ToLowerInvariant()}{item[1..]} belongs under is not there any more.",
            PolicyConflictReason.ContentsChanged => $"{item} is deleted by this change; what hangs under it was changed since.",
            _ => throw new ArgumentOutOfRangeException(nameof(conflict), conflict.Reason, "There is no sentence for this reason."),
        };
    }

    public static IReadOnlyList<IssueAnswer> Of(IEnumerable<PolicyIssue> issues) =>
        [.. issues.Select(issue => new IssueAnswer(issue.Severity, issue.Code, issue.Path, issue.Message, issue.Suggestion) { Issue = issue })];

    /// <summary>What differs between two documents, with its words in this language.</summary>
    public static IReadOnlyList<ItemDifference> Differences(PolicyDocument before, PolicyDocument after, string language)
    {
        var differences = PolicyDiff.Compare(before, after);
        var words = new Words(language);
        var texts = DifferenceWriter.Create(before, after, language).Write(differences);
        return [.. differences.Zip(texts, (difference, text) => new ItemDifference(
            difference.Kind, difference.Id, difference.Key, difference.Difference, difference.PreviousId,
            [.. difference.Fields.Select(field => new FieldDifference(field.Field, Json(field.Before), Json(field.After)))],
            [.. text.Lines.Select(line => words["diff.pair", text.Heading, line.Text])]))];
    }

    /// <summary>The errors among the issues, as a problem lists them.</summary>
    public static IReadOnlyList<FieldError> Errors(IEnumerable<PolicyIssue> issues) =>
        [.. issues.Where(issue => issue.Severity == IssueSeverity.Error).Select(issue => new FieldError(issue.Path, issue.Message, issue.Suggestion) { Issue = issue })];

    private static JsonElement? Json(string? text)
    {
        if (text is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
