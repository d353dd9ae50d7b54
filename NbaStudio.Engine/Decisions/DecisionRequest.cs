using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Decisions;

/// <summary>"What should these placements show to this customer now?"</summary>
/// <param name="RequestId">The same id returns the recorded decision; null = each call decides.</param>
/// <param name="CustomerId">Any alias.</param>
/// <param name="Channel">Id of the channel.</param>
/// <param name="Placements">Slots asked for, in order of importance; at least one, at most 20 slots in all.</param>
/// <param name="Context">Values of the moment, read as context.&lt;name&gt;.</param>
/// <param name="Simulated">Whether the simulated market asks.</param>
public sealed record DecisionRequest(
    string? RequestId, string CustomerId, string Channel, IReadOnlyList<PlacementRequest> Placements, IReadOnlyDictionary<string, Value> Context, bool Simulated = false)
{
    /// <summary>Decides anew even while the channel's last decision still holds (stickyFor): something is known now that it did not know.</summary>
    public bool Fresh { get; init; }

    /// <summary>Ids of actions that are left out, because they were answered in the same conversation; at most 100. Unknown ones say nothing: another policy may be in force by now.</summary>
    public IReadOnlyList<string> SetAside { get; init; } = [];
}

/// <summary>Count positions in the placement, in [1, 20].</summary>
public sealed record PlacementRequest(string Name, int Count = 1);

/// <summary>A decision as a caller sees it.</summary>
/// <param name="DecisionId">Text id of the record.</param>
/// <param name="Silence">Why nothing is said; null when something is.</param>
public sealed record DecisionReply(
    string DecisionId, string CustomerId, int Revision, DateTimeOffset Time, SilenceReply? Silence, IReadOnlyList<ChosenAction> Actions, StepTimings Timings, bool FromRecord)
{
    /// <summary>Microseconds of detect, data, decide, commit. The commit is filled in when it is done, before the reply leaves; 0 where a reply is rebuilt from its record, which cannot hold it.</summary>
    public StepTimings Timings { get; internal set; } = Timings;
}

/// <summary>Silence as a result.</summary>
/// <param name="Code">Stable reason, such as threshold, noCandidates, holdOut.</param>
public sealed record SilenceReply(string Code, string Reason, double? BestPriority, double? Threshold);

/// <summary>One filled slot. Priority = Propensity x ContextWeight x Value x Lever (weighted) - Price.</summary>
public sealed record ChosenAction(
    int Rank, string Placement, string Channel, string Objective, string Group, string Action, string Treatment, int TreatmentKey, RenderedContent Content,
    double Propensity, double ContextWeight, double Value, double Lever, double Price, double Priority, double Probability, string TrackingToken);

/// <summary>Content in the customer's language, personalised.</summary>
public sealed record RenderedContent(string Language, string? Subject, string? Body, string? Image, string? Link, string? Button)
{
    /// <summary>What the picture says, for whoever does not see it; null where there is no picture.</summary>
    public string? ImageAlt { get; init; }
}

/// <summary>Microseconds spent per step.</summary>
public readonly record struct StepTimings(int Detect, int Data, int Decide, int Commit)
{
    public int Total => Detect + Data + Decide + Commit;
}
