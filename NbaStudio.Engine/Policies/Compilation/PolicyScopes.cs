using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>What names mean in the expressions of one document.</summary>
internal sealed class PolicyScopes
{
    /// <summary>Makes the scopes of a document.</summary>
    /// <param name="index">The document.</param>
    /// <param name="conditions">Named conditions that may be used: the broken ones replaced, so that one mistake is reported once.</param>
    /// <param name="aggregates">Declared aggregates, likewise.</param>
    public PolicyScopes(DocumentIndex index, IReadOnlyDictionary<string, string> conditions, IReadOnlyDictionary<string, AggregateDefinition> aggregates)
    {
        var document = index.Document;
        Goals = new ConditionScope
        {
            Attributes = AttributesOf(document),
            Aggregates = aggregates,
            Scores = document.Scores.Select(s => s.Name).ToHashSet(StringComparer.Ordinal),
            Conditions = conditions,
            Events = EventsOf(document),
            Objectives = index.ObjectiveIds.Keys.ToHashSet(StringComparer.Ordinal),
            Groups = index.GroupIds.Keys.ToHashSet(StringComparer.Ordinal),
            Actions = index.ActionIds.Keys.ToHashSet(StringComparer.Ordinal),
            Treatments = index.TreatmentIds.Keys.ToHashSet(StringComparer.Ordinal),
            Channels = index.ChannelIds.Keys.ToHashSet(StringComparer.Ordinal),
        };
        Rules = Goals with { Goals = document.Goals.Select(g => g.Name).ToHashSet(StringComparer.Ordinal), AllowEvent = true };
    }

    /// <summary>Rules, values, levers, context weights, audiences.</summary>
    public ConditionScope Rules { get; }

    /// <summary>The same for the same names, whatever else the document says.</summary>
    public string Fingerprint => field ??= ScopeFingerprint.Of(Rules);

    /// <summary>Expressions of goals; also knows the events that filters look at.</summary>
    public ConditionScope Goals { get; }

    private static Dictionary<string, ValueKind> AttributesOf(PolicyDocument document)
    {
        var attributes = new Dictionary<string, ValueKind>(StringComparer.Ordinal);
        foreach (var attribute in document.Attributes)
        {
            attributes.TryAdd(attribute.Name, DocumentWords.Kind(attribute.Type));
        }

        return attributes;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, ValueKind>> EventsOf(PolicyDocument document)
    {
        var events = new Dictionary<string, IReadOnlyDictionary<string, ValueKind>>(StringComparer.Ordinal);
        foreach (var declared in document.Events)
        {
            var properties = new Dictionary<string, ValueKind>(StringComparer.Ordinal);
            foreach (var property in declared.Properties.Concat(TextOutputs.Of(document, declared.Type)))
            {
                properties.TryAdd(property.Name, DocumentWords.Kind(property.Type));
            }

            events.TryAdd(declared.Type, properties);
        }

        if (document.Goals.Count > 0)
        {
            events.TryAdd(GoalEventTypes.Reached, GoalEventTypes.Properties);
            events.TryAdd(GoalEventTypes.Behind, GoalEventTypes.Properties);
        }

        return events;
    }
}
