using System.Text.Json;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Components.Pages.Events;

/// <summary>A trigger as it was being written, for the tab to keep.</summary>
/// <param name="Trigger">As it is written.</param>
/// <param name="Basis">As it was opened; without a name where it is new.</param>
/// <param name="IsText">Whether the pattern was shown as text.</param>
public sealed record PatternDraft(TriggerDocument Trigger, TriggerDocument Basis, bool IsText)
{
    public static PatternDraft Of(PatternWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return new PatternDraft(work.ToDocument(), work.Form.Trigger, work.Editor.IsText);
    }

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Null where the text is no draft, such as one of an older version.</summary>
    public static PatternDraft? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<PatternDraft>(text) is { Trigger: not null, Basis: not null } draft ? draft : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
