using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Rules;

/// <summary>Rules: where they stand, and one of them under work. Rules under work are kept while the page is open.</summary>
public sealed partial class RulesPage : IDisposable
{
    private readonly Dictionary<(string?, string, string, RuleField), RuleWork> _works = [];
    private readonly Dictionary<(string?, string, string, RuleField), KeptRule> _kept = [];
    private IReadOnlyList<RulePlace> _places = [];
    private IReadOnlyList<RulePlace> _live = [];
    private IReadOnlyList<RuleUse> _uses = [];
    private RuleVocabulary? _vocabulary;
    private bool _isDraft;
    private bool _isLeft;
    private (string? Kind, string? Id, string? Field, string? Change) _asked;
    private RuleWork? _deleting;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private IRuleDesk Desk { get; set; } = null!;

    [Inject]
    private Engine.NbaEngine Engine { get; set; } = null!;

    [Inject]
    private IItemEditor Items { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Parameter]
    public string? Kind { get; set; }

    [Parameter]
    public string? Id { get; set; }

    [SupplyParameterFromQuery(Name = "field")]
    public string? FieldName { get; set; }

    /// <summary>The change whose rules are shown; the published policy when absent.</summary>
    [SupplyParameterFromQuery(Name = "change")]
    public string? Change { get; set; }

    private RuleWork? Work { get; set; }

    private IReadOnlyList<(string, string)> Kinds => [.. new[] { "objective", "group", "action", "treatment", "condition", "audience" }.Select(k => (k, W["item." + k]))];

    /// <summary>Address of a rule.</summary>
    /// <param name="change">The change that is looked at; null = what is published.</param>
    public static string PathOf(RulePlace place, RuleField field, string? change = null)
    {
        ArgumentNullException.ThrowIfNull(place);
        string[] query = [field is RuleField.When or RuleField.Eligibility ? "" : "field=" + field.ToString().ToLowerInvariant(), change is null ? "" : "change=" + Uri.EscapeDataString(change)];
        var asked = string.Join('&', query.Where(q => q.Length > 0));
        return $"/rules/{place.Kind}/{Uri.EscapeDataString(place.Id)}{(asked.Length == 0 ? "" : "?" + asked)}";
    }

    protected override async Task OnParametersSetAsync()
    {
        var filtered = TakeFilter();
        var asked = (Kind, Id, FieldName, Change);
        // Whoever types into the filter stays at the same list: what it is made of need not be read again.
        if (Engine.Policy is not { } policy || (filtered && _vocabulary is not null && _asked == asked))
        {
            return;
        }

        _asked = asked;
        _live = Desk.Places(policy, W.Language);
        if (Change is { } change && await Items.OpenAsync(change) is { } draft)
        {
            (_isDraft, policy) = (true, draft);
        }
        else
        {
            _isDraft = false;
        }

        _places = Desk.Places(policy, W.Language);
        _vocabulary = Desk.Vocabulary(policy, W.Language);
        Work = null;
        if (Kind is not null && _places.FirstOrDefault(p => p.Kind == Kind && p.Id == Id) is { } place)
        {
            var fields = FieldsOf(place.Kind);
            var field = Enum.TryParse<RuleField>(FieldName, ignoreCase: true, out var named) && fields.Contains(named) ? named : fields[0];
            var key = (Change, place.Kind, place.Id, field);
            if (!_works.TryGetValue(key, out var work) || (!work.Editor.IsChanged && !_isDraft && work.Policy != policy))
            {
                _works[key] = work = new RuleWork(Desk, policy, place, field);
            }

            if (_kept.Remove(key, out var kept))
            {
                work.Restore(kept);
            }

            (Work, _uses) = (work, UsesOf(policy, place, field));
        }
    }

    // What a change here reaches: whatever names it, or the actions under it.
    private IReadOnlyList<RuleUse> UsesOf(Engine.Policies.Snapshots.PolicySnapshot policy, RulePlace place, RuleField field)
    {
        if (IsNamed(place))
        {
            return Desk.ReadNamed(policy, W.Language).FirstOrDefault(n => n.Kind == place.Kind && n.Name == place.Id)?.Uses ?? [];
        }

        return place.Kind is not ("objective" or "group") ? []
            : [.. _places.SkipWhile(p => p != place).Skip(1).TakeWhile(p => p.Path.Count > place.Path.Count).Where(p => p.Kind == "action").Select(p => new RuleUse(p.Kind, p.Id, p.Label, field))];
    }

    /// <summary>Rules with edits that are in no change yet.</summary>
    private int Unsaved => _works.Values.Count(w => w.Editor.IsChanged) + _kept.Count;

    // Those of before that were not opened again yet stay with the rest.
    private RuleDraft? ToDraft() => Unsaved == 0 ? null : new RuleDraft(
        [.. _works.Where(w => w.Value.Editor.IsChanged).Select(w => new KeptRule(w.Key.Item1, w.Key.Item2, w.Key.Item3, w.Key.Item4, w.Value.Editor.Opened, w.Value.Editor.Text)), .. _kept.Values]);

    private Task<bool> RestoreAsync(string text)
    {
        if (RuleDraft.From(text) is not { } draft)
        {
            return Task.FromResult(false);
        }

        foreach (var rule in draft.Rules)
        {
            if (_works.TryGetValue(rule.Key, out var work))
            {
                work.Restore(rule);
            }
            else
            {
                _kept[rule.Key] = rule;
            }
        }

        StateHasChanged();
        return Task.FromResult(true);
    }

    private Task DropAsync(bool stays)
    {
        _works.Clear();
        _kept.Clear();
        return stays ? OnParametersSetAsync() : Task.CompletedTask;
    }

    // The list and every rule are one page; the audiences are another.
    private static bool StaysAt(Uri target) => target.AbsolutePath == "/rules" || (target.AbsolutePath.StartsWith("/rules/", StringComparison.Ordinal) && target.AbsolutePath.Count(c => c == '/') == 3);

    private string? LiveOf(RuleWork work) =>
        _live.FirstOrDefault(p => p.Kind == work.Place.Kind && p.Id == work.Place.Id)?.Rules.GetValueOrDefault(work.Field);

    private static string? Blank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // What is in the change is what the editor goes on from; its address can be sent to somebody.
    private void Saved(string change, RuleWork work, string? from)
    {
        _works[(change, work.Place.Kind, work.Place.Id, work.Field)] = work;
        _works.Remove((from == change ? null : from, work.Place.Kind, work.Place.Id, work.Field));

        // Who has moved on meanwhile stays there.
        if (work == Work && !_isLeft)
        {
            Navigation.NavigateTo(PathOf(work.Place, work.Field, change));
        }
    }

    public void Dispose() => _isLeft = true;

    // What was typed into it goes with it.
    private void Deleted(string change)
    {
        if (Work is { } work)
        {
            _works.Remove((Change, work.Place.Kind, work.Place.Id, work.Field));
            _deleting = null;
            Navigation.NavigateTo("/rules?change=" + Uri.EscapeDataString(change));
        }
    }

    private static bool IsNamed(RulePlace place) => place.Kind is "condition" or "audience";

    private void TakeTheirs(string text)
    {
        Work?.Editor.Open(text);
        Work?.Refresh();
    }

    private static IReadOnlyList<RuleField> FieldsOf(string kind) => kind switch
    {
        "condition" or "audience" => [RuleField.When],
        "treatment" => [RuleField.Eligibility],
        _ => [RuleField.Eligibility, RuleField.Applicability, RuleField.Suitability],
    };

    /// <summary>The rules of the same sort at the levels above.</summary>
    private List<(RulePlace Place, string Text)> InheritedOf(RuleWork work) =>
        [.. Around(work.Place).Where(p => p.Rules.ContainsKey(work.Field)).Select(p => (p, p.Rules[work.Field]))];

    /// <summary>What a place stands in, the outermost first.</summary>
    private List<RulePlace> Around(RulePlace place)
    {
        var around = new List<RulePlace>();
        var at = _places.TakeWhile(p => p.Kind != place.Kind || p.Id != place.Id).Count();
        for (var depth = place.Path.Count; depth > 0; depth--)
        {
            // Places stand in the order of the policy: the nearest one before with a shorter path is the one around.
            at = Enumerable.Range(0, at).Reverse().First(i => _places[i].Path.Count == depth - 1 && _places[i].Kind is not ("condition" or "audience"));
            around.Insert(0, _places[at]);
        }

        return around;
    }

    private List<(string Text, string Href)> StepsOf(RuleWork work)
    {
        var query = Change is null ? "" : "?change=" + Uri.EscapeDataString(Change);
        return
        [
            (W["nav.rules"], "/rules" + query),
            .. IsNamed(work.Place) ? [(W["audiences.title"], "/rules/audiences" + query)] : Around(work.Place).Select(p => (p.Label, PathOf(p, FieldsOf(p.Kind).Contains(work.Field) ? work.Field : FieldsOf(p.Kind)[0], Change))),
        ];
    }
}
