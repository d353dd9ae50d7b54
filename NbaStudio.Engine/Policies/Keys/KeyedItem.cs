using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Keys;

/// <summary>An item that carries a key.</summary>
/// <param name="Kind">Kind in the words of the API, such as action.</param>
/// <param name="Item">The document of the item.</param>
internal sealed record KeyedItem(string Kind, string Id, int? Key, string Path, object Item);

/// <summary>Lists all items of a document that carry keys, in the document's order.</summary>
internal static class KeyedItems
{
    public static IReadOnlyList<KeyedItem> Of(DocumentIndex index)
    {
        var document = index.Document;
        var items = new List<KeyedItem>();
        Add(items, "attribute", DocumentIndex.Locate(document.Attributes, "attributes", a => a.Name), a => (a.Name, a.Key));
        Add(items, "event", DocumentIndex.Locate(document.Events, "events", e => e.Type), e => (e.Type, e.Key));
        Add(items, "textModel", DocumentIndex.Locate(document.TextModels, "textModels", m => m.Name), m => (m.Name, m.Key));
        Add(items, "aggregate", DocumentIndex.Locate(document.Aggregates, "aggregates", a => a.Name), a => (a.Name, a.Key));
        Add(items, "score", DocumentIndex.Locate(document.Scores, "scores", s => s.Name), s => (s.Name, s.Key));
        Add(items, "goal", DocumentIndex.Locate(document.Goals, "goals", g => g.Name), g => (g.Name, g.Key));
        Add(items, "condition", DocumentIndex.Locate(document.Conditions, "conditions", c => c.Name), c => (c.Name, c.Key));
        Add(items, "channel", index.Channels, c => (c.Id, c.Key));
        Add(items, "objective", index.Objectives, o => (o.Id, o.Key));
        items.AddRange(index.Groups.Select(g => new KeyedItem("group", g.Item.Id, g.Item.Key, g.Path, g.Item)));
        items.AddRange(index.Actions.Select(a => new KeyedItem("action", a.Item.Id, a.Item.Key, a.Path, a.Item)));
        items.AddRange(index.Treatments.Select(t => new KeyedItem("treatment", t.Item.Id, t.Item.Key, t.Path, t.Item)));
        Add(items, "audience", DocumentIndex.Locate(document.Audiences, "audiences", a => a.Name), a => (a.Name, a.Key));
        Add(items, "contactPolicy", DocumentIndex.Locate(document.ContactPolicies, "contactPolicies", c => c.Id), c => (c.Id, c.Key));
        Add(items, "budget", DocumentIndex.Locate(document.Budgets, "budgets", b => b.Id), b => (b.Id, b.Key));
        Add(items, "contextWeight", DocumentIndex.Locate(document.ContextWeights, "contextWeights", _ => null), w => ("", w.Key));
        Add(items, "trigger", DocumentIndex.Locate(document.Triggers, "triggers", t => t.Name), t => (t.Name, t.Key));
        Add(items, "holdOut", DocumentIndex.Locate(document.HoldOuts, "holdOuts", h => h.Id), h => (h.Id, h.Key));
        return items;
    }

    private static void Add<T>(List<KeyedItem> items, string kind, IReadOnlyList<Located<T>> located, Func<T, (string Id, int? Key)> read)
        where T : class
    {
        foreach (var (item, path) in located)
        {
            var (id, key) = read(item);
            items.Add(new KeyedItem(kind, id, key, path, item));
        }
    }
}
