using System.Text.Json;
using NbaStudio.Live.Editing;

namespace NbaStudio.Components.Pages.Actions;

/// <summary>Items as they were being edited, for the tab to keep.</summary>
public sealed record ActionDraft(IReadOnlyList<KeptAction> Items)
{
    /// <summary>What stands in no change yet; null = nothing does.</summary>
    public static ActionDraft? Of(IReadOnlyDictionary<(string? Change, string Path), ItemWork> works)
    {
        ArgumentNullException.ThrowIfNull(works);
        List<KeptAction> items = [.. works.Where(w => w.Value.Draft.IsChanged).Select(w => new KeptAction(w.Key.Change, w.Key.Path, w.Value.Keep()))];
        return items.Count == 0 ? null : new ActionDraft(items);
    }

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Null where the text is no draft, such as one of an older version.</summary>
    public static ActionDraft? From(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ActionDraft>(text) is { Items.Count: > 0 } draft && draft.Items.All(i => i is { Path: not null, Item.IsWhole: true }) ? draft : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One item.</summary>
/// <param name="Change">The change that it was edited in; null = on the newest revision.</param>
/// <param name="Path">Its path, or that of what is new.</param>
public sealed record KeptAction(string? Change, string Path, KeptItem Item);
