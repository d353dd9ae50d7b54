using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Reads decision records for the console.</summary>
public interface IDecisionReader
{
    /// <summary>The record with its explanation, or null when there is none (or no longer). Sensitive attributes are masked for whoever lacks the scope sensitive.</summary>
    [Needs(Scopes.Read)]
    Task<DecisionView?> GetAsync(string decisionId, string language, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>A decision record as shown.</summary>
public sealed record DecisionView
{
    public required string DecisionId { get; init; }
    public required DateTimeOffset Time { get; init; }
    public required string CustomerId { get; init; }
    public required LocalizedText CustomerName { get; init; }
    public required LiveMoment Moment { get; init; }
    public required LiveChannel Channel { get; init; }
    public required int Revision { get; init; }
    public required LiveLatency Latency { get; init; }
    public required LiveResult Result { get; init; }
    public decimal? Amount { get; init; }
    public bool Simulated { get; init; }

    /// <summary>Journal position of the model that scored.</summary>
    public long? ModelVersion { get; init; }

    /// <summary>How chance treated this decision: normal, random check or hold-out, in words.</summary>
    public string? Arm { get; init; }

    public required ExplanationView Explanation { get; init; }

    /// <summary>What the decision knew, as recorded.</summary>
    public IReadOnlyList<ProfileField> Inputs { get; init; } = [];

    /// <summary>What happened afterwards, oldest first.</summary>
    public IReadOnlyList<TimelineEntry> Outcomes { get; init; } = [];
}
