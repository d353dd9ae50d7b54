using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;

namespace NbaStudio.Engine;

/// <summary>What everybody who uses the hub needs: the HTTP API, importers, the simulated market, a program of one's own. Calls return once their effects are durable. Thread safe.</summary>
public interface IDecisionHub
{
    Task<IReadOnlyList<EventReply>> IngestAsync(IReadOnlyList<EventInput> events, CancellationToken cancellation = default);

    Task<DecisionReply> DecideAsync(DecisionRequest request, CancellationToken cancellation = default);

    Task<IReadOnlyList<OutcomeReply>> RecordOutcomesAsync(IReadOnlyList<OutcomeInput> outcomes, CancellationToken cancellation = default);

    /// <summary>Creates or merges a customer.</summary>
    Task UpsertCustomerAsync(string customerId, CustomerPatch patch, CancellationToken cancellation = default);
}
