using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Explanations;

/// <summary>Names of a decision's inputs as people read them: the label where the policy has one, else words built from the definition. Pure and thread safe.</summary>
public static class InputNames
{
    private const string Share = "share";
    private const string DaysSince = "days_since(";

    /// <summary>The name of an input.</summary>
    /// <param name="name">Canonical name of a slot, such as customer.age; text that is no slot comes back as it is.</param>
    /// <param name="language">en or ja; anything else reads English.</param>
    public static string Of(PolicySnapshot policy, string name, string language)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(name);
        if (policy.Layout.IndexOf(name) is var index and >= 0)
        {
            return Of(policy, policy.Layout.Slots[index], language);
        }

        return name.StartsWith(DaysSince, StringComparison.Ordinal) && name.EndsWith(')')
            ? ExplanationBuilder.Texts(language).DaysSince(Of(policy, name[DaysSince.Length..^1], language))
            : name;
    }

    /// <summary>The name of an input.</summary>
    public static string Of(PolicySnapshot policy, SlotDefinition slot, string language)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(slot);
        ArgumentNullException.ThrowIfNull(language);
        var texts = ExplanationBuilder.Texts(language);
        return slot switch
        {
            AttributeSlot attribute when policy.AttributeIndexOf(attribute.Attribute) is var index and >= 0 => policy.Attributes[index].Label.In(language),
            AttributeSlot attribute => attribute.Attribute,
            AggregateSlot aggregate => Label(policy, Declared(policy, aggregate)?.Label, language) ?? texts.Aggregate(aggregate.Aggregate, EventName(policy, aggregate.Aggregate, language)),
            GoalSlot goal => texts.Goal(Label(policy, policy.Document.Goals.FirstOrDefault(g => Same(g.Name, goal.Goal))?.Label, language) ?? goal.Goal, goal.Part),
            ContextSlot context => texts.Named("context", context.Key),
            EventSlot property => texts.Named("event", property.Property),
            ScoreSlot score => Label(policy, policy.Document.Scores.FirstOrDefault(s => Same(s.Name, score.Score))?.Label, language) ?? score.Score,
            OutcomeCountSlot count => texts.OutcomeCount(count, ScopeName(policy, count.Scope, language)),
            TimeSlot time => texts.TimePart(time.Part),
            _ => slot.Name,
        };
    }

    /// <summary>Whether the input is a share from 0 to 1, which people read as percent.</summary>
    public static bool IsShare(PolicySnapshot policy, string name)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Layout.IndexOf(name) is var index and >= 0 && policy.Layout.Slots[index] switch
        {
            AttributeSlot attribute => policy.Document.Attributes.Any(a => Same(a.Name, attribute.Attribute) && a.Unit == Share),
            AggregateSlot aggregate => Declared(policy, aggregate)?.Unit == Share,
            GoalSlot goal => goal.Part == "progress",
            ScoreSlot score => policy.Scores.Any(s => s.Name == score.Score && s.Model.Output == Scores.ScoreOutput.Probability),
            _ => false,
        };
    }

    private static Policies.AggregateDocument? Declared(PolicySnapshot policy, AggregateSlot slot) =>
        policy.Document.Aggregates.FirstOrDefault(a => Same("aggregate." + a.Name, slot.Name));

    // Ids that the policy no longer has are shown as they are.
    private static string? ScopeName(PolicySnapshot policy, ContactScope scope, string language) => scope.Id is not { } id ? null : scope.Kind switch
    {
        ContactScopeKind.Objective => policy.Objectives.FirstOrDefault(o => Same(o.Id, id))?.Label.In(language),
        ContactScopeKind.Group => policy.Groups.FirstOrDefault(g => Same(g.Id, id))?.Label.In(language),
        ContactScopeKind.Action => policy.Actions.FirstOrDefault(a => Same(a.Id, id))?.Label.In(language),
        ContactScopeKind.Channel => policy.Channels.FirstOrDefault(c => Same(c.Id, id))?.Label.In(language),
        _ => null,
    } ?? id;

    private static string EventName(PolicySnapshot policy, AggregateDefinition aggregate, string language) =>
        policy.EventTypeIndexOf(new TextValue(aggregate.EventType)) is var index and >= 0 ? policy.EventTypes[index].Label.In(language) : aggregate.EventType;

    private static string? Label(PolicySnapshot policy, IReadOnlyDictionary<string, string>? label, string language) =>
        label is null ? null : new LabelSnapshot("", policy.DefaultLanguage, label).In(language) is { Length: > 0 } text ? text : null;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
