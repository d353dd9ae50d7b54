using System.Text.Json;
using System.Text.Json.Nodes;
using NbaStudio.Components.Pages.Rules;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;

namespace NbaStudio.Components.Pages.Levers;

/// <summary>A context weight under work, or a new one: its condition, what it is about, and how much that weighs. Belongs to one page.</summary>
public sealed class WeightWork
{
    private const string Kind = "contextWeight";

    private readonly string _added = "new-" + Guid.NewGuid().ToString("N")[..8];
    private readonly string? _handle;
    private ContextWeightDocument _stands;
    private ContextWeightDocument _read;

    /// <param name="policy">The policy that the names mean.</param>
    /// <param name="read">As it stands; null = a new one.</param>
    /// <param name="handle">The id by which edits name it; null = a new one.</param>
    /// <param name="label">What it is called while it is edited.</param>
    public WeightWork(IRuleDesk desk, PolicySnapshot policy, ContextWeightDocument? read, string? handle, string label)
    {
        (_stands, _handle) = (read ?? new ContextWeightDocument(), handle);
        _read = _stands;
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

    public SaveState State => SaveStates.Of(IsChanged, Rule.Editor.IsValid && Rule.Editor.Text.Trim().Length > 0);

    /// <summary>What is to stand in a change.</summary>
    public ItemWrite Write => _handle is null ? ItemWrites.Add(Kind, _added, ItemWrites.Json(Edited)) : ItemWrites.Edit(Kind, _handle, ItemWrites.Json(_read), ItemWrites.Json(Edited));

    private ContextWeightDocument Edited => _read with { When = Rule.Editor.Text.Trim(), Scope = ScopeOf(Scope), Weight = Weight };

    /// <summary>As it is being written, for the tab to keep; null = as it was.</summary>
    public string? ToDraft() => IsChanged ? JsonSerializer.Serialize(new KeptWeight(new Fields(Rule.Editor.Text, Scope, Weight), new Fields(_read.When, ScopeText(_read.Scope), _read.Weight))) : null;

    /// <summary>Goes on with what was written before. What others wrote meanwhile in the same fields shows as a clash when it is saved.</summary>
    /// <returns>False where the text is no draft, such as one of an older version.</returns>
    public bool Restore(string text)
    {
        try
        {
            if (JsonSerializer.Deserialize<KeptWeight>(text) is not { Now: { IsWhole: true } now, Read: { IsWhole: true } read })
            {
                return false;
            }

            _read = _stands with { When = read.When, Scope = ScopeOf(read.Scope), Weight = read.Weight };
            (Scope, Weight) = (now.Scope, now.Weight);
            Rule.Editor.Open(read.When);
            Rule.Editor.Write(now.When);
            Rule.Refresh();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Takes what others wrote in fields that clash, as read and as edited; every other field stays.</summary>
    public void Take(IReadOnlyList<FieldClash> clashes)
    {
        ArgumentNullException.ThrowIfNull(clashes);
        (_stands, _read) = (With(_stands, clashes), With(_read, clashes));
        foreach (var clash in clashes)
        {
            switch (clash.Field)
            {
                case "when":
                    Rule.Editor.Open(_read.When);
                    break;
                case "scope":
                    Scope = ScopeText(_read.Scope);
                    break;
                case "weight":
                    Weight = _read.Weight;
                    break;
            }
        }

        Rule.Refresh();
    }

    /// <summary>Everything as it stands, or nothing of a new one.</summary>
    public void Reset()
    {
        _read = _stands;
        (Scope, Weight) = (ScopeText(_read.Scope), _read.Weight);
        Rule.Editor.Open(_read.When);
        Rule.Refresh();
    }

    private static ContextWeightDocument With(ContextWeightDocument weight, IReadOnlyList<FieldClash> clashes)
    {
        var json = ItemWrites.Json(weight);
        foreach (var clash in clashes)
        {
            json.Remove(clash.Field);
            if (clash.Theirs is { } theirs)
            {
                json[clash.Field] = JsonNode.Parse(theirs);
            }
        }

        var read = PolicyJson.Read(new JsonObject { ["contextWeights"] = new JsonArray(json) }.ToJsonString());
        return (read.Document ?? throw new InvalidOperationException($"What others wrote to a context weight cannot be read: {string.Join(' ', read.Issues.Select(i => i.Message))}")).ContextWeights[0];
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

    /// <param name="Now">As it was written.</param>
    /// <param name="Read">As it was read before.</param>
    private sealed record KeptWeight(Fields? Now, Fields? Read);

    private sealed record Fields(string When, string Scope, double Weight)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public bool IsWhole => When is not null && Scope is not null && Weight is >= 0 and <= 10;
    }
}
