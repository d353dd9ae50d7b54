using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>Events as the policy declares them beside events as they came.</summary>
internal sealed class EventTypeReader(NbaEngine engine, EventTypeStatistics statistics) : IEventTypeReader
{
    public EventTypeList Read(string language)
    {
        var policy = engine.Policy!;
        var (seen, others, since) = statistics.Read(Midnight(policy));
        var known = seen.ToDictionary(s => TextValue.Fold(s.Type), StringComparer.Ordinal);
        var types = policy.EventTypes.Select(declared => View(policy, declared, known.GetValueOrDefault(declared.Type.Folded), declared.Type.Original, language)).ToList();
        types.AddRange(seen.Where(s => policy.EventTypeIndexOf(new TextValue(s.Type)) < 0).Select(s => View(policy, null, s, s.Type, language)));
        return new EventTypeList([.. types.OrderByDescending(t => t.Today).ThenBy(t => t.Type, StringComparer.Ordinal)], others, since);
    }

    /// <summary>Type of a property as policies write it; null for kinds that none declares.</summary>
    internal static string? Word(ValueKind kind) => kind switch
    {
        ValueKind.Number => "number",
        ValueKind.Money => "money",
        ValueKind.Text => "text",
        ValueKind.Boolean => "boolean",
        ValueKind.DateTime => "datetime",
        _ => null,
    };

    private static EventTypeView View(PolicySnapshot policy, EventTypeSnapshot? declared, SeenEvents? seen, string type, string language)
    {
        var value = new TextValue(type);
        var properties = (declared?.Properties ?? []).Select(p => (p.Name, Declared: (EventPropertySnapshot?)p))
            .Concat((seen?.Properties ?? []).Where(s => declared?.Properties.Any(p => p.Name == s.Name) != true).Select(s => (s.Name, Declared: (EventPropertySnapshot?)null)));
        List<string> triggers = [];
        foreach (var index in policy.TriggersOfEvent(value))
        {
            triggers.Add(policy.Triggers[index].Label.In(language));
        }

        return new EventTypeView(
            type, declared is null ? new LocalizedText(MomentText.Of(policy, type, language)) : PolicyViews.Text(declared.Label, policy), declared is not null,
            seen?.Today ?? 0, seen?.LastHour ?? 0, seen?.LastSeen, [.. properties.Select(p => Property(p.Name, p.Declared, seen))], seen?.OtherProperties == true,
            [.. policy.Aggregates.Where(a => a.Declared && TextValue.Fold(a.Definition.EventType) == value.Folded).Select(a => policy.Layout.Slots[a.Slot].Name["aggregate.".Length..])], triggers);
    }

    private static EventPropertyView Property(string name, EventPropertySnapshot? declared, SeenEvents? seen)
    {
        var found = seen?.Properties.FirstOrDefault(p => p.Name == name);
        return new EventPropertyView(
            name, declared is null ? null : Word(declared.Kind), declared?.Required == true, [.. (found?.Kinds ?? []).Select(k => Word(k) ?? k.ToString().ToLowerInvariant())], found?.Samples ?? []);
    }

    private long Midnight(PolicySnapshot policy)
    {
        var local = TimeZoneInfo.ConvertTime(engine.Now, policy.Zone);
        return (local - local.TimeOfDay).ToUnixTimeMilliseconds();
    }
}
