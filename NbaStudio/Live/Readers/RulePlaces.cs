using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>Lists the places of a policy where rules stand.</summary>
internal sealed class RulePlaces(PolicySnapshot policy, string language)
{
    private readonly PolicyDocument _document = policy.Document;
    private readonly Dictionary<string, IReadOnlyList<ConditionDocument>> _used = [];

    public IReadOnlyList<RulePlace> All()
    {
        var places = new List<RulePlace>();
        foreach (var objective in _document.Objectives)
        {
            var ofObjective = Label(objective.Id, objective.Label);
            places.Add(Place("objective", objective.Id, ofObjective, [], Fields(objective.Eligibility, objective.Applicability, objective.Suitability), objective.Groups.Sum(g => g.Actions.Count)));
            foreach (var group in objective.Groups)
            {
                var ofGroup = Label(group.Id, group.Label);
                places.Add(Place("group", group.Id, ofGroup, [ofObjective], Fields(group.Eligibility, group.Applicability, group.Suitability), group.Actions.Count));
                foreach (var action in group.Actions)
                {
                    var ofAction = Label(action.Id, action.Label);
                    places.Add(Place("action", action.Id, ofAction, [ofObjective, ofGroup], Fields(action.Eligibility, action.Applicability, action.Suitability), 1));
                    places.AddRange(action.Treatments.Select(t => Place("treatment", t.Id, t.Id, [ofObjective, ofGroup, ofAction], Fields(t.Eligibility, null, null), 1)));
                }
            }
        }

        var namedBy = Texts(places).SelectMany(UsedBy).CountBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
        places.AddRange(_document.Conditions.Select(c => Place("condition", c.Name, Label(c.Name, c.Label), [], When(c.When), namedBy.GetValueOrDefault(c.Name) + SchedulesOf("condition", c.Name).Count())));
        places.AddRange(_document.Audiences.Select(a => Place("audience", a.Name, Label(a.Name, a.Label), [], When(a.When), SchedulesOf("audience", a.Name).Count())));
        return places;
    }

    /// <summary>Named conditions and audiences with every place that names them.</summary>
    public IReadOnlyList<NamedRule> Named()
    {
        var places = All();
        var uses = new Dictionary<string, List<RuleUse>>(StringComparer.OrdinalIgnoreCase);
        foreach (var place in places)
        {
            foreach (var (field, text) in place.Rules)
            {
                Note(text, new RuleUse(place.Kind, place.Id, place.Label, field));
            }
        }

        foreach (var weight in _document.ContextWeights)
        {
            Note(weight.When, new RuleUse("contextWeight", "", weight.When, null));
        }

        return
        [
            .. places.Where(p => p.Kind is "condition" or "audience").Select(p => new NamedRule(
                p.Kind, p.Id, p.Label, p.Rules[RuleField.When], [.. p.Kind == "condition" ? uses.GetValueOrDefault(p.Id) ?? [] : [], .. SchedulesOf(p.Kind, p.Id).Select(t => new RuleUse("trigger", t.Name, Label(t.Name, t.Label), null))])),
        ];

        void Note(string text, RuleUse use)
        {
            foreach (var condition in UsedBy(text))
            {
                (uses.TryGetValue(condition.Name, out var known) ? known : uses[condition.Name] = []).Add(use);
            }
        }
    }

    // A schedule names an audience or, where there is none of the name, a condition.
    private IEnumerable<TriggerDocument> SchedulesOf(string kind, string name) =>
        _document.Triggers.Where(t => t.Schedule is not null && t.Audience == name && (kind == "audience" || _document.Audiences.All(a => a.Name != name)));

    // Everywhere a named condition can be named, other named conditions too.
    private IEnumerable<string> Texts(IEnumerable<RulePlace> places) =>
        places.SelectMany(p => p.Rules.Values)
            .Concat(_document.Conditions.Select(c => c.When)).Concat(_document.Audiences.Select(a => a.When)).Concat(_document.ContextWeights.Select(w => w.When));

    // Many rules say the same, and every place of one is asked for what it names.
    private IReadOnlyList<ConditionDocument> UsedBy(string text) =>
        _used.TryGetValue(text, out var known) ? known : _used[text] = NamedConditionTexts.UsedBy(_document, text);

    private static RulePlace Place(string kind, string id, string label, IReadOnlyList<string> path, Dictionary<RuleField, string> rules, int usedBy) => new(kind, id, label, path, rules, usedBy);

    private static Dictionary<RuleField, string> When(string text) => new() { [RuleField.When] = text };

    private static Dictionary<RuleField, string> Fields(string? eligibility, string? applicability, string? suitability)
    {
        var fields = new Dictionary<RuleField, string>();
        foreach (var (field, text) in new[] { (RuleField.Eligibility, eligibility), (RuleField.Applicability, applicability), (RuleField.Suitability, suitability) })
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                fields[field] = text;
            }
        }

        return fields;
    }

    private string Label(string id, IReadOnlyDictionary<string, string>? label) => new LabelSnapshot(id, policy.DefaultLanguage, label).In(language);
}
