using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Engine;

/// <content>What comes in: events and outcomes.</content>
public sealed partial class NbaEngine
{
    public async Task<IReadOnlyList<EventReply>> IngestAsync(IReadOnlyList<EventInput> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        var started = _services.Time.GetTimestamp();
        var now = _services.Time.GetUtcNow();
        var texts = _services.TryGetState(out var state) ? state.Policy.Texts : null;
        var replies = new Task<EventReply>[events.Count];
        for (var i = 0; i < events.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (index, input) = (i, events[i]);
            IReadOnlyList<InputError> errors = EventCheck.Errors(input, now, _services.Options.MaximumAhead, _policies.Current);
            if (errors.Count == 0 && texts is not null && texts.Read(input, out var mistake) is var read)
            {
                (input, errors) = (read, mistake is null ? [] : [mistake]);
            }

            replies[i] = errors.Count > 0
                ? Task.FromResult(new EventReply(index, EventStatus.Rejected, errors, []))
                : IngestOneAsync(index, input, started);
        }

        return await Task.WhenAll(replies).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<OutcomeReply>> RecordOutcomesAsync(IReadOnlyList<OutcomeInput> outcomes, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var replies = new Task<OutcomeReply>[outcomes.Count];
        for (var i = 0; i < outcomes.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            replies[i] = OutcomeOneAsync(i, outcomes[i]);
        }

        return await Task.WhenAll(replies).ConfigureAwait(false);
    }

    private Task<EventReply> IngestOneAsync(int index, EventInput input, long started) =>
        Guard(index, _runtime.RunAsync(input.CustomerId, LaneQueue.Events, _services.Options.CreateUnknownCustomers, lane =>
        {
            lane.Customer.AddAlias(input.CustomerId);
            if (lane.IsNew && lane.Customer.CreatedAt == 0)
            {
                (lane.Customer.CreatedAt, lane.Customer.Simulated) = (lane.Now, input.Simulated);
            }

            return _events.Take(lane, _services.StateOf(lane.Key), index, input, started);
        }));

    private static async Task<EventReply> Guard(int index, Task<EventReply> work)
    {
        try
        {
            return await work.ConfigureAwait(false);
        }
        catch (UnknownCustomerException e)
        {
            return new EventReply(index, EventStatus.Rejected, [new InputError("customerId", e.Message, "the id of a customer who exists")], []);
        }
    }

    private async Task<OutcomeReply> OutcomeOneAsync(int index, OutcomeInput input)
    {
        if (OutcomeCheck.Errors(input) is { Count: > 0 } errors)
        {
            return new OutcomeReply(index, OutcomeStatus.Rejected, errors);
        }

        var target = OutcomeTargets.Find(_store, Records, input, _services.Time.GetUtcNow().ToUnixTimeMilliseconds());
        if (target.Error is { } error)
        {
            return new OutcomeReply(index, OutcomeStatus.Rejected, [error]);
        }

        try
        {
            return await _merged.RunAsync(
                _runtime, target.Decision.Customer, LaneQueue.Events,
                (lane, way) => _outcomes.Record(lane, _services.StateOf(lane.Key), index, input, way, target.Decision.Number, target.Treatment, target.Channel, target.DecidedAt, target.WasSent)).ConfigureAwait(false);
        }
        catch (CustomerGoneException)
        {
            return new OutcomeReply(index, OutcomeStatus.Rejected, [new InputError("decisionId", "The customer of the decision was erased.", "a decision that is kept")]);
        }
    }
}
