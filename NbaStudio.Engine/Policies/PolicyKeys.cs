using NbaStudio.Engine.Policies.Compilation;
using NbaStudio.Engine.Policies.Keys;

namespace NbaStudio.Engine.Policies;

/// <summary>Gives items their workspace-wide keys. Pure and thread safe.</summary>
public static class PolicyKeys
{
    /// <summary>Assigns keys to items that have none: whole numbers above every key ever used, so that none is used again.</summary>
    /// <param name="document">The document.</param>
    /// <param name="highest">Highest key that any revision has used; 0 for a new workspace.</param>
    /// <param name="previous">The published document, or null. An item without a key whose id is there keeps that item's key; a key under a new id is a rename.</param>
    /// <returns>The document with keys (itself where no item is without one), the new highest key, and issues where a key is doubled or was used for another kind of item.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The highest key is negative.</exception>
    public static KeyAssignment Assign(PolicyDocument document, int highest, PolicyDocument? previous = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentOutOfRangeException.ThrowIfNegative(highest);
        var issues = new IssueList();
        var before = previous is null ? [] : DocumentIndex.Of(previous).Keyed;
        var items = DocumentIndex.Of(document).Keyed;
        KeyChecks.Check(items, before, issues);
        var assigner = new KeyAssigner(items, before, highest);
        if (items.All(i => i.Key is not null))
        {
            return new KeyAssignment(document, assigner.Highest, issues.ToOrderedList());
        }

        var keyed = KeyWriter.Write(document, assigner);
        PolicyItems.KnowAsBefore(keyed, document);
        return new KeyAssignment(keyed, assigner.Highest, issues.ToOrderedList());
    }
}

/// <summary>What came of assigning keys.</summary>
/// <param name="Document">The document, every item with a key.</param>
/// <param name="Highest">Highest key used so far: the mark to keep for the next time.</param>
/// <param name="Issues">Doubled or reused keys, ordered by path.</param>
public sealed record KeyAssignment(PolicyDocument Document, int Highest, IReadOnlyList<PolicyIssue> Issues);
