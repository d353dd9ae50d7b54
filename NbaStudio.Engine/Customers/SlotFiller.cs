using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Aggregates;

namespace NbaStudio.Engine.Customers;

/// <summary>Fills the inputs of a decision from a customer's state. Made once per revision; immutable and thread safe; filling allocates nothing.</summary>
/// <remarks>Goals and imported scores are the caller's: their slots are left missing.</remarks>
public sealed class SlotFiller
{
    private readonly int _slotCount;
    private readonly AggregateCatalogue _catalogue;
    private readonly NamedSlot[] _attributes;
    private readonly NamedSlot[] _context;
    private readonly NamedSlot[] _trigger;
    private readonly NamedSlot[] _event;
    private readonly AggregatePlan[] _aggregates;
    private readonly (int Slot, ContactQuery Query)[] _outcomes;
    private readonly int[] _hours;
    private readonly int[] _weekdays;

    /// <param name="layout">The slots of the revision.</param>
    /// <param name="catalogue">The aggregates of the same revision.</param>
    /// <param name="scopes">Keys behind the ids that outcome counts name.</param>
    /// <exception cref="ArgumentException">A slot names an outcome or part of time that does not exist.</exception>
    public SlotFiller(SlotLayout layout, AggregateCatalogue catalogue, IContactScopeResolver scopes)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(scopes);
        _slotCount = layout.Count;
        _catalogue = catalogue;
        _attributes = Named<AttributeSlot>(layout, s => s.Attribute);
        _context = Named<ContextSlot>(layout, s => s.Key);
        _trigger = Named<TriggerSlot>(layout, s => s.Key);
        _event = Named<EventSlot>(layout, s => s.Property);
        _aggregates =
        [
            .. Of<AggregateSlot>(layout).Select(p => PlanOf(p.Slot, p.Index, catalogue)),
        ];
        _outcomes = [.. Of<OutcomeCountSlot>(layout).Select(p => (p.Index, QueryOf(p.Slot, scopes)))];
        _hours = TimeSlots(layout, "hour");
        _weekdays = TimeSlots(layout, "weekday");
        var unknown = Of<TimeSlot>(layout).FirstOrDefault(p => p.Slot.Part is not ("hour" or "weekday")).Slot;
        if (unknown is not null)
        {
            throw new ArgumentException($"{unknown.Name} is unknown; allowed are time.hour and time.weekday.", nameof(layout));
        }
    }

    /// <summary>Clears the frame and fills the slots it can fill.</summary>
    /// <param name="frame">Its <see cref="EvaluationFrame.Zone"/>, set before by the caller, is the zone of time.hour and time.weekday (Monday is 1).</param>
    /// <param name="state">The customer.</param>
    /// <param name="sources">Context, trigger and event.</param>
    /// <param name="now">Milliseconds since 1970 UTC; written into the frame.</param>
    /// <exception cref="ArgumentException">The frame belongs to another layout.</exception>
    public void Fill(EvaluationFrame frame, CustomerState state, in SlotSources sources, long now)
    {
        if (frame.Slots.Length != _slotCount)
        {
            throw new ArgumentException($"The frame has {frame.Slots.Length} slots; the layout has {_slotCount}.", nameof(frame));
        }

        frame.Clear();
        frame.NowMilliseconds = now;
        var slots = frame.Slots;
        foreach (ref readonly var item in _attributes.AsSpan())
        {
            slots[item.Slot] = AsKind(state.Profile.Get(item.Name), item.Kind);
        }

        FillAggregates(slots, state.Aggregates, now);
        foreach (ref readonly var item in _outcomes.AsSpan())
        {
            slots[item.Slot] = Value.OfNumber(state.Contacts.Count(item.Query, now));
        }

        FillFrom(slots, _context, sources.Context);
        FillFrom(slots, _trigger, sources.Trigger);
        if (sources.Event is { } properties)
        {
            foreach (ref readonly var item in _event.AsSpan())
            {
                slots[item.Slot] = AsKind(properties.Read(item.Name), item.Kind);
            }
        }

        FillTime(frame);
    }

    private static void FillFrom(Value[] slots, NamedSlot[] plan, IReadOnlyDictionary<string, Value>? values)
    {
        if (values is null)
        {
            return;
        }

        foreach (ref readonly var item in plan.AsSpan())
        {
            slots[item.Slot] = values.TryGetValue(item.Name, out var value) ? AsKind(value, item.Kind) : Value.Missing;
        }
    }

    private void FillAggregates(Value[] slots, AggregateSet set, long now)
    {
        var bound = ReferenceEquals(set.Catalogue, _catalogue);
        foreach (ref readonly var item in _aggregates.AsSpan())
        {
            var value = bound && item.Index >= 0
                ? set.ReadAt(item.Index, now)
                : set.Find(item.Fingerprint)?.Read(item.Definition, now) ?? AggregateState.ReadEmpty(item.Definition);
            slots[item.Slot] = AsKind(value, item.Kind);
        }
    }

    private void FillTime(EvaluationFrame frame)
    {
        if (_hours.Length + _weekdays.Length == 0)
        {
            return;
        }

        var utc = DateTime.UnixEpoch.AddMilliseconds(frame.NowMilliseconds);
        var local = utc + frame.Zone.GetUtcOffset(utc);
        foreach (var slot in _hours)
        {
            frame.Slots[slot] = Value.OfNumber(local.Hour);
        }

        foreach (var slot in _weekdays)
        {
            frame.Slots[slot] = Value.OfNumber(local.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)local.DayOfWeek);
        }
    }

    // A value stored under an older schema may have another type: numbers and money convert, anything else counts as missing.
    private static Value AsKind(Value value, ValueKind kind)
    {
        if (value.Kind == kind || kind is ValueKind.Any or ValueKind.Missing)
        {
            return value;
        }

        return (value.IsNumeric, kind) switch
        {
            (true, ValueKind.Number) => Value.OfNumber(value.Number),
            (true, ValueKind.Money) => Value.OfMoney(value.Number),
            _ => Value.Missing,
        };
    }

    private static AggregatePlan PlanOf(AggregateSlot slot, int index, AggregateCatalogue catalogue) =>
        new(index, slot.Kind, slot.Aggregate, AggregateFingerprint.Of(slot.Aggregate), catalogue.IndexOf(slot.Aggregate));

    private static ContactQuery QueryOf(OutcomeCountSlot slot, IContactScopeResolver scopes)
    {
        if (!ContactKindNames.TryParse(slot.Outcome, out var kind))
        {
            throw new ArgumentException($"The outcome {slot.Outcome} is unknown; allowed are {string.Join(", ", ContactKindNames.All)}.", nameof(slot));
        }

        var keys = scopes.Resolve(slot.Scope) ?? new ContactScopeKeys(TreatmentSet.Empty);
        return new ContactQuery(kind.ToSet(), keys.Treatments, keys.Channel, (long)slot.Window.TotalMilliseconds);
    }

    private static IEnumerable<(T Slot, int Index)> Of<T>(SlotLayout layout)
        where T : SlotDefinition => layout.Slots.Select((s, i) => (Slot: s as T, Index: i)).Where(p => p.Slot is not null).Select(p => (p.Slot!, p.Index));

    private static NamedSlot[] Named<T>(SlotLayout layout, Func<T, string> name)
        where T : SlotDefinition => [.. Of<T>(layout).Select(p => new NamedSlot(p.Index, name(p.Slot), p.Slot.Kind))];

    private static int[] TimeSlots(SlotLayout layout, string part) => [.. Of<TimeSlot>(layout).Where(p => p.Slot.Part == part).Select(p => p.Index)];

    private readonly record struct NamedSlot(int Slot, string Name, ValueKind Kind);

    private readonly record struct AggregatePlan(int Slot, ValueKind Kind, AggregateDefinition Definition, ulong Fingerprint, int Index);
}
