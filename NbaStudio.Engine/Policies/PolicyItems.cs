using System.Runtime.CompilerServices;
using System.Text;
using NbaStudio.Engine.Policies.Items;

namespace NbaStudio.Engine.Policies;

/// <summary>Takes a document apart into items, as they are stored and edited, and puts it together again. Pure and thread safe.</summary>
public static class PolicyItems
{
    /// <summary>Kind of the one item that holds the settings of the workspace: name, currency, languages, arbitration ...</summary>
    public const string WorkspaceKind = "workspace";

    // Each edit of each change asks for the items of the revision it stands on, and writing them is most of the work.
    private static readonly ConditionalWeakTable<PolicyDocument, IReadOnlyList<PolicyItem>> s_split = [];

    /// <summary>The items in the document's order, the same list for the same document: first the workspace, then each list; an objective before its groups, a group before its actions, an action before its treatments.</summary>
    public static IReadOnlyList<PolicyItem> Split(PolicyDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return s_split.GetValue(document, d => ItemSplitter.Split(d));
    }

    /// <summary>Puts items together. Join(Split(x)) writes the same bytes as x.</summary>
    /// <returns>The document when every item can be read and has its parent; else null. All issues, ordered by path.</returns>
    public static PolicyReading Join(IEnumerable<PolicyItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return ItemJoiner.Join(items);
    }

    /// <summary>The kinds of items, such as action.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. ItemKinds.Names];

    /// <summary>Kind of what items of a kind belong under, such as the group of an action; null for those that belong to the document.</summary>
    public static string? ParentKindOf(string kind) => Changes.DraftTree.ParentKindOf(kind);

    /// <summary>The type of the document of a kind; null where there is no such kind.</summary>
    public static Type? TypeOf(string kind) => ItemKinds.TypeOf(kind);

    /// <summary>Reads one item from UTF-8 and writes it in canonical form. Never throws for what the text says.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static PolicyItemReading ReadItem(string kind, ReadOnlyMemory<byte> utf8) => ItemReader.Read(kind, utf8);

    /// <summary>The item with this key, in canonical form.</summary>
    public static string WithKey(string kind, string json, int key) => ItemReader.WithKey(kind, json, key);

    /// <summary>Takes a document apart that was just put together of items whose texts are known.</summary>
    /// <param name="texts">Texts of members, by reference.</param>
    internal static void Know(PolicyDocument document, IReadOnlyDictionary<object, string> texts) => s_split.AddOrUpdate(document, ItemSplitter.Split(document, texts));

    /// <summary>Takes a document apart that shares members with one that was taken apart already.</summary>
    internal static void KnowAsBefore(PolicyDocument document, PolicyDocument before)
    {
        if (s_split.TryGetValue(before, out var items))
        {
            Know(document, items.ToDictionary(i => i.Source.Of(i.Json)!, i => i.Json, ReferenceEqualityComparer.Instance));
        }
    }

    internal static string Json(object document, params string[] withoutFields) =>
        Encoding.UTF8.GetString(PolicyJson.WriteObject(document, withoutFields.Length == 0 ? null : field => withoutFields.Contains(field.Name)));
}

/// <summary>One item of a policy.</summary>
/// <param name="Kind">Such as action; see <see cref="PolicyItems"/>.</param>
/// <param name="Id">Id, name or type; the position for items without one.</param>
/// <param name="Parent">Id of the objective of a group, the group of an action, the action of a treatment; null elsewhere.</param>
/// <param name="Position">Position among its siblings, from 0.</param>
/// <param name="Key">Workspace-wide key; null for items that carry none.</param>
/// <param name="Json">The item in canonical form, without its children.</param>
public sealed record PolicyItem(string Kind, string Id, string? Parent, int Position, int? Key, string Json)
{
    /// <summary>What it was taken from; nothing where it was read.</summary>
    internal ItemSource Source { get; init; }
}
