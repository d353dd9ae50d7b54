using NbaStudio.Live;

namespace NbaStudio.Api.Live;

/// <summary>One decision on the live stream.</summary>
/// <param name="Moment">What called for it, in words.</param>
/// <param name="Result">How far it had come when it was sent.</param>
public sealed record LiveDecisionMessage(
    string DecisionId, DateTimeOffset Time, string CustomerId, string CustomerName, string Moment, string Channel, string? Placement, string? Objective, string? Action,
    string? ActionLabel, string? Treatment, Equation? Equation, LiveSilence? Silence, LiveResult Result, LiveLatency Latency, bool Simulated)
{
    internal static LiveDecisionMessage Of(LiveDecision decision, string language) => new(
        decision.DecisionId, decision.Time, decision.CustomerId, decision.CustomerName.In(language), decision.Moment.Name.In(language), decision.Channel.Id,
        decision.Channel.Placement?.In(language), decision.Choice?.Objective.Id, decision.Choice?.ActionId, decision.Choice?.Action.In(language), decision.Choice?.TreatmentId,
        Finite(decision.Choice?.Equation), decision.Silence, decision.Result, decision.Latency, decision.Simulated);

    // Service actions are placed without being scored; JSON has no number for that.
    private static Equation? Finite(Equation? equation) => equation is null
        || !double.IsFinite(equation.Propensity + equation.Context + equation.Value + equation.Lever + equation.Price + equation.Priority) ? null : equation;
}

/// <summary>The numbers of the last five minutes.</summary>
/// <param name="Total">Decisions since the start.</param>
/// <param name="Value">Money that acceptances brought.</param>
/// <param name="P50">Median time per step in microseconds; absent without decisions.</param>
/// <param name="P99">Time per step at the 99th percentile.</param>
public sealed record LiveCounters(
    long Total, long Decisions, long Silent, long Accepted, decimal Value, long Events, double PerSecond, double? AcceptRate, LiveLatency? P50, LiveLatency? P99,
    IReadOnlyList<ChannelCounters> Channels, IReadOnlyList<ObjectiveCounters> Objectives)
{
    internal static LiveCounters Of(LiveFeed feed, string language)
    {
        var summary = feed.Summary(FeedWindow.FiveMinutes);
        return new LiveCounters(
            feed.Decisions, summary.Decisions, summary.Silent, summary.Accepted, summary.Value, summary.Events,
            double.IsFinite(summary.PerSecond) ? summary.PerSecond : 0, summary.AcceptRate,
            summary.P50, summary.P99,
            [.. summary.Channels.Select(c => new ChannelCounters(c.Channel.Id, c.Channel.Label.In(language), c.PerSecond, c.Queue, c.AcceptRate, c.Condition))],
            [.. summary.Objectives.Select(o => new ObjectiveCounters(o.Objective.Id, o.Objective.Label.In(language), o.Share, o.AcceptRate))]);
    }
}

/// <param name="Queue">Deliveries that wait; absent while the channel sends nothing.</param>
public sealed record ChannelCounters(string Id, string Label, double PerSecond, long? Queue, double? AcceptRate, ChannelCondition Condition);

/// <param name="Share">Of all decisions.</param>
public sealed record ObjectiveCounters(string Id, string Label, double Share, double? AcceptRate);
