using System.Text.Json;
using NbaStudio.Components.Pages.Rules;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;

namespace NbaStudio.Components.Pages.Levers;

/// <summary>A context weight under work, or a new one: its condition, what it is about, and how much that weighs. Belongs to one page.</summary>
public sealed class WeightWork
{
    private const string Kind = "contextWeight";

    private readonly string _added = "new-" + Guid.NewGuid().ToString("N")[..8];
    private readonly string? _handle;
    private readonly ContextWeightDocument _read;

    /// <param name="policy">The policy that the names mean.</param>
    /// <param name="read">As it stands; null = a new one.</param>
    /// <param name="handle">The id by which edits name it; null = a new one.</param>
    /// <param name="label">What it is called while it is edited.</param>
    public WeightWork(IRuleDesk desk, PolicySnapshot policy, ContextWeightDocument? read, string? handle, string label)
    {
        (_read, _handle) = (read ?? new ContextWeightDocument(), handle);
        (Scope, Weight) = (ScopeText(_read.Scope), _read.Weight);
        var rules = new Dictionary<RuleField, string>();
        if (_read.When.Length > 0)
        {
            rules[RuleField.When] = _read.When;
        }

        Rule = new RuleWork(desk, policy, new RulePlace(Kind, handle ?? "", label, [], rules, 0), RuleField.When);
    }

    public bool IsNew => _handle is null;

    /// <summary>The condition.</summary>
    public RuleWork Rule { get; }

    /// <summary>What weighs more, such as group/stay; "" = everything.</summary>
    public string Scope { get; set; }

    /// <summary>In [0, 10].</summary>
    public double Weight { get; set; }

    /// <summary>As it was read, or neutral.</summary>
    public double WeightRead => _read.Weight;

    /// <summary>What it is about, where that is none of the lists: one treatment or channel.</summary>
    public string? OtherScope => ScopeText(_read.Scope) is var text && text.Split('/')[0] is "treatment" or "channel" ? text : null;

    public bool IsChanged => IsNew ? Rule.Editor.Text.Trim().Length > 0 || Scope.Length > 0 || Weight != 1 : Write.Fields.Count > 0;

    public bool CanSave => IsChanged && Rule.Editor.IsValid && Rule.Editor.Text.Trim().Length > 0;

    /// <summary>What is to stand in a change.</summary>
    public ItemWrite Write => _handle is null ? ItemWrites.Add(Kind, _added, ItemWrites.Json(Edited)) : ItemWrites.Edit(Kind, _handle, ItemWrites.Json(_read), ItemWrites.Json(Edited));

    private ContextWeightDocument Edited => _read with { When = Rule.Editor.Text.Trim(), Scope = ScopeOf(Scope), Weight = Weight };

    /// <summary>As it is being written, for the tab to keep; null = as it was.</summary>
    public string? ToDraft() => IsChanged ? JsonSerializer.Serialize(new KeptWeight(Rule.Editor.Text, Scope, Weight)) : null;

    /// <summary>Goes on with what was written before.</summary>
    /// <returns>False where the text is no draft, such as one of an older version.</returns>
    public bool Restore(string text)
    {
        try
        {
            if (JsonSerializer.Deserialize<KeptWeight>(text) is not { When: not null, Scope: not null, Weight: >= 0 and <= 10 } kept)
            {
                return false;
            }

            (Scope, Weight) = (kept.Scope, kept.Weight);
            Rule.Editor.Write(kept.When);
            Rule.Refresh();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Everything as it was read.</summary>
    public void Reset()
    {
        (Scope, Weight) = (ScopeText(_read.Scope), _read.Weight);
        Rule.Editor.Open(_read.When);
        Rule.Refresh();
    }

    private static string ScopeText(ScopeDocument scope) => scope switch
    {
        { Objective: { } id } => "objective/" + id,
        { Group: { } id } => "group/" + id,
        { Action: { } id } => "action/" + id,
        { Treatment: { } id } => "treatment/" + id,
        { Channel: { } id } => "channel/" + id,
        _ => "",
    };

    private static ScopeDocument ScopeOf(string text)
    {
        var id = text[(text.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return text.Split('/')[0] switch
        {
            "objective" => new ScopeDocument { Objective = id },
            "group" => new ScopeDocument { Group = id },
            "action" => new ScopeDocument { Action = id },
            "treatment" => new ScopeDocument { Treatment = id },
            "channel" => new ScopeDocument { Channel = id },
            _ => new ScopeDocument(),
        };
    }

    private sealed record KeptWeight(string When, string Scope, double Weight);
}
