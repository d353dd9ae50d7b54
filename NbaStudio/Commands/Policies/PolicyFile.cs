using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;

namespace NbaStudio.Commands.Policies;

/// <summary>A policy file and everything that is wrong with it.</summary>
/// <param name="Document">Null where it cannot be read.</param>
internal sealed record PolicyFile(string Path, PolicyDocument? Document, IReadOnlyList<PolicyIssue> Issues)
{
    public int Errors => Issues.Count(issue => issue.Severity == IssueSeverity.Error);

    public int Warnings => Issues.Count - Errors;

    public static async Task<PolicyFile> ReadAsync(string path, CancellationToken stop)
    {
        var reading = PolicyJson.Read(await File.ReadAllBytesAsync(path, stop));
        return new PolicyFile(path, reading.Document, reading.Document is { } document ? [.. reading.Issues, .. PolicyValidator.Validate(document)] : reading.Issues);
    }

    /// <summary>One line an issue, and a sum.</summary>
    public string Describe()
    {
        var lines = Issues.Select(issue =>
            $"{(issue.Severity == IssueSeverity.Error ? "error" : "warning")} {(issue.Path.Length == 0 ? "" : issue.Path + ": ")}{issue.Message}{(issue.Suggestion is null ? "" : $" {issue.Suggestion}")}");
        return string.Join('\n', [.. lines, $"{Path}: {Errors} errors, {Warnings} warnings."]);
    }
}
