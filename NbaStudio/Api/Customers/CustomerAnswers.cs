using NbaStudio.Api.Values;
using NbaStudio.Engine;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Api.Customers;

/// <summary>Copies out of a customer's state what the API tells of it. Runs in the customer's lane.</summary>
internal static class CustomerAnswers
{
    private const int MostContacts = 100;

    /// <param name="contacts">How many of the newest contacts.</param>
    /// <param name="hidden">Attributes that the caller may not see; null = none.</param>
    public static CustomerAnswer Of(CustomerState customer, NbaEngine engine, PolicySnapshot policy, DateTimeOffset now, int contacts = MostContacts, HiddenAttributes? hidden = null) => new(
        customer.PrimaryId,
        [.. customer.Aliases],
        Time(customer.CreatedAt),
        customer.Simulated,
        customer.Language,
        customer.TimeZone,
        customer.Profile.Values.Where(a => hidden?.Contains(a.Key) != true).OrderBy(a => a.Key, StringComparer.Ordinal).ToDictionary(a => a.Key, a => ValueConversion.ToApi(a.Value)),
        Aggregates(customer, policy, now.ToUnixTimeMilliseconds()),
        CompleteFrom(engine, policy, now.ToUnixTimeMilliseconds()),
        [.. engine.GoalsOf(customer).Select(g => new GoalAnswer(g.Name, g.Progress, g.Plan, g.Deadline, g.Status))],
        [.. customer.Consents.Records.Select(c => new ConsentBody(c.Channel, c.Purpose, c.State == ConsentState.Granted, Time(c.Time), c.Source, c.Proof))],
        [.. customer.Addresses.Records.Select(a => new AddressAnswer(a.Channel, a.Address, a.IsRefused ? Time(a.RefusedAt) : null, a.RefusedBecause))],
        customer.NextDecisionNumber - 1,
        [.. customer.Contacts.Entries.Reverse().Take(contacts).Select(c => Contact(c, customer.Key, policy))],
        [.. customer.Timers.Items.Select(t => new WaitingAnswer(Time(t.Due), t.Kind, Decision(customer.Key, t.Decision)))],
        [.. customer.Timeline.Items.Reverse().Select(t => new TimelineAnswer(Time(t.Time), t.Kind, t.Type, t.Text, Decision(customer.Key, t.Decision)))],
        [],
        hidden is { Names.Count: > 0 } ? [.. hidden.Names.Order(StringComparer.Ordinal)] : null);

    private static Dictionary<string, ApiValue?> Aggregates(CustomerState customer, PolicySnapshot policy, long now) => policy.Aggregates
        .Where(aggregate => aggregate.Declared)
        .ToDictionary(aggregate => policy.Layout.Slots[aggregate.Slot].Name, aggregate => ValueConversion.ToApi(customer.Aggregates.Read(aggregate.Definition, now)));

    /// <summary>Null where every number is complete, as is usual.</summary>
    private static Dictionary<string, DateTimeOffset>? CompleteFrom(NbaEngine engine, PolicySnapshot policy, long now)
    {
        Dictionary<string, DateTimeOffset>? found = null;
        foreach (var aggregate in policy.Aggregates.Where(a => a.Declared))
        {
            if (engine.Completeness.CompleteFrom(aggregate.Definition, now) is { } from)
            {
                (found ??= [])[policy.Layout.Slots[aggregate.Slot].Name] = from;
            }
        }

        return found;
    }

    private static ContactAnswer Contact(in ContactEntry contact, long customer, PolicySnapshot policy)
    {
        var treatment = policy.TreatmentIndexOfKey(contact.Treatment);
        var channel = policy.ChannelIndexOfKey(contact.Channel);
        return new ContactAnswer(
            Time(contact.Time), treatment < 0 ? $"#{contact.Treatment}" : policy.Treatments[treatment].Id, channel < 0 ? $"#{contact.Channel}" : policy.Channels[channel].Id,
            contact.Kind, contact.Status, Decision(customer, contact.Decision));
    }

    private static string? Decision(long customer, long number) => number == 0 ? null : new DecisionId(customer, number).ToString();

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
