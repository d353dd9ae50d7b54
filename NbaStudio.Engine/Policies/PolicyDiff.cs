using NbaStudio.Engine.Policies.Diff;

namespace NbaStudio.Engine.Policies;

/// <summary>What differs between two documents, item by item. Pure and thread safe.</summary>
public static class PolicyDiff
{
    /// <summary>Compares two documents. Items are the same by key, else by kind and id.</summary>
    /// <returns>The differences in the order of the new document, then what was removed; empty when both say the same.</returns>
    public static IReadOnlyList<PolicyDifference> Compare(PolicyDocument before, PolicyDocument after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return DocumentComparer.Compare(before, after);
    }

    /// <summary>The fields that differ between two forms of one item.</summary>
    /// <param name="before">Canonical JSON, without children.</param>
    /// <param name="after">Canonical JSON, without children.</param>
    /// <exception cref="System.Text.Json.JsonException">One of them is not JSON.</exception>
    public static IReadOnlyList<PolicyFieldDifference> CompareItems(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return DocumentComparer.CompareItems(before, after);
    }
}

/// <summary>How an item differs.</summary>
public enum PolicyDifferenceKind : byte { Added, Removed, Changed, Renamed }

/// <summary>One item that differs.</summary>
/// <param name="Kind">Kind of the item, such as action.</param>
/// <param name="Id">Its id now; the old one when it was removed.</param>
/// <param name="Key">Its key, when it has one.</param>
/// <param name="PreviousId">Its id before, when it was renamed.</param>
/// <param name="Difference">What happened; a renamed item may have changed fields as well.</param>
/// <param name="Fields">The fields that differ; empty for added and removed items.</param>
public sealed record PolicyDifference(string Kind, string Id, int? Key, PolicyDifferenceKind Difference, string? PreviousId, IReadOnlyList<PolicyFieldDifference> Fields);

/// <summary>One field that differs.</summary>
/// <param name="Field">Path inside the item, such as lever or content/en/subject; parent where it moved to another objective, group or action, position (from 1) where it moved among its siblings.</param>
/// <param name="Before">Canonical JSON of the old value; null where it was absent or the default.</param>
/// <param name="After">Canonical JSON of the new value; null where it is absent or the default.</param>
public sealed record PolicyFieldDifference(string Field, string? Before, string? After);
