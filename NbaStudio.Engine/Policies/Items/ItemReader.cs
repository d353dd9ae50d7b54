using System.Collections;
using System.Text;
using NbaStudio.Engine.Policies.Json;

namespace NbaStudio.Engine.Policies.Items;

/// <summary>Reads single items, as a person or a program writes them.</summary>
internal static class ItemReader
{
    public static PolicyItemReading Read(string kind, ReadOnlyMemory<byte> utf8)
    {
        var type = ItemKinds.TypeOf(kind) ?? throw new ArgumentException($"There is no kind of item '{kind}'.", nameof(kind));
        var issues = new IssueList();
        var document = PolicyJson.ReadObject(utf8, type, "", issues);
        var shape = DocumentShape.Of(type);
        if (document is not null)
        {
            // What hangs under an item is edited by itself, so that two people do not undo each other.
            foreach (var field in ChildFields(kind).Where(f => ((IEnumerable)shape.ByName[f].Property.GetValue(document)!).GetEnumerator().MoveNext()))
            {
                issues.Error("item.children", field, null, field, kind);
            }
        }

        if (document is null || issues.HasErrors)
        {
            return new PolicyItemReading(null, null, null, issues.ToOrderedList());
        }

        var key = shape.ByName.TryGetValue("key", out var keyField) ? (int?)keyField.Property.GetValue(document) : null;
        var id = kind == PolicyItems.WorkspaceKind ? PolicyItems.WorkspaceKind : shape.Identity?.Property.GetValue(document) as string;
        return new PolicyItemReading(PolicyItems.Json(document, ChildFields(kind)), id, key, issues.ToOrderedList());
    }

    /// <summary>The item with this key.</summary>
    public static string WithKey(string kind, string json, int key)
    {
        var type = ItemKinds.TypeOf(kind)!;
        var document = PolicyJson.ReadObject(Encoding.UTF8.GetBytes(json), type, "", new IssueList())
            ?? throw new ArgumentException("The item cannot be read.", nameof(json));
        DocumentShape.Of(type).ByName["key"].Property.SetValue(document, key);
        return PolicyItems.Json(document, ChildFields(kind));
    }

    private static string[] ChildFields(string kind) =>
        kind == PolicyItems.WorkspaceKind ? [.. ItemKinds.Lists.Select(l => l.Field)] : ItemKinds.ChildrenOf(kind) is { } children ? [children.Field] : [];
}
