using System.Text.Json.Nodes;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;

namespace NbaStudio.Live.Editing;

/// <summary>An item that is to go: what goes with it, and what stands in the way. Immutable.</summary>
/// <param name="Write">The edit that deletes it, if it still is as it was read.</param>
/// <param name="Below">What hangs under it and goes with it, in the order of the policy.</param>
/// <param name="Uses">Places that would have an error without it: it stays until they are mended.</param>
public sealed record ItemRemoval(ItemWrite Write, IReadOnlyList<PolicyItem> Below, IReadOnlyList<PolicyIssue> Uses)
{
    public bool CanGo => Uses.Count == 0;

    /// <summary>Looks at the policy without the item. What it is used by is what the check misses then; there is no second list of uses to keep right. Takes a while for a large policy.</summary>
    /// <param name="kind">A kind whose items have a name, such as action.</param>
    /// <returns>Null when there is no such item.</returns>
    public static ItemRemoval? Of(PolicyDocument document, string kind, string id)
    {
        ArgumentNullException.ThrowIfNull(document);
        var items = PolicyItems.Split(document);
        if (items.FirstOrDefault(i => i.Kind == kind && i.Id == id) is not { } item)
        {
            return null;
        }

        var below = Under(items, item).ToList();
        var gone = below.Prepend(item).ToHashSet(ReferenceEqualityComparer.Instance);
        var after = PolicyItems.Join(items.Where(i => !gone.Contains(i))).Document ?? throw new InvalidOperationException($"The policy cannot be put together without the {kind} '{id}'.");
        // What was wrong before is not this edit's doing.
        var known = Errors(document).Select(i => (i.Path, i.Message)).ToHashSet();
        return new ItemRemoval(ItemWrites.Delete(kind, id, JsonNode.Parse(item.Json)!.AsObject()), below, [.. Errors(after).Where(i => !known.Contains((i.Path, i.Message)))]);
    }

    private static IEnumerable<PolicyItem> Under(IReadOnlyList<PolicyItem> items, PolicyItem item) =>
        items.Where(i => i.Parent == item.Id && PolicyItems.ParentKindOf(i.Kind) == item.Kind).SelectMany(i => Under(items, i).Prepend(i));

    private static IEnumerable<PolicyIssue> Errors(PolicyDocument document) => PolicyValidator.Validate(document).Where(i => i.Severity == IssueSeverity.Error);
}
