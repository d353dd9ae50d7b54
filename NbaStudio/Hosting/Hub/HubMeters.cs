using System.Diagnostics.Metrics;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Hosting.Hub;

/// <summary>Counts what became durable and what became of deliveries, for /metrics.</summary>
public sealed class HubMeters : IHubObserver
{
    private readonly Counter<long> _events;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _outcomes;
    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _duration;

    public HubMeters(IMeterFactory factory, IHubReader store, TriggerFunnels triggers)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(triggers);
        ArgumentNullException.ThrowIfNull(store);
        var meter = factory.Create("NbaStudio.Hub");
        _events = meter.CreateCounter<long>("nba.events", "events", "Events taken in");
        _decisions = meter.CreateCounter<long>("nba.decisions", "decisions", "Decisions recorded: action, or the reason of silence");
        _outcomes = meter.CreateCounter<long>("nba.outcomes", "outcomes", "Outcomes recorded, by kind");
        _deliveries = meter.CreateCounter<long>("nba.deliveries", "deliveries", "Attempts to deliver, by channel and result");
        _duration = meter.CreateHistogram<double>("nba.decision.duration", "ms", "Time from request or event to the commit of its decision");
        meter.CreateObservableCounter("nba.trigger.moments", triggers.Measure, "moments", "Moments of each trigger, by how far they came: matched, decided, delivered, responded; expired, dropped, late");
        meter.CreateObservableGauge("nba.outbox", () => Outbox(store), "deliveries", "Deliveries that are not finished, by status");
    }

    public void OnEvent(EventNotice notice) => _events.Add(1);

    public void OnDecision(DecisionNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        _decisions.Add(1, new KeyValuePair<string, object?>("result", notice.Reply.Silence?.Code ?? "action"));
        _duration.Record(notice.Reply.Timings.Total / 1000.0);
    }

    public void OnOutcome(OutcomeNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        _outcomes.Add(1, new KeyValuePair<string, object?>("kind", notice.Kind.ToName()));
    }

    public void OnDelivery(Delivery delivery)
    {
        // Counted when an attempt has ended.
    }

    /// <summary>Counts an attempt that ended.</summary>
    public void Delivered(string channel, string result) =>
        _deliveries.Add(1, new KeyValuePair<string, object?>("channel", channel), new KeyValuePair<string, object?>("result", result));

    private static IEnumerable<Measurement<long>> Outbox(IHubReader store) =>
        from status in (OutboxStatus[])[OutboxStatus.Pending, OutboxStatus.Sending, OutboxStatus.Held, OutboxStatus.Uncertain, OutboxStatus.Dead]
        select new Measurement<long>(store.CountOutbox(status), new KeyValuePair<string, object?>("status", status.ToString()));
}
