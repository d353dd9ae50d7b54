using NbaStudio.Engine.Serving;

namespace NbaStudio.Channels;

/// <summary>Tells the dispatcher about new deliveries. Apart from it, because the engine is built before the dispatcher that needs it.</summary>
internal sealed class DispatchObserver(DeliveryDispatcher dispatcher) : IHubObserver
{
    public void OnEvent(EventNotice notice)
    {
        // Only deliveries matter here.
    }

    public void OnDecision(DecisionNotice notice)
    {
        // Only deliveries matter here.
    }

    public void OnOutcome(OutcomeNotice notice)
    {
        // Only deliveries matter here.
    }

    public void OnDelivery(Delivery delivery) => dispatcher.Take(delivery);
}
