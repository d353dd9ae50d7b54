using System.Globalization;
using System.Text.Json.Nodes;
using NbaStudio.Components.Pages.Levers;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Simulations;

namespace NbaStudio.Components.Pages.Simulate;

/// <summary>A scenario under work: what is set against the policy that it changes. Belongs to one page.</summary>
public sealed class ScenarioWork
{
    private readonly PolicySnapshot _policy;
    private readonly Dictionary<string, int> _caps;
    private readonly Dictionary<string, decimal> _budgets;

    /// <param name="policy">The policy that is changed: the one in force, or a change's.</param>
    /// <param name="start">What is set at first.</param>
    public ScenarioWork(PolicySnapshot policy, LeverBoard board, Scenario start)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(start);
        (_policy, Levers) = (policy, new LeverWork(board));
        var arbitration = policy.Document.Arbitration;
        (Weights, Threshold, Exploration, MinimumPropensity) = (start.Weights ?? arbitration.Weights, start.SilenceThreshold, start.Exploration, start.MinimumPropensity);
        (_caps, _budgets) = (start.Caps.Where(c => Caps.Any(known => known.Id == c.Key)).ToDictionary(), start.Budgets.Where(b => Budgets.Any(known => known.Id == b.Key)).ToDictionary());
        (Name, Days, Segment, First, Second, Third) = (start.Name ?? "", start.Days, start.Segment, start.Front?.First, start.Front?.Second, start.Front?.Third);
        foreach (var row in board.Rows)
        {
            if (LeversOf(start, row.Kind).TryGetValue(row.Id, out var lever))
            {
                Levers.Set(row, lever);
            }
        }

        foreach (var weight in board.Weights)
        {
            if (start.ContextWeights.TryGetValue(weight.Id, out var value))
            {
                Levers.Set(weight, value);
            }
        }
    }

    public LeverWork Levers { get; }

    /// <summary>Weights of the factors, each in [0, 2].</summary>
    public WeightsDocument Weights { get; private set; }

    /// <summary>Silence threshold; null = as the policy has it.</summary>
    public double? Threshold { get; private set; }

    /// <summary>Exploration on every channel, in [0, 1]; null = as the policy has it.</summary>
    public double? Exploration { get; private set; }

    /// <summary>Propensity below which nothing is said, in [0, 1]; null = as the policy has it.</summary>
    public double? MinimumPropensity { get; private set; }

    /// <summary>Contact limits that a scenario may set.</summary>
    public IEnumerable<ContactPolicyDocument> Caps => _policy.Document.ContactPolicies.Where(ScenarioPolicy.IsCap);

    public IReadOnlyList<BudgetDocument> Budgets => _policy.Document.Budgets;

    /// <summary>Contact limits and budgets that are set otherwise than in the policy.</summary>
    public int CapsSet => Caps.Count(c => _caps.ContainsKey(c.Id));

    /// <inheritdoc cref="CapsSet"/>
    public int BudgetsSet => Budgets.Count(b => _budgets.ContainsKey(b.Id));

    public string Name { get; set; }

    /// <summary>Days of recorded decisions.</summary>
    public double Days { get; set; }

    /// <summary>Attribute by which results are split; null = none.</summary>
    public string? Segment { get; set; }

    /// <summary>Levers to sweep; null = none.</summary>
    public LeverName? First { get; set; }

    public LeverName? Second { get; set; }

    /// <summary>What a sweep weighs beside acceptance and value; null = nothing.</summary>
    public string? Third { get; set; }

    public static IEnumerable<string> Thirds => ScenarioPolicy.Measures.Keys;

    public double PolicyThreshold => _policy.Document.Arbitration.SilenceThreshold;

    public double PolicyMinimumPropensity => _policy.Document.Arbitration.MinimumPropensity;

    public bool IsChanged => Levers.IsChanged || Weights != _policy.Document.Arbitration.Weights || Threshold is not null || Exploration is not null || MinimumPropensity is not null || CapsSet > 0 || BudgetsSet > 0;

    public double WeightOf(char factor) => factor switch { 'p' => Weights.P, 'c' => Weights.C, 'v' => Weights.V, _ => Weights.L };

    /// <param name="text">A number from 0 to 2; anything else changes nothing.</param>
    public void SetWeight(char factor, string? text)
    {
        if (Read(text, 0, 2) is { } value)
        {
            Weights = factor switch { 'p' => Weights with { P = value }, 'c' => Weights with { C = value }, 'v' => Weights with { V = value }, _ => Weights with { L = value } };
        }
    }

    /// <param name="text">0 or more; nothing = as the policy has it.</param>
    public void SetThreshold(string? text) => Threshold = Read(text, 0, 1e12) is { } value && value != PolicyThreshold ? value : null;

    /// <param name="text">Percent from 0 to 50; nothing = as the policy has it.</param>
    public void SetExploration(string? text) => Exploration = Read(text, 0, 50) is { } value ? value / 100 : null;

    /// <param name="text">Percent from 0 to 100; nothing = as the policy has it.</param>
    public void SetMinimumPropensity(string? text) => MinimumPropensity = Read(text, 0, 100) is { } value && value / 100 != PolicyMinimumPropensity ? value / 100 : null;

    public int CapOf(ContactPolicyDocument cap) => _caps.TryGetValue(cap.Id, out var set) ? set : cap.Limit ?? 0;

    public decimal BudgetOf(BudgetDocument budget) => _budgets.TryGetValue(budget.Id, out var set) ? set : budget.Limit;

    /// <param name="text">A whole number from 1 to 200; anything else = as the policy has it.</param>
    public void SetCap(ContactPolicyDocument cap, string? text) =>
        Set(_caps, cap.Id, Read(text, ScenarioPolicy.FewestInCap, ScenarioPolicy.MostInCap) is { } value && double.IsInteger(value) ? (int)value : null, cap.Limit);

    /// <param name="text">Pieces from 1, or money above 0; anything else = as the policy has it.</param>
    public void SetBudget(BudgetDocument budget, string? text) => Set(_budgets, budget.Id, Read(text, budget.Unit == "count" ? 1 : 1e-9, 1e12) is { } value ? (decimal)value : null, budget.Limit);

    public void Reset()
    {
        Levers.Reset();
        (Weights, Threshold, Exploration, MinimumPropensity) = (_policy.Document.Arbitration.Weights, null, null, null);
        _caps.Clear();
        _budgets.Clear();
    }

    /// <summary>The scenario as it stands.</summary>
    /// <param name="change">The change that it rests on; null = the policy in force.</param>
    public Scenario ToScenario(string? change) => new()
    {
        Name = Name.Trim() is { Length: > 0 } name ? name : null,
        Change = change,
        Days = Days,
        Weights = Weights == _policy.Document.Arbitration.Weights ? null : Weights,
        Objectives = Set("objective"),
        Groups = Set("group"),
        Actions = Set("action"),
        ContextWeights = Set("contextWeight"),
        SilenceThreshold = Threshold,
        MinimumPropensity = MinimumPropensity,
        Exploration = Exploration,
        Caps = _caps,
        Budgets = _budgets,
        Segment = Segment,
        Front = First is { } first ? new FrontRequest(first, Second == first ? null : Second, Third) : null,
    };

    /// <summary>Takes a point of a front.</summary>
    /// <param name="front">The levers that were swept.</param>
    public void Take(FrontRequest front, FrontSetting setting)
    {
        ArgumentNullException.ThrowIfNull(front);
        Take(front.First, setting.First);
        Take(front.Second, setting.Second);
    }

    /// <summary>What is to stand in a change.</summary>
    public IReadOnlyList<ItemWrite> Writes()
    {
        var writes = Levers.Writes().ToList();
        var document = _policy.Document;
        if (Weights != _policy.Document.Arbitration.Weights || Threshold is not null || MinimumPropensity is not null)
        {
            var arbitration = _policy.Document.Arbitration with { Weights = Weights, SilenceThreshold = Threshold ?? PolicyThreshold, MinimumPropensity = MinimumPropensity ?? PolicyMinimumPropensity };
            writes.Add(new ItemWrite(
                PolicyItems.WorkspaceKind, PolicyItems.WorkspaceKind, ItemWriteKind.Edit, [new FieldWrite("arbitration", ArbitrationOf(_policy.Document), ArbitrationOf(_policy.Document with { Arbitration = arbitration }))]));
        }

        if (Exploration is { } exploration)
        {
            writes.AddRange(document.Channels.Where(c => c.ExplorationBudget != exploration).Select(c => new ItemWrite(
                "channel", c.Id, ItemWriteKind.Edit, [Written("channel", "explorationBudget", document with { Channels = [c] }, document with { Channels = [c with { ExplorationBudget = exploration }] })])));
        }

        writes.AddRange(Caps.Where(c => _caps.ContainsKey(c.Id)).Select(c => new ItemWrite(
            "contactPolicy", c.Id, ItemWriteKind.Edit, [Written("contactPolicy", "limit", document with { ContactPolicies = [c] }, document with { ContactPolicies = [c with { Limit = CapOf(c) }] })])));
        writes.AddRange(Budgets.Where(b => _budgets.ContainsKey(b.Id)).Select(b => new ItemWrite(
            "budget", b.Id, ItemWriteKind.Edit, [Written("budget", "limit", document with { Budgets = [b] }, document with { Budgets = [b with { Limit = BudgetOf(b) }] })])));
        return writes;
    }

    private static void Set<T>(Dictionary<string, T> settings, string id, T? value, T? inPolicy)
        where T : struct, IEquatable<T>
    {
        settings.Remove(id);
        if (value is { } set && !set.Equals(inPolicy.GetValueOrDefault()))
        {
            settings[id] = set;
        }
    }

    private void Take(LeverName? lever, double? value)
    {
        if (lever is not null && value is { } set && Levers.Board.Rows.FirstOrDefault(r => r.Kind == lever.Kind && r.Id == lever.Id) is { } row)
        {
            Levers.Set(row, set);
        }
    }

    private Dictionary<string, double> Set(string kind) => Levers.Settings.Where(s => s.Kind == kind).ToDictionary(s => s.Id, s => s.Value);

    private static IReadOnlyDictionary<string, double> LeversOf(Scenario scenario, string kind) => kind switch
    {
        "objective" => scenario.Objectives,
        "group" => scenario.Groups,
        _ => scenario.Actions,
    };

    private static FieldWrite Written(string kind, string field, PolicyDocument before, PolicyDocument after) => new(field, Field(before, kind, field), Field(after, kind, field));

    private static string? ArbitrationOf(PolicyDocument document) => Field(document, PolicyItems.WorkspaceKind, "arbitration");

    // As the policy writes it: defaults are left out.
    private static string? Field(PolicyDocument document, string kind, string field) =>
        JsonNode.Parse(PolicyItems.Split(document).First(i => i.Kind == kind).Json)![field]?.ToJsonString();

    private static double? Read(string? text, double lowest, double highest) =>
        double.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= lowest && value <= highest ? value : null;
}
