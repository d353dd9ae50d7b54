using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;

namespace NbaStudio.Engine.Simulation;

/// <summary>Talks to the hub; everything it sends is marked simulated and has an id of this run.</summary>
internal sealed class MarketSender(string runId)
{
    private long _number;

    /// <summary>Outcomes the hub refused, such as answers to decisions it no longer knows.</summary>
    public long Refused { get; private set; }

    public EventInput Event(MarketCustomer customer, string type, DateTimeOffset time, params (string Name, Value Value)[] properties) =>
        new($"{runId}-e{_number++}", customer.Id, type, time, properties.ToDictionary(p => p.Name, p => p.Value), true);

    public async Task<IReadOnlyList<DecisionReply>> SendAsync(IDecisionHub hub, CancellationToken cancellation, params EventInput[] events)
    {
        var replies = await hub.IngestAsync(events, cancellation);
        Refused += replies.Count(r => r.Status is EventStatus.Rejected or EventStatus.Conflict);
        return [.. replies.SelectMany(r => r.Decisions)];
    }

    public OutcomeInput Outcome(MarketDelivery delivery, ContactKind kind, DateTimeOffset time, double? amount = null) =>
        new(delivery.DecisionId, null, delivery.Action, kind, time, (decimal?)amount, $"{runId}-o{_number++}", true);

    public async Task SendAsync(IDecisionHub hub, CancellationToken cancellation, IReadOnlyList<OutcomeInput> outcomes)
    {
        if (outcomes.Count > 0)
        {
            var replies = await hub.RecordOutcomesAsync(outcomes, cancellation);
            Refused += replies.Count(r => r.Status is OutcomeStatus.Rejected or OutcomeStatus.Conflict);
        }
    }

    public static Task UpdateAsync(IDecisionHub hub, MarketCustomer customer, CancellationToken cancellation) =>
        hub.UpsertCustomerAsync(customer.Id, new CustomerPatch { Attributes = MarketProfile.Changeable(customer), Simulated = true }, cancellation);
}
