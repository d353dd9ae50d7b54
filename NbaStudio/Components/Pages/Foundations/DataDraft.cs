using System.Text.Json;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Components.Pages.Foundations;

/// <summary>An attribute, a channel or the settings as they were being written, for the tab to keep.</summary>
/// <param name="Read">As it was read; null for a new one.</param>
public sealed record DataDraft(DataItem? Read, DataItem Edited)
{
    /// <summary>What stands in no change yet; null = nothing does.</summary>
    public static DataDraft? Of(DataWork? work) => work is { IsUnsaved: true, Edited: { } edited } ? new DataDraft(Own(work.Read), Own(edited)!) : null;

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Null where the text is no draft, such as one of an older version.</summary>
    public static DataDraft? From(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<DataDraft>(text) is { Edited: { Kind: not null, ReadId: not null } } draft ? draft : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Of the document only its own settings: the rest is not edited here, and may be large.
    private static DataItem? Own(DataItem? item) => item is { Workspace: not null } ? item with { Workspace = item.In(new PolicyDocument()) } : item;
}
