using System.Collections;
using System.Globalization;
using NbaStudio.Engine.Policies.Json;

namespace NbaStudio.Engine.Policies.Items;

/// <summary>Takes a document apart.</summary>
internal static class ItemSplitter
{
    /// <param name="document">The document.</param>
    /// <param name="texts">Members whose text is known already, by reference; null = none.</param>
    public static IReadOnlyList<PolicyItem> Split(PolicyDocument document, IReadOnlyDictionary<object, string>? texts = null)
    {
        var workspace = Text(document, texts, [.. ItemKinds.Lists.Select(l => l.Field)]);
        var items = new List<PolicyItem> { new(PolicyItems.WorkspaceKind, PolicyItems.WorkspaceKind, null, 0, null, workspace) { Source = new(document, workspace) } };
        var shape = DocumentShape.Of(typeof(PolicyDocument));
        foreach (var (field, kind) in ItemKinds.Lists)
        {
            Add(items, texts, kind, null, (IEnumerable)shape.ByName[field].Property.GetValue(document)!);
        }

        return items;
    }

    private static void Add(List<PolicyItem> items, IReadOnlyDictionary<object, string>? texts, string kind, string? parent, IEnumerable members)
    {
        var children = ItemKinds.ChildrenOf(kind);
        var position = 0;
        foreach (var member in members)
        {
            var shape = DocumentShape.Of(member.GetType());
            var id = shape.Identity?.Property.GetValue(member) as string ?? position.ToString(CultureInfo.InvariantCulture);
            var key = shape.ByName.TryGetValue("key", out var keyField) ? (int?)keyField.Property.GetValue(member) : null;
            var text = children is { } c ? Text(member, texts, c.Field) : Text(member, texts);
            items.Add(new PolicyItem(kind, id, parent, position, key, text) { Source = new(member, text) });
            if (children is { } nested)
            {
                Add(items, texts, nested.Kind, id, (IEnumerable)shape.ByName[nested.Field].Property.GetValue(member)!);
            }

            position++;
        }
    }

    private static string Text(object member, IReadOnlyDictionary<object, string>? texts, params string[] withoutFields) =>
        texts?.GetValueOrDefault(member) ?? PolicyItems.Json(member, withoutFields);
}
