using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;

namespace NbaStudio.Engine.Serving;

/// <summary>Raises every outcome and delivery as an event of the customer, so that aggregates count it and patterns wait for it. Costs a look-up where nobody listens.</summary>
internal sealed class OutcomeEvents(HubServices services, TriggerDesk triggers, TriggerFunnels funnels)
{
    /// <summary>Raises an outcome.</summary>
    /// <param name="time">When it happened, milliseconds since 1970 UTC.</param>
    /// <param name="amount">Money; 0 = none.</param>
    public void Raise(LaneContext<CustomerState> lane, ServingState serving, ContactKind kind, long decision, int treatmentKey, int channelKey, long time, double amount, bool simulated)
    {
        var type = OutcomeEventTypes.Of(kind);
        var policy = serving.Snapshot;
        if (policy.TriggersOfEvent(type).IsEmpty && serving.Policy.Aggregates.OfEventType(type.Folded).IsEmpty && serving.Prepared?.Catalogue.OfEventType(type.Folded).IsEmpty != false)
        {
            return;
        }

        var by = TriggerOf(lane, decision, treatmentKey);
        var properties = PropertiesOf(policy, new DecisionId(lane.Key, decision), treatmentKey, channelKey, policy.TriggerOfKey(by)?.Name, amount);
        serving.Count(lane.Customer, type, new DictionaryPropertyReader(properties), time, lane.Now);
        triggers.Observe(lane, serving, type, time, properties, simulated, by, services.Time.GetTimestamp());
    }

    /// <summary>Counts a step of the funnel for the trigger that called for a decision.</summary>
    public void Count(LaneContext<CustomerState> lane, ServingState serving, long decision, int treatmentKey, TriggerCounts counts)
    {
        if (serving.Snapshot.TriggerOfKey(TriggerOf(lane, decision, treatmentKey)) is { } trigger)
        {
            lane.AfterCommit(() => funnels.Add(trigger.Name, counts));
        }
    }

    /// <summary>Key of the trigger that called for a decision; 0 = a request, or no longer known.</summary>
    private static int TriggerOf(LaneContext<CustomerState> lane, long decision, int treatmentKey) => lane.Customer.OpenResponses.Find(decision, treatmentKey)?.Trigger ?? 0;

    /// <summary>Whether the journal has every event of the type: messages that left and windows that ended in silence are no entries of their own.</summary>
    public static bool IsJournaled(string type) =>
        TextValue.Fold(type) is var folded && folded != OutcomeEventTypes.Of(ContactKind.Sent).Folded && folded != OutcomeEventTypes.Of(ContactKind.NoResponse).Folded;

    /// <summary>What an outcome carries as an event.</summary>
    /// <param name="trigger">Name of the trigger that called for the decision; null = none.</param>
    /// <param name="amount">Money; 0 = none.</param>
    public static Dictionary<string, Value> PropertiesOf(PolicySnapshot policy, DecisionId decision, int treatmentKey, int channelKey, string? trigger, double amount)
    {
        var properties = new Dictionary<string, Value>(StringComparer.Ordinal) { ["decisionId"] = Value.OfText(decision.ToString()) };
        if (policy.TreatmentIndexOfKey(treatmentKey) is var index and >= 0)
        {
            var treatment = policy.Treatments[index];
            properties["treatment"] = Value.OfText(treatment.Id);
            properties["action"] = Value.OfText(policy.Actions[treatment.Action].Id);
            properties["group"] = Value.OfText(policy.Groups[treatment.Group].Id);
            properties["objective"] = Value.OfText(policy.Objectives[treatment.Objective].Id);
        }

        if (policy.ChannelIndexOfKey(channelKey) is var channel and >= 0)
        {
            properties["channel"] = Value.OfText(policy.Channels[channel].Id);
        }

        if (trigger is not null)
        {
            properties["trigger"] = Value.OfText(trigger);
        }

        if (amount > 0)
        {
            properties["amount"] = Value.OfMoney(amount);
        }

        return properties;
    }
}
