using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;
using BudgetUse = NbaStudio.Engine.Decisions.BudgetUse;

namespace NbaStudio.Engine.Serving;

/// <summary>Gathers everything that a decision depends on from the customer's state and the moment.</summary>
internal sealed class InputsBuilder(HubServices services)
{
    /// <summary>Fills the scratch's inputs. Draws budget leases only when <paramref name="lease"/> is set (a preview must not).</summary>
    public DecisionInputs Build(DecisionScratch scratch, ServingState serving, LaneContext<CustomerState> lane, in DecisionMoment moment, bool lease)
    {
        var policy = serving.Snapshot;
        var customer = lane.Customer;
        var inputs = scratch.Inputs;
        inputs.Clear();
        Describe(inputs, policy, customer, moment.Now);
        inputs.ModelVersion = serving.Models.Version;
        inputs.Trigger = moment.Trigger?.Key ?? 0;
        inputs.Simulated |= moment.Simulated;
        inputs.Layout = policy.Layout;
        inputs.Slots.AddRange(moment.Slots);
        inputs.SetAside.AddRange(moment.SetAside ?? []);

        scratch.Frame.Zone = customer.Zone ?? policy.Zone;
        customer.Aggregates.Bind(serving.Policy.Aggregates);
        serving.Policy.Filler.Fill(scratch.Frame, customer, new SlotSources(moment.Context, moment.Captured), moment.Now);
        ScoreValues.Fill(policy, scratch.Frame);
        GoalValues.Fill(policy, scratch.Frame);
        inputs.Values = scratch.Frame.Slots;

        FillReach(inputs, policy, customer, moment);
        foreach (var budget in policy.Budgets)
        {
            var (key, limit, unit) = BudgetKeys.Of(policy, budget, moment.Now);
            var available = lease ? Lease(lane, key, limit, BudgetUse.Units(budget, scratch.Frame), moment.Slots.Count) : lane.AvailableBudget(key, limit);
            inputs.Budgets.Add(new BudgetFact(budget.Key, (double)available / unit, services.Prices.Of(budget.Key)));
        }

        return inputs;
    }

    /// <summary>Writes what a decision takes from the customer's state alone: who it is for, consents and contacts.</summary>
    /// <param name="inputs">Cleared before.</param>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    public static void Describe(DecisionInputs inputs, PolicySnapshot policy, CustomerState customer, long now)
    {
        inputs.Id = new DecisionId(customer.Key, customer.NextDecisionNumber);
        inputs.Now = now;
        inputs.Revision = policy.Revision;
        inputs.JournalPosition = customer.JournalPosition;
        inputs.Seed = StableHash.Of(inputs.Id.Customer, inputs.Id.Number);
        inputs.Arm = Arms.Of(policy, inputs.Id);
        inputs.Zone = customer.TimeZone ?? policy.Zone.Id;
        inputs.Language = customer.Language ?? policy.DefaultLanguage;
        inputs.Simulated = customer.Simulated;
        foreach (var record in customer.Consents.Records)
        {
            inputs.Consents.Add(new ConsentFact(record.Channel, record.Purpose, record.State == ConsentState.Granted, record.Time));
        }

        inputs.Contacts.AddRange(customer.Contacts.Entries);
        inputs.ContactDays.AddRange(customer.Contacts.Days);
    }

    /// <summary>Draws what all slots may need, or as much of it as there is for whole choices.</summary>
    private static long Lease(LaneContext<CustomerState> lane, BudgetKey key, long limit, double unitsOfOne, int choices)
    {
        if (!(unitsOfOne <= limit))
        {
            return lane.AvailableBudget(key, limit);
        }

        for (var n = choices; n > 1; n--)
        {
            var needed = n * unitsOfOne;
            if (needed <= limit && lane.LeaseBudget(key, limit, (long)needed) is var held && held >= needed)
            {
                return held;
            }
        }

        return lane.LeaseBudget(key, limit, (long)unitsOfOne);
    }

    private void FillReach(DecisionInputs inputs, PolicySnapshot policy, CustomerState customer, in DecisionMoment moment)
    {
        foreach (var slot in moment.Slots)
        {
            foreach (var key in slot.Channels)
            {
                var channel = policy.Channels[policy.ChannelIndexOfKey(key)];
                var state = moment.Trigger is null ? Reachability.Reachable : ReachOf(channel, customer);
                if (state != Reachability.Reachable)
                {
                    inputs.Reach.Add(new ReachFact(key, state));
                }
            }
        }
    }

    private Reachability ReachOf(ChannelSnapshot channel, CustomerState customer)
    {
        switch (channel.Kind)
        {
            case ChannelKind.Web or ChannelKind.App or ChannelKind.Agent:
                return services.Presence.IsOnline(customer.Key, channel.Id) ? Reachability.Reachable : Reachability.NoOpenStream;
            case ChannelKind.Email:
                var address = customer.Addresses.Find(channel.Id);
                return address is null ? Reachability.AddressMissing : address.IsRefused ? Reachability.AddressRefused : Reachability.Reachable;
            default:
                // A webhook's receiver knows how to reach the customer, unless it said that it cannot.
                return customer.Addresses.Find(channel.Id) is { IsRefused: true } ? Reachability.AddressRefused : Reachability.Reachable;
        }
    }
}

/// <summary>What calls for a decision, and when.</summary>
/// <param name="Now">Milliseconds since 1970 UTC.</param>
/// <param name="Slots">What is to be filled.</param>
/// <param name="Trigger">Null = a request.</param>
/// <param name="Context">context.* of the request.</param>
/// <param name="Captured">trigger.* of the event.</param>
/// <param name="About">Type of the event, or the placements, for people.</param>
/// <param name="FallBack">Whether a push was not confirmed and the trigger's other channels are asked.</param>
internal readonly record struct DecisionMoment(
    long Now, IReadOnlyList<SlotRequest> Slots, TriggerSnapshot? Trigger, IReadOnlyDictionary<string, Value>? Context, IReadOnlyDictionary<string, Value>? Captured,
    string About, bool Simulated, bool FallBack = false)
{
    /// <summary>Keys of actions that are left out; null = none.</summary>
    public IReadOnlyList<int>? SetAside { get; init; }
}
