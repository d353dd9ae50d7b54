using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Rules;

/// <summary>Rules: where they stand, and one of them under work. Rules under work are kept while the page is open.</summary>
public sealed partial class RulesPage
{
    private readonly Dictionary<(string, string, RuleField), RuleWork> _works = [];
    private IReadOnlyList<RulePlace> _places = [];
    private RuleVocabulary? _vocabulary;
    private string _text = "";
    private string? _kind;
    private bool _all;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private IRuleDesk Desk { get; set; } = null!;

    [Inject]
    private Engine.NbaEngine Engine { get; set; } = null!;

    [Parameter]
    public string? Kind { get; set; }

    [Parameter]
    public string? Id { get; set; }

    [SupplyParameterFromQuery(Name = "field")]
    public string? FieldName { get; set; }

    private RuleWork? Work { get; set; }

    private IReadOnlyList<(string, string)> Kinds => [.. new[] { "objective", "group", "action", "treatment", "condition", "audience" }.Select(k => (k, W["item." + k]))];

    // A long list of places without rules hides those with one.
    private List<RulePlace> Found => [.. _places.Where(p => (_all || p.Rules.Count > 0) && (_kind is null || p.Kind == _kind) && Matches(p))];

    /// <summary>Address of a rule.</summary>
    public static string PathOf(RulePlace place, RuleField field)
    {
        ArgumentNullException.ThrowIfNull(place);
        return $"/rules/{place.Kind}/{Uri.EscapeDataString(place.Id)}{(field is RuleField.When or RuleField.Eligibility ? "" : "?field=" + field.ToString().ToLowerInvariant())}";
    }

    protected override void OnParametersSet()
    {
        if (Engine.Policy is not { } policy)
        {
            return;
        }

        _places = Desk.Places(policy, W.Language);
        _vocabulary = Desk.Vocabulary(policy, W.Language);
        Work = null;
        if (Kind is not null && _places.FirstOrDefault(p => p.Kind == Kind && p.Id == Id) is { } place)
        {
            var fields = FieldsOf(place.Kind);
            var field = Enum.TryParse<RuleField>(FieldName, ignoreCase: true, out var asked) && fields.Contains(asked) ? asked : fields[0];
            var key = (place.Kind, place.Id, field);
            if (!_works.TryGetValue(key, out var work) || (!work.Editor.IsChanged && work.Policy != policy))
            {
                _works[key] = work = new RuleWork(Desk, policy, place, field);
            }

            Work = work;
        }
    }

    private static IReadOnlyList<RuleField> FieldsOf(string kind) => kind switch
    {
        "condition" or "audience" => [RuleField.When],
        "treatment" => [RuleField.Eligibility],
        _ => [RuleField.Eligibility, RuleField.Applicability, RuleField.Suitability],
    };

    private bool Matches(RulePlace place) => _text.Trim() is var text && (text.Length == 0
        || place.Label.Contains(text, StringComparison.OrdinalIgnoreCase) || place.Id.Contains(text, StringComparison.OrdinalIgnoreCase)
        || place.Rules.Values.Any(r => r.Contains(text, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The rules of the same sort at the levels above.</summary>
    private List<(RulePlace Place, string Text)> InheritedOf(RuleWork work)
    {
        var above = new List<(RulePlace, string)>();
        var at = _places.TakeWhile(p => p.Kind != work.Place.Kind || p.Id != work.Place.Id).Count();
        for (var depth = work.Place.Path.Count; depth > 0; depth--)
        {
            // Places stand in the order of the policy: the nearest one before with a shorter path is the one around.
            at = Enumerable.Range(0, at).Reverse().First(i => _places[i].Path.Count == depth - 1 && _places[i].Kind is not ("condition" or "audience"));
            if (_places[at].Rules.TryGetValue(work.Field, out var text))
            {
                above.Insert(0, (_places[at], text));
            }
        }

        return above;
    }
}
