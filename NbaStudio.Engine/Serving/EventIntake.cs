using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Takes an event into a customer's lane: once, into aggregates and history, to the treatments it answers, and to the triggers that wait for it.</summary>
internal sealed class EventIntake(HubServices services, DecisionMaker decisions, OutcomeRecorder outcomes)
{
    /// <summary>Events older than this are kept and touch no window.</summary>
    public static readonly TimeSpan OldestForWindows = TimeSpan.FromDays(400);

    /// <summary>Most triggered decisions of one event.</summary>
    private const int MaximumTriggered = 4;

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

        var customer = lane.Customer;
        var now = lane.Now;
        var time = input.Time.ToUnixTimeMilliseconds();
        var properties = new DictionaryPropertyReader(input.Properties);
        customer.Simulated |= input.Simulated && lane.IsNew;
        lane.Append(JournalKind.Event, JournalPayloads.Event(input));
        customer.JournalPosition++;
        customer.Timeline.Add(new TimelineItem(time, TimelineKind.Event, input.Type, Summary(input)));
        if (now - time <= (long)OldestForWindows.TotalMilliseconds)
        {
            customer.Aggregates.Apply(serving.Policy.Aggregates, type, properties, time, now);
        }

        outcomes.Attribute(lane, serving, input, type, properties);
        var replies = Trigger(lane, serving, input, type, properties, time, started);
        if (services.Observers.Count > 0)
        {
            var notice = new EventNotice(customer.Key, input.Type, input.Time, input.Simulated);
            lane.AfterCommit(() =>
            {
                foreach (var observer in services.Observers)
                {
                    observer.OnEvent(notice);
                }
            });
        }

        return new EventReply(index, EventStatus.Accepted, [], replies);
    }

    private List<DecisionReply> Trigger(
        LaneContext<CustomerState> lane, ServingState serving, EventInput input, TextValue type, IPropertyReader properties, long time, long started)
    {
        var replies = new List<DecisionReply>();
        var policy = serving.Snapshot;
        foreach (var index in policy.TriggersOfEvent(type))
        {
            var trigger = policy.Triggers[index];
            if (!lane.Customer.Patterns.TryGetValue(trigger.Name, out var state))
            {
                lane.Customer.Patterns[trigger.Name] = state = new PatternState();
            }

            var matched = PatternMatcher.Observe(
                trigger.Pattern!, state, type, time, properties, trigger.Pattern!.Filter.CreateFrame(), TimeSpan.FromMilliseconds(trigger.CoolDownMilliseconds));
            if (state.IsEmpty)
            {
                lane.Customer.Patterns.Remove(trigger.Name);
            }

            // A late event updates data and fires no trigger whose validity has passed.
            if (matched && lane.Now - time <= trigger.ValidForMilliseconds && replies.Count < MaximumTriggered)
            {
                lane.Customer.Sticky.ForgetAll();
                replies.Add(decisions.Decide(lane, serving, MomentOf(policy, trigger, lane.Now, input.Properties, input.Type, input.Simulated), started));
            }
        }

        return replies;
    }

    /// <summary>A triggered decision has one slot over all its channels, or over those to fall back to.</summary>
    public static DecisionMoment MomentOf(
        PolicySnapshot policy, TriggerSnapshot trigger, long now, IReadOnlyDictionary<string, Value> captured, string about, bool simulated, bool fallBack = false)
    {
        var channels = fallBack ? trigger.FallBackChannels : trigger.Channels;
        return new(now, [new SlotRequest([.. channels.Select(c => policy.Channels[c].Key)], "", 0)], trigger, null, captured, about, simulated, fallBack);
    }

    private static ulong ContentHash(EventInput input)
    {
        var hash = StableHash.Combine(StableHash.Of(input.Type), (ulong)input.Time.ToUnixTimeMilliseconds());
        foreach (var (name, value) in input.Properties.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            hash = StableHash.Combine(StableHash.Combine(hash, StableHash.Of(name)), StableHash.Of(value.ToString(), (long)value.Kind));
        }

        return hash;
    }

    private static string Summary(EventInput input) => string.Join(", ", input.Properties.Take(3).Select(p => $"{p.Key} {p.Value}"));
}
