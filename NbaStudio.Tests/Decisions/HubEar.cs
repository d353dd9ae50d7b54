using System.Collections.Concurrent;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Tests.Decisions;

/// <summary>Keeps what became durable, in commit order.</summary>
internal sealed class HubEar : IHubObserver
{
    public ConcurrentQueue<EventNotice> Events { get; } = new();

    public ConcurrentQueue<DecisionNotice> Decisions { get; } = new();

    public ConcurrentQueue<OutcomeNotice> Outcomes { get; } = new();

    public ConcurrentQueue<Delivery> Deliveries { get; } = new();

    public ConcurrentQueue<ResponseNotice> Responses { get; } = new();

    public void OnEvent(EventNotice notice) => Events.Enqueue(notice);

    public void OnDecision(DecisionNotice notice) => Decisions.Enqueue(notice);

    public void OnOutcome(OutcomeNotice notice) => Outcomes.Enqueue(notice);

    public void OnResponse(ResponseNotice notice) => Responses.Enqueue(notice);

    public void OnDelivery(Delivery delivery) => Deliveries.Enqueue(delivery);
}
