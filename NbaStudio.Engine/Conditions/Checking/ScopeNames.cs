using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Checking;

/// <summary>Looks names up in a scope: the slot that a name means, and the names that are near.</summary>
internal static class ScopeNames
{
    /// <summary>The slot of a name; null where the scope does not know it.</summary>
    /// <param name="eventType">Type whose properties event.* means; null = any.</param>
    public static SlotDefinition? SlotOf(NameRoot root, string name, string? part, ConditionScope scope, string? eventType) => root switch
    {
        NameRoot.Customer => scope.Attributes.TryGetValue(name, out var kind) ? new AttributeSlot(name, kind) : null,
        NameRoot.Aggregate => scope.Aggregates.TryGetValue(name, out var aggregate) ? new AggregateSlot("aggregate." + name, KindOf(aggregate, scope), aggregate) : null,
        NameRoot.Context => new ContextSlot(name),
        NameRoot.Trigger => new TriggerSlot(name),
        NameRoot.Score => scope.Scores?.Contains(name) == false ? null : new ScoreSlot(name),
        NameRoot.Goal => scope.Goals.Contains(name) ? new GoalSlot(name, part ?? "", part == "deadline" ? ValueKind.DateTime : ValueKind.Number) : null,
        NameRoot.Time => name is "hour" or "weekday" ? new TimeSlot(name) : null,
        _ => EventKind(eventType, name, scope) is { } propertyKind ? new EventSlot(name, propertyKind) : null,
    };

    /// <summary>The declared kind of an event's property; Any for undeclared types; null for a property that a declared type does not have.</summary>
    public static ValueKind? EventKind(string? eventType, string property, ConditionScope scope)
    {
        if (property == "type")
        {
            return ValueKind.Text;
        }

        return PropertiesOf(eventType, scope) is not { } properties ? ValueKind.Any : properties.TryGetValue(property, out var kind) ? kind : null;
    }

    public static IReadOnlyDictionary<string, ValueKind>? PropertiesOf(string? eventType, ConditionScope scope)
    {
        if (eventType is null)
        {
            return null;
        }

        if (scope.Events.TryGetValue(eventType, out var exact))
        {
            return exact;
        }

        var folded = TextValue.Fold(eventType);
        return scope.Events.FirstOrDefault(e => TextValue.Fold(e.Key) == folded).Value;
    }

    /// <summary>Type of an aggregate's value.</summary>
    public static ValueKind KindOf(AggregateDefinition aggregate, ConditionScope scope)
    {
        var property = aggregate.Property is null ? ValueKind.Number : EventKind(aggregate.EventType, aggregate.Property, scope) ?? ValueKind.Any;
        return aggregate.Function switch
        {
            AggregateFunction.Last => property,
            AggregateFunction.Count or AggregateFunction.Distinct or AggregateFunction.DaysSince => ValueKind.Number,
            _ => property == ValueKind.Money ? ValueKind.Money : ValueKind.Number,
        };
    }

    /// <summary>All names that the scope declares, as they are written.</summary>
    public static IEnumerable<string> All(ConditionScope scope, string? eventType, bool eventsOnly)
    {
        var properties = (PropertiesOf(eventType, scope)?.Keys ?? []).Append("type").Select(p => "event." + ConditionPrinter.NamePart(p));
        return eventsOnly ? properties :
        [
            .. scope.Attributes.Keys.Select(a => "customer." + ConditionPrinter.NamePart(a)),
            .. scope.Aggregates.Keys.Select(a => "aggregate." + ConditionPrinter.NamePart(a)),
            .. scope.Goals.SelectMany(g => new[] { $"goal.{ConditionPrinter.NamePart(g)}.progress", $"goal.{ConditionPrinter.NamePart(g)}.deadline" }),
            .. (scope.Scores ?? new HashSet<string>()).Select(s => "score." + ConditionPrinter.NamePart(s)),
            "time.hour", "time.weekday",
            .. scope.AllowEvent ? properties : [],
        ];
    }

    /// <summary>The nearest known name; where only the first word is wrong and its names are free (context, trigger, score), that word corrected.</summary>
    public static string? Nearest(string name, ConditionScope scope, string? eventType, bool eventsOnly)
    {
        var known = All(scope, eventType, eventsOnly).ToList();
        if (NearestName.Find(name, known) is { } nearest)
        {
            return nearest;
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            // A bare name: the one whose last part it is.
            return known.FirstOrDefault(k => k.EndsWith("." + name, StringComparison.OrdinalIgnoreCase));
        }

        return !eventsOnly && NearestName.Find(name[..dot], ["context", "trigger", "score"]) is { } root && root != name[..dot] ? root + name[dot..] : null;
    }
}
