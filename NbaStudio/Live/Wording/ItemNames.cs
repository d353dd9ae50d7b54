using NbaStudio.Engine.Policies;

namespace NbaStudio.Live.Wording;

/// <summary>How the items of a document are called, and which objective they belong to. Immutable.</summary>
internal sealed class ItemNames
{
    private readonly Dictionary<(string Kind, string Id), (string Name, string? Objective, string? Parent)> _items = [];

    public ItemNames(PolicyDocument document, string language)
    {
        foreach (var item in PolicyItems.Split(document))
        {
            var parentKind = PolicyItems.ParentKindOf(item.Kind);
            var objective = item.Kind == "objective" ? item.Id : parentKind is null ? null : _items.GetValueOrDefault((parentKind, item.Parent!)).Objective;
            _items.TryAdd((item.Kind, item.Id), (NameOf(item, language, document.DefaultLanguage), objective, item.Parent));
        }
    }

    /// <summary>Its label in the language, else in the document's, else its id.</summary>
    public string? Find(string kind, string id) => _items.TryGetValue((kind, id), out var item) ? item.Name : null;

    public string? ObjectiveOf(string kind, string id) => _items.GetValueOrDefault((kind, id)).Objective;

    public string? ParentOf(string kind, string id) => _items.GetValueOrDefault((kind, id)).Parent;

    private static string NameOf(PolicyItem item, string language, string standard)
    {
        using var json = System.Text.Json.JsonDocument.Parse(item.Json);
        var root = json.RootElement;
        if (root.TryGetProperty("label", out var label))
        {
            foreach (var wanted in (string[])[language, standard])
            {
                if (label.TryGetProperty(wanted, out var text))
                {
                    return text.GetString()!;
                }
            }
        }

        // A context weight has no name: its condition says which one it is.
        return item.Kind == "contextWeight" && root.TryGetProperty("when", out var when) ? when.GetString()! : item.Id;
    }
}
