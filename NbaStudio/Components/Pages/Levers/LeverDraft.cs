using System.Text.Json;

namespace NbaStudio.Components.Pages.Levers;

/// <summary>Levers and weights as they were being set, for the tab to keep.</summary>
public sealed record LeverDraft(IReadOnlyList<KeptLever> Levers)
{
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Null where the text is no draft, such as one of an older version.</summary>
    public static LeverDraft? From(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<LeverDraft>(text) is { Levers.Count: > 0 } draft && draft.Levers.All(l => double.IsFinite(l.Value)) ? draft : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One lever or weight.</summary>
/// <param name="Id">The id by which edits name it.</param>
/// <param name="Read">As it was read.</param>
/// <param name="Value">As it was set.</param>
public sealed record KeptLever(string Kind, string Id, double Read, double Value);
