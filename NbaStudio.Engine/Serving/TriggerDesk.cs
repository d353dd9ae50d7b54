using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Shows events and time to the patterns of the triggers and decides where one matched. Runs in the customer's lane; costs nothing for events that no trigger listens to.</summary>
internal sealed class TriggerDesk(HubServices services, DecisionMaker decisions, TriggerFunnels funnels)
{
    /// <summary>Code of a silence that is decided again.</summary>
    private const string QuietHours = "quietHours";

    /// <summary>Most triggered decisions of one event or timer.</summary>
    private const int MaximumTriggered = 4;

    [ThreadStatic]
    private static EvaluationFrame? _frame;

    [ThreadStatic]
    private static PatternResults? _results;

    /// <summary>Shows one event.</summary>
    /// <param name="by">Key of the trigger whose decision the event is about; 0 = none, or not known.</param>
    /// <param name="started">Timestamp at which it came in.</param>
    /// <returns>The decisions that it called for.</returns>
    public IReadOnlyList<DecisionReply> Observe(
        LaneContext<CustomerState> lane, ServingState serving, TextValue type, long time, IReadOnlyDictionary<string, Value> properties, bool simulated, int by, long started)
    {
        List<DecisionReply>? replies = null;
        var policy = serving.Snapshot;
        DictionaryPropertyReader? reader = null;
        foreach (var index in policy.TriggersOfEvent(type))
        {
            var trigger = policy.Triggers[index];
            var patterns = lane.Customer.Patterns;
            var known = patterns.TryGetValue(trigger.Name, out var state);
            var results = Results();
            PatternMatcher.Observe(
                trigger.Pattern!, ref state, trigger.Timing, type, time, reader ??= new DictionaryPropertyReader(properties), lane.Now, FrameFor(trigger), results,
                mayBegin: !trigger.IsFollowUp || trigger.FollowsUp(by));
            if (state is null)
            {
                continue;
            }

            Keep(lane.Customer, trigger, state, known);

            // What one event alone captures is the event.
            var captured = trigger.Pattern!.Kind == PatternKind.Event && trigger.Timing.WaitForLate == 0 ? properties : null;
            Decide(lane, serving, trigger, results, captured, type.Original, simulated, started, ref replies);
        }

        return replies ?? (IReadOnlyList<DecisionReply>)[];
    }

    /// <summary>Serves the timer of a trigger: non-events that are due, and events that have waited long enough.</summary>
    public void ServeDue(LaneContext<CustomerState> lane, ServingState serving, string name)
    {
        var customer = lane.Customer;
        if (!customer.Patterns.TryGetValue(name, out var state))
        {
            return;
        }

        if (serving.Snapshot.TriggerNamed(name) is not { Pattern: { } pattern } trigger)
        {
            // A revision took the trigger or its pattern away.
            customer.Patterns.Remove(name);
            return;
        }

        List<DecisionReply>? replies = null;
        var results = Results();
        PatternMatcher.Advance(pattern, state, trigger.Timing, lane.Now, results);
        Keep(customer, trigger, state, known: true);
        if (results.Matches.Count > 0)
        {
            lane.Append(JournalKind.Due, JournalPayloads.Note("pattern " + name));
        }

        Decide(lane, serving, trigger, results, null, name, customer.Simulated, services.Time.GetTimestamp(), ref replies);
    }

    /// <summary>Decides for a moment that quiet hours held back. A match counts once: what is only decided again, on other channels, was counted before.</summary>
    public void DecideHeld(LaneContext<CustomerState> lane, ServingState serving, TriggerSnapshot trigger, in DecisionMoment moment)
    {
        var counts = default(TriggerCounts);
        Count(decisions.Decide(lane, serving, moment, services.Time.GetTimestamp()), ref counts);
        if (trigger.Pattern is not null && !moment.FallBack)
        {
            lane.AfterCommit(() => funnels.Add(trigger.Name, counts));
        }
    }

    /// <summary>A triggered decision has one slot over all its channels, or over those to fall back to.</summary>
    public static DecisionMoment MomentOf(
        PolicySnapshot policy, TriggerSnapshot trigger, long now, IReadOnlyDictionary<string, Value>? captured, string about, bool simulated, bool fallBack = false)
    {
        var channels = fallBack ? trigger.FallBackChannels : trigger.Channels;
        return new(now, [new SlotRequest([.. channels.Select(c => policy.Channels[c].Key)], "", 0)], trigger, null, captured, about, simulated, fallBack);
    }

    private static void Keep(CustomerState customer, TriggerSnapshot trigger, PatternState state, bool known)
    {
        if (state.IsEmpty)
        {
            customer.Patterns.Remove(trigger.Name);
        }
        else if (!known)
        {
            customer.Patterns[trigger.Name] = state;
        }

        if (trigger.Pattern!.EndsWithAbsence || trigger.Timing.WaitForLate > 0)
        {
            customer.Timers.Set(TimerKind.Pattern, trigger.Name, PatternMatcher.NextDue(trigger.Pattern, state, trigger.Timing));
        }
    }

    private void Decide(
        LaneContext<CustomerState> lane, ServingState serving, TriggerSnapshot trigger, PatternResults results, IReadOnlyDictionary<string, Value>? captured, string about,
        bool simulated, long started, ref List<DecisionReply>? replies)
    {
        if (results.IsEmpty)
        {
            return;
        }

        var counts = new TriggerCounts { Dropped = results.Dropped, Contradictions = results.Contradictions, Late = results.Late, Matched = results.Matches.Count };
        foreach (var match in results.Matches)
        {
            // A late event updates data and fires no trigger whose validity has passed; nor does a timer that was overdue too long.
            if (lane.Now - match.Instant > trigger.ValidForMilliseconds)
            {
                counts.Expired++;
            }
            else if (replies?.Count >= MaximumTriggered)
            {
                counts.Crowded++;
            }
            else
            {
                lane.Customer.Sticky.ForgetAll();
                var moment = MomentOf(serving.Snapshot, trigger, lane.Now, captured ?? match.Captured, about, simulated);
                var reply = decisions.Decide(lane, serving, moment, started);
                (replies ??= []).Add(reply);
                Count(reply, ref counts);
            }
        }

        lane.AfterCommit(() => funnels.Add(trigger.Name, counts));
    }

    // What quiet hours hold back is decided when they end, and counted then.
    private static void Count(DecisionReply reply, ref TriggerCounts counts)
    {
        if (reply.Silence?.Code == QuietHours)
        {
            return;
        }

        counts.Decided += reply.Actions.Count > 0 ? 1 : 0;
        counts.Silent += reply.Actions.Count > 0 ? 0 : 1;
    }

    private static PatternResults Results()
    {
        var results = _results ??= new PatternResults();
        results.Clear();
        return results;
    }

    private static EvaluationFrame FrameFor(TriggerSnapshot trigger)
    {
        if (_frame is null || _frame.Slots.Length < trigger.Pattern!.FrameSize)
        {
            _frame = new EvaluationFrame(Math.Max(16, trigger.Pattern!.FrameSize));
        }

        return _frame;
    }
}
