using NbaStudio.Engine.Policies.Compilation;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Policies.Validation;

namespace NbaStudio.Engine.Policies;

/// <summary>Turns a document into the snapshot that decides. Pure and thread safe.</summary>
public static class PolicyCompiler
{
    /// <summary>Checks and compiles. Missing keys are assigned from the highest one in the document.</summary>
    /// <param name="document">What was written, right or wrong.</param>
    /// <param name="revision">Number of the revision, from 1.</param>
    /// <param name="publishedAt">When it went live.</param>
    /// <param name="like">What was compiled of a similar document; where the document only ranks otherwise, what does not rank is taken from it. The same comes out without it, later.</param>
    /// <returns>A snapshot when there are no errors, and every issue; never an exception for what the document says.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The revision is below 1.</exception>
    public static PolicyCompilation Compile(PolicyDocument document, int revision, DateTimeOffset publishedAt, PolicySnapshot? like = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentOutOfRangeException.ThrowIfLessThan(revision, 1);
        var issues = PolicyValidator.Validate(document);
        if (issues.Any(i => i.Severity == IssueSeverity.Error))
        {
            return new PolicyCompilation(null, issues);
        }

        if (like is not null && RankedAnew.IsAllThatDiffers(like.Document, document))
        {
            return new PolicyCompilation(RankedAnew.Of(like, document, revision, publishedAt), issues);
        }

        var found = new IssueList();
        var keyed = PolicyKeys.Assign(document, 0);
        var snapshot = new SnapshotBuilder(keyed.Document, found).Build(revision, publishedAt);
        return found.HasErrors ? new PolicyCompilation(null, [.. issues, .. found.ToOrderedList()]) : new PolicyCompilation(snapshot, issues);
    }
}

/// <summary>What came of compiling: a snapshot when there are no errors, and every issue, ordered by path.</summary>
public sealed record PolicyCompilation(PolicySnapshot? Snapshot, IReadOnlyList<PolicyIssue> Issues);
