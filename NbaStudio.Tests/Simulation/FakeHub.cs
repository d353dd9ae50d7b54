using NbaStudio.Engine;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;

namespace NbaStudio.Tests.Simulation;

/// <summary>A hub that keeps what it is told and decides by a function.</summary>
public sealed class FakeHub(Func<DecisionRequest, (string Action, string Treatment, double Value)?> decide) : IDecisionHub
{
    private int _decisions;

    public List<EventInput> Events { get; } = [];
    public List<DecisionRequest> Requests { get; } = [];
    public List<OutcomeInput> Outcomes { get; } = [];
    public List<(string Id, CustomerPatch Patch)> Customers { get; } = [];

    /// <summary>Actions that events of a type send out by push.</summary>
    public Dictionary<string, string> Triggers { get; } = [];

    public Task<IReadOnlyList<EventReply>> IngestAsync(IReadOnlyList<EventInput> events, CancellationToken cancellation = default)
    {
        Events.AddRange(events);
        return Task.FromResult<IReadOnlyList<EventReply>>([.. events.Select((e, i) => new EventReply(i, EventStatus.Accepted, [], Triggered(e)))]);
    }

    public Task<DecisionReply> DecideAsync(DecisionRequest request, CancellationToken cancellation = default)
    {
        Requests.Add(request);
        var placement = request.Placements[0].Name;
        return Task.FromResult(decide(request) is { } choice
            ? Reply(request.CustomerId, request.Channel, placement, choice.Action, choice.Treatment, choice.Value)
            : new DecisionReply(NextId(), request.CustomerId, 1, default, new("threshold", "too low", 92, 150), [], default, false));
    }

    public Task<IReadOnlyList<OutcomeReply>> RecordOutcomesAsync(IReadOnlyList<OutcomeInput> outcomes, CancellationToken cancellation = default)
    {
        Outcomes.AddRange(outcomes);
        return Task.FromResult<IReadOnlyList<OutcomeReply>>([.. outcomes.Select((_, i) => new OutcomeReply(i, OutcomeStatus.Accepted, []))]);
    }

    public Task UpsertCustomerAsync(string customerId, CustomerPatch patch, CancellationToken cancellation = default)
    {
        lock (Customers)
        {
            Customers.Add((customerId, patch));
        }

        return Task.CompletedTask;
    }

    private IReadOnlyList<DecisionReply> Triggered(EventInput input) =>
        Triggers.TryGetValue(input.Type, out var action) ? [Reply(input.CustomerId, "push", "", action, action + "-push", 2000)] : [];

    private DecisionReply Reply(string customer, string channel, string placement, string action, string treatment, double value) =>
        new(NextId(), customer, 1, default, null,
            [new(1, placement, channel, "o", "g", action, treatment, 1, new("ja", null, null, null, null, null), 0.1, 1, value, 1, 0, 0.1 * value, 1, "t")], default, false);

    private string NextId() => $"d{++_decisions}";
}
