using System.Text.Json;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Rules;

/// <summary>Rules as they were being written, for the tab to keep.</summary>
public sealed record RuleDraft(IReadOnlyList<KeptRule> Rules)
{
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Null where the text is no draft, such as one of an older version.</summary>
    public static RuleDraft? From(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<RuleDraft>(text) is { Rules.Count: > 0 } draft && draft.Rules.All(r => r is { Kind: not null, Id: not null, Opened: not null, Text: not null }) ? draft : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One rule.</summary>
/// <param name="Change">The change that was looked at; null = what is published.</param>
/// <param name="Opened">As it was opened.</param>
/// <param name="Text">As it was written.</param>
public sealed record KeptRule(string? Change, string Kind, string Id, RuleField Field, string Opened, string Text)
{
    internal (string?, string, string, RuleField) Key => (Change, Kind, Id, Field);
}
