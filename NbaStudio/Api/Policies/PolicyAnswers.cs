using System.Text.Json;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api.Policies;

/// <summary>Revisions, changes, issues and differences in the words of the API.</summary>
internal static class PolicyAnswers
{
    public static RevisionAnswer Of(RevisionInfo revision, int inForce) =>
        new(revision.Number, revision.Time, revision.Author, revision.Note, revision.ContentHash, revision.Number == inForce);

    public static ChangeAnswer Of(PolicyChange change) =>
        new(change.Id, change.Name, change.BaseRevision, change.State, change.Author, change.CreatedAt, change.UpdatedAt);

    public static IReadOnlyList<IssueAnswer> Of(IEnumerable<PolicyIssue> issues) =>
        [.. issues.Select(issue => new IssueAnswer(issue.Severity, issue.Code, issue.Path, issue.Message, issue.Suggestion))];

    public static IReadOnlyList<ItemDifference> Of(IEnumerable<PolicyDifference> differences) => [.. differences.Select(difference => new ItemDifference(
        difference.Kind, difference.Id, difference.Key, difference.Difference, difference.PreviousId,
        [.. difference.Fields.Select(field => new FieldDifference(field.Field, Json(field.Before), Json(field.After)))]))];

    /// <summary>The errors among the issues, as a problem lists them.</summary>
    public static IReadOnlyList<FieldError> Errors(IEnumerable<PolicyIssue> issues) =>
        [.. issues.Where(issue => issue.Severity == IssueSeverity.Error).Select(issue => new FieldError(issue.Path, issue.Message, issue.Suggestion))];

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
