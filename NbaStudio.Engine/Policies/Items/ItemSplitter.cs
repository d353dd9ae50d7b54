using System.Collections;
using System.Globalization;
using NbaStudio.Engine.Policies.Json;

namespace NbaStudio.Engine.Policies.Items;

/// <summary>Takes a document apart.</summary>
internal static class ItemSplitter
{
    public static IReadOnlyList<PolicyItem> Split(PolicyDocument document)
    {
        var items = new List<PolicyItem>
        {
            new(PolicyItems.WorkspaceKind, PolicyItems.WorkspaceKind, null, 0, null, PolicyItems.Json(document, [.. ItemKinds.Lists.Select(l => l.Field)])),
        };
        var shape = DocumentShape.Of(typeof(PolicyDocument));
        foreach (var (field, kind) in ItemKinds.Lists)
        {
            Add(items, kind, null, (IEnumerable)shape.ByName[field].Property.GetValue(document)!);
        }

        return items;
    }

    private static void Add(List<PolicyItem> items, string kind, string? parent, IEnumerable members)
    {
        var children = ItemKinds.ChildrenOf(kind);
        var position = 0;
        foreach (var member in members)
        {
            var shape = DocumentShape.Of(member.GetType());
            var id = shape.Identity?.Property.GetValue(member) as string ?? position.ToString(CultureInfo.InvariantCulture);
            var key = shape.ByName.TryGetValue("key", out var keyField) ? (int?)keyField.Property.GetValue(member) : null;
            items.Add(new PolicyItem(kind, id, parent, position, key, children is { } c ? PolicyItems.Json(member, c.Field) : PolicyItems.Json(member)));
            if (children is { } nested)
            {
                Add(items, nested.Kind, id, (IEnumerable)shape.ByName[nested.Field].Property.GetValue(member)!);
            }

            position++;
        }
    }
}
