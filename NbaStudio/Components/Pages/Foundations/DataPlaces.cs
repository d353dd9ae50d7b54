using System.Text.Json.Nodes;
using NbaStudio.Components.Pages.Publish;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Components.Pages.Foundations;

/// <summary>Says in words where in a policy something is. Pure.</summary>
public static class DataPlaces
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["objectives"] = "objective", ["groups"] = "group", ["actions"] = "action", ["treatments"] = "treatment", ["triggers"] = "trigger", ["events"] = "event", ["aggregates"] = "aggregate", ["goals"] = "goal",
        ["conditions"] = "condition", ["audiences"] = "audience", ["contactPolicies"] = "contactPolicy", ["budgets"] = "budget", ["contextWeights"] = "contextWeight", ["holdOuts"] = "holdOut",
        ["fairness"] = "fairness", ["scores"] = "score", ["textModels"] = "textModel", ["attributes"] = "attribute", ["channels"] = "channel",
    };

    /// <summary>The item and its field, such as Action "Upgrade": eligibility.</summary>
    /// <param name="path">Path of an issue.</param>
    public static string Say(string path, ActionBook book, Words words)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(words);
        var parts = path.Split('/');
        var (item, at) = (words["item.workspace"], 0);
        while (at + 1 < parts.Length && Kinds.TryGetValue(parts[at], out var kind))
        {
            item = words["data.place", words.Or("item." + kind, "item.other"), NameOf(kind, parts[at + 1], book, words.Language)];
            at += 2;
        }

        return at < parts.Length ? words["data.placeField", item, words.Or("field." + parts[at], "field.other")] : item;
    }

    /// <summary>The page where it is edited, in the change that is shown; null where the console has none.</summary>
    public static string? LinkOf(string path, string? change) =>
        PublishViewModel.PlaceOf(path) is { } place ? change is null ? place : $"{place}{(place.Contains('?', StringComparison.Ordinal) ? '&' : '?')}change={Uri.EscapeDataString(change)}" : null;

    private static string NameOf(string kind, string id, ActionBook book, string language)
    {
        var document = book.Document;
        if (kind == "contextWeight" && int.TryParse(id, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var place) && place < document.ContextWeights.Count)
        {
            // It has no name: its condition is what people know it by.
            return document.ContextWeights[place].When;
        }

        return kind switch
        {
            "attribute" or "fairness" => document.Attributes.FirstOrDefault(a => a.Name == id)?.Label,
            "channel" => document.Channels.FirstOrDefault(c => c.Id == id)?.Label,
            "aggregate" => document.Aggregates.FirstOrDefault(a => a.Name == id)?.Label,
            "goal" => document.Goals.FirstOrDefault(g => g.Name == id)?.Label,
            "condition" => document.Conditions.FirstOrDefault(c => c.Name == id)?.Label,
            "audience" => document.Audiences.FirstOrDefault(a => a.Name == id)?.Label,
            "trigger" => document.Triggers.FirstOrDefault(t => t.Name == id)?.Label,
            "contactPolicy" => document.ContactPolicies.FirstOrDefault(c => c.Id == id)?.Label,
            "budget" => document.Budgets.FirstOrDefault(b => b.Id == id)?.Label,
            _ => book.Find(kind, id) is { } item && JsonNode.Parse(item.Json)?["label"] is JsonObject label ? label.ToDictionary(l => l.Key, l => l.Value!.GetValue<string>()) : null,
        } is { } names && names.TryGetValue(language, out var name) ? name : id;
    }
}
