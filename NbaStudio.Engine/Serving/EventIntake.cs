using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Takes an event into a customer's lane: once, into aggregates and history, to the treatments it answers, and to the triggers that wait for it.</summary>
internal sealed class EventIntake(HubServices services, TriggerDesk triggers, OutcomeRecorder outcomes)
{
    /// <summary>Events older than this are kept and touch no window.</summary>
    public static readonly TimeSpan OldestForWindows = TimeSpan.FromDays(400);

    public EventReply Take(LaneContext<CustomerState> lane, ServingState serving, int index, EventInput input, long started)
    {
        var type = new TextValue(input.Type);
        var content = ContentHash(input);
        if (lane.Remember(DedupeKinds.Event, new UInt128(StableHash.Of(input.EventId), StableHash.Of(input.EventId, 1)), content) is { } hit)
        {
            return hit.IsConflict
                ? new EventReply(index, EventStatus.Conflict, [new InputError("eventId", $"'{input.EventId}' was sent before with another content; the first is kept.", "a new eventId for another event")], [])
                : new EventReply(index, EventStatus.Duplicate, [], []);
        }

        lane.Customer.Simulated |= input.Simulated && lane.IsNew;
        var replies = Follow(lane, serving, input, type, started);
        var goals = Goals!.Check(lane, serving, started);
        return new EventReply(index, EventStatus.Accepted, [], goals.Count == 0 ? replies : [.. replies, .. goals]);
    }

    /// <summary>Looks after the customer's goals once an event was taken.</summary>
    public GoalDesk? Goals { get; set; }

    /// <summary>Takes in an event that the hub makes itself; it is never seen twice.</summary>
    public IReadOnlyList<DecisionReply> Raise(LaneContext<CustomerState> lane, ServingState serving, EventInput input, long started) =>
        Follow(lane, serving, input, new TextValue(input.Type), started);

    private IReadOnlyList<DecisionReply> Follow(LaneContext<CustomerState> lane, ServingState serving, EventInput input, TextValue type, long started)
    {
        var customer = lane.Customer;
        var now = lane.Now;
        var time = input.Time.ToUnixTimeMilliseconds();
        var properties = new DictionaryPropertyReader(input.Properties);
        lane.Append(JournalKind.Event, JournalPayloads.Event(input));
        customer.JournalPosition++;
        customer.Timeline.Add(new TimelineItem(time, TimelineKind.Event, input.Type, Summary(input)));
        var touchesWindows = now - time <= (long)OldestForWindows.TotalMilliseconds;
        if (touchesWindows)
        {
            serving.Count(customer, type, properties, time, now);
        }

        outcomes.Attribute(lane, serving, input, type, properties);
        var replies = touchesWindows ? triggers.Observe(lane, serving, type, time, input.Properties, input.Simulated, by: 0, started) : [];
        if (services.Observers.Count > 0)
        {
            var notice = new EventNotice(customer.Key, input.Type, input.Time, input.Simulated, input.Properties);
            lane.AfterCommit(() =>
            {
                foreach (var observer in services.Observers)
                {
                    observer.OnEvent(notice);
                }
            });
        }

        return replies;
    }

    private static ulong ContentHash(EventInput input)
    {
        var hash = StableHash.Combine(StableHash.Of(input.Type), (ulong)input.Time.ToUnixTimeMilliseconds());
        foreach (var (name, value) in input.Properties.Where(p => !input.Derived.Contains(p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            hash = StableHash.Combine(StableHash.Combine(hash, StableHash.Of(name)), StableHash.Of(value.ToString(), (long)value.Kind));
        }

        return hash;
    }

    // What a text was taken for comes first: of a long text little remains.
    private static string Summary(EventInput input)
    {
        var derived = input.Derived.Where(n => input.Properties[n].Text is not null).Select(n => (Key: n, Value: input.Properties[n]));
        return string.Join(", ", derived.Concat(input.Properties.Where(p => !input.Derived.Contains(p.Key)).Select(p => (p.Key, p.Value)).Take(3)).Select(p => $"{p.Key} {p.Value}"));
    }
}
