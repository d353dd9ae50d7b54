using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine;

/// <content>Deliveries, as the channels report them.</content>
public sealed partial class NbaEngine
{
    /// <summary>Marks a waiting delivery as being sent, after consent, caps and validity were checked again; null when it is not to be sent.</summary>
    /// <param name="byPerson">A person asks for a dead or uncertain one to be sent again.</param>
    public Task<Delivery?> BeginDeliveryAsync(long customer, long outboxId, bool byPerson = false) =>
        _merged.RunAsync(_runtime, customer, LaneQueue.Due, (lane, _) => _deliveries.Begin(lane, _services.StateOf(lane.Key), outboxId, byPerson));

    /// <summary>Records how an attempt to deliver went.</summary>
    public Task CompleteDeliveryAsync(long customer, long outboxId, DeliveryResult result, string? error = null) =>
        _merged.RunAsync(_runtime, customer, LaneQueue.Due, (lane, _) =>
        {
            _deliveries.Complete(lane, _services.StateOf(lane.Key), outboxId, result, error);
            return true;
        });

    /// <summary>Changes a delivery that nobody is sending: after a crash (uncertain), on resume (pending), by a person.</summary>
    public Task SetDeliveryAsync(OutboxRow row) =>
        _merged.RunAsync(_runtime, row.Customer, LaneQueue.Due, (lane, way) =>
        {
            lane.PutOutbox(way.Path.Count == 0 ? row : DeliveryDesk.Moved(row, lane.Key, way.Number(row.Decision)));
            return true;
        });
}
