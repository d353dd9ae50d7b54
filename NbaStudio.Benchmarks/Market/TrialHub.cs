using System.Collections.Concurrent;
using NbaStudio.Engine;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Benchmarks.Market;

/// <summary>The engine as the market sees it: what triggers send is delivered at once, confirmed to the engine and answered by the market, as in the program.</summary>
internal sealed class TrialHub(NbaEngine engine, TimeProvider clock) : IDecisionHub, IHubObserver
{
    private readonly ConcurrentQueue<Delivery> _deliveries = new();
    private readonly ConcurrentQueue<DecisionNotice> _decisions = new();

    public MarketDriver? Market { get; set; }

    public async Task<IReadOnlyList<EventReply>> IngestAsync(IReadOnlyList<EventInput> events, CancellationToken cancellation = default)
    {
        var replies = await engine.IngestAsync(events, cancellation);
        await DeliverAsync();
        return replies;
    }

    public Task<DecisionReply> DecideAsync(DecisionRequest request, CancellationToken cancellation = default) => engine.DecideAsync(request, cancellation);

    public Task<IReadOnlyList<OutcomeReply>> RecordOutcomesAsync(IReadOnlyList<OutcomeInput> outcomes, CancellationToken cancellation = default) =>
        engine.RecordOutcomesAsync(outcomes, cancellation);

    public Task UpsertCustomerAsync(string customerId, CustomerPatch patch, CancellationToken cancellation = default) =>
        engine.UpsertCustomerAsync(customerId, patch, cancellation);

    /// <summary>Serves what fell due and delivers it; gives the decisions that were made then, which no caller waited for.</summary>
    public async Task<IReadOnlyList<DecisionReply>> ServeDueAsync(Action moveClock)
    {
        _decisions.Clear();
        moveClock();
        await engine.SettleDueAsync();
        List<DecisionReply> made = [.. _decisions.Select(d => d.Reply)];
        await DeliverAsync();
        return made;
    }

    public void OnDelivery(Delivery delivery) => _deliveries.Enqueue(delivery);

    public void OnDecision(DecisionNotice notice) => _decisions.Enqueue(notice);

    public void OnEvent(EventNotice notice)
    {
        // The market sent it.
    }

    public void OnOutcome(OutcomeNotice notice)
    {
        // The market sent it.
    }

    private async Task DeliverAsync()
    {
        while (_deliveries.TryDequeue(out var delivery))
        {
            await engine.CompleteDeliveryAsync(delivery.Customer, delivery.Id, DeliveryResult.Delivered);
            Market?.React(new MarketDelivery(
                delivery.CustomerId, delivery.DecisionId, delivery.Action, delivery.Treatment, delivery.Channel, delivery.Value, clock.GetUtcNow()));
        }
    }
}
