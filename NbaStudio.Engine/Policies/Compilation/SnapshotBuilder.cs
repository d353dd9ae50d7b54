using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Turns a valid document into a snapshot. Mistakes that validation let through still become issues.</summary>
internal sealed class SnapshotBuilder
{
    private readonly PolicyDocument _document;
    private readonly DocumentIndex _index;
    private readonly PreparedDocument _prepared;
    private readonly SlotLayoutBuilder _layout = new();
    private readonly ExpressionCompiler _compiler;

    public SnapshotBuilder(PolicyDocument document, IssueList issues)
    {
        _document = document;
        _index = DocumentIndex.Of(document);
        _prepared = new PreparedDocument(_index, issues);
        _compiler = new ExpressionCompiler(_prepared.Scopes, _layout, issues);
    }

    public PolicySnapshot Build(int revision, DateTimeOffset publishedAt)
    {
        DeclareSlots();
        var hierarchy = new HierarchyBuilder(_index, _compiler, _document).Build();
        var rules = new RuleBuilder(_index, _compiler, _document);
        var contactRules = rules.ContactRules(hierarchy);
        var budgets = rules.Budgets();
        var weights = rules.ContextWeights();
        var goals = Goals();
        var audiences = Audiences();
        var scores = new ScoreBuilder(_document, _prepared.Scopes.Rules).Build(_layout);
        // Last, so that records from before there were such inputs are read as the start of this layout.
        foreach (var count in HistorySlots.Of(_document))
        {
            _layout.Add(count);
        }

        var layout = _layout.ToLayout();
        var triggers = rules.Triggers([.. layout.Slots.OfType<TriggerSlot>().Select(s => s.Key)], audiences);
        var aggregates = Aggregates(layout);
        var attributes = Attributes(layout);
        var eventTypes = EventTypes();
        return new PolicySnapshot(IndexBuilder.Build(hierarchy, contactRules, budgets, weights, triggers, aggregates, attributes, eventTypes))
        {
            Document = _document,
            Revision = revision,
            PublishedAt = publishedAt,
            Zone = TimeZoneInfo.FindSystemTimeZoneById(_document.TimeZone),
            Currency = _document.Currency,
            Languages = _document.Languages,
            DefaultLanguage = _document.DefaultLanguage,
            ServiceValue = (double)_document.ServiceValue,
            Layout = layout,
            Scope = _prepared.Scopes.Rules,
            AggregateCatalogue = AggregateCatalogueBuilder.Build(layout, _prepared.Scopes.Rules),
            Predictors = PredictorSlots.Of(layout, _document),
            Attributes = attributes,
            EventTypes = eventTypes,
            TextModels = TextModelBuilder.Build(_document),
            Aggregates = aggregates,
            Scores = scores,
            Goals = goals,
            Audiences = audiences,
            Channels = hierarchy.Channels,
            Objectives = hierarchy.Objectives,
            Groups = hierarchy.Groups,
            Actions = hierarchy.Actions,
            Treatments = hierarchy.Treatments,
            ContactRules = contactRules,
            Budgets = budgets,
            ContextWeights = weights,
            Triggers = triggers,
            HoldOuts = rules.HoldOuts(),
            Arbitration = RuleBuilder.ArbitrationOf(_document),
            RandomCheck = _document.RandomCheck,
            Fairness = [.. _document.Fairness.Select(f => new FairnessSnapshot(f.Attribute, f.Measure == "meanValue", f.Low, f.High))],
        };
    }

    // Inputs that models learn from and that fairness watches have slots whether or not a rule reads them.
    private void DeclareSlots()
    {
        var watched = _document.Fairness.Select(f => f.Attribute).ToHashSet(StringComparer.Ordinal);
        foreach (var attribute in _document.Attributes.Where(a => PredictorSlots.IsLearned(a) || watched.Contains(a.Name)))
        {
            _layout.Add(new AttributeSlot(attribute.Name, DocumentWords.Kind(attribute.Type)));
        }

        foreach (var definition in _document.Aggregates.Select(a => _prepared.Aggregates[a.Name]))
        {
            _layout.Add(new AggregateSlot(definition.Name, _prepared.KindOf(definition), definition));
        }

        foreach (var action in _index.Actions.Where(a => a.Item.Propensity is not null))
        {
            _layout.Add(ScoreInputs.ScoreOf(action.Item.Propensity!, _prepared.Scopes.Rules)!);
        }

        _layout.Add(new TimeSlot("hour"));
        _layout.Add(new TimeSlot("weekday"));
    }

    private List<GoalSnapshot> Goals()
    {
        var goals = new List<GoalSnapshot>();
        foreach (var (goal, path) in DocumentIndex.Locate(_document.Goals, "goals", g => g.Name))
        {
            var progressSlot = _layout.Add(new GoalSlot(goal.Name, "progress", ValueKind.Number));
            var deadlineSlot = _layout.Add(new GoalSlot(goal.Name, "deadline", ValueKind.DateTime));
            if (_compiler.Goal(goal.Progress, ExpectedType.Number, path + "/progress") is { } progress)
            {
                var deadline = _compiler.Goal(goal.Deadline, ExpectedType.DateTime, path + "/deadline");
                goals.Add(new GoalSnapshot(goals.Count, goal.Key ?? 0, goal.Name, progress, progressSlot, deadline, deadlineSlot));
            }
        }

        return goals;
    }

    private List<AudienceSnapshot> Audiences()
    {
        var audiences = new List<AudienceSnapshot>();
        foreach (var (audience, path) in DocumentIndex.Locate(_document.Audiences, "audiences", a => a.Name))
        {
            if (_compiler.Rule(audience.When, ExpectedType.Condition, path + "/when") is { } when)
            {
                audiences.Add(new AudienceSnapshot(audiences.Count, audience.Key ?? 0, audience.Name, new LabelSnapshot(audience.Name, _document.DefaultLanguage, audience.Label), when));
            }
        }

        // A schedule may be for those for whom a named condition holds; an audience of the name comes first.
        foreach (var (condition, path) in DocumentIndex.Locate(_document.Conditions, "conditions", c => c.Name))
        {
            if (_document.Triggers.Any(t => t.Schedule is not null && t.Audience == condition.Name) && audiences.All(a => a.Name != condition.Name)
                && _compiler.Rule(condition.When, ExpectedType.Condition, path + "/when") is { } when)
            {
                audiences.Add(new AudienceSnapshot(audiences.Count, condition.Key ?? 0, condition.Name, new LabelSnapshot(condition.Name, _document.DefaultLanguage, condition.Label), when));
            }
        }

        return audiences;
    }

    private List<AggregateSnapshot> Aggregates(SlotLayout layout)
    {
        var aggregates = new List<AggregateSnapshot>();
        var declared = _prepared.Aggregates.Values.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        for (var slot = 0; slot < layout.Count; slot++)
        {
            if (layout.Slots[slot] is AggregateSlot { Aggregate: var definition }
                && _compiler.Filter(definition.EventType, definition.Where, "aggregates") is { } filter)
            {
                aggregates.Add(new AggregateSnapshot(aggregates.Count, slot, declared.Contains(definition.Name), definition, filter));
            }
        }

        return aggregates;
    }

    private List<AttributeSnapshot> Attributes(SlotLayout layout) =>
    [
        .. _document.Attributes.Select((a, i) => new AttributeSnapshot(
            i, a.Key ?? 0, a.Name, DocumentWords.Kind(a.Type), new LabelSnapshot(a.Name, _document.DefaultLanguage, a.Label), a.Sensitive, PredictorSlots.IsLearned(a),
            layout.IndexOf("customer." + a.Name))),
    ];

    private List<EventTypeSnapshot> EventTypes() =>
    [
        .. _document.Events.Select((e, i) => new EventTypeSnapshot(
            i, e.Key ?? 0, new TextValue(e.Type), new LabelSnapshot(e.Type, _document.DefaultLanguage, e.Label),
            [.. e.Properties.Select(p => new EventPropertySnapshot(p.Name, DocumentWords.Kind(p.Type), p.Required, new LabelSnapshot(p.Name, _document.DefaultLanguage, p.Label)))])),
    ];
}
