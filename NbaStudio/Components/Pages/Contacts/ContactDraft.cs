using System.Text.Json;

namespace NbaStudio.Components.Pages.Contacts;

/// <summary>A rule, quiet hours or a budget as it was being written, for the tab to keep.</summary>
/// <param name="Read">As it was read; null for a new one.</param>
public sealed record ContactDraft(ContactItem? Read, ContactItem Edited)
{
    /// <summary>What stands in no change yet; null = nothing does.</summary>
    public static ContactDraft? Of(ContactWork? work) => work is { IsUnsaved: true, Edited: { } edited } ? new ContactDraft(work.Read, edited) : null;

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Null where the text is no draft, such as one of an older version.</summary>
    public static ContactDraft? From(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ContactDraft>(text) is { Edited.Id.Length: > 0 } draft ? draft : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
