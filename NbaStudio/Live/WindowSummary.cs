namespace NbaStudio.Live;

/// <summary>Counts of one step of a chart.</summary>
/// <param name="Decisions">Decisions, silent ones included.</param>
/// <param name="Chosen">Decisions that said something.</param>
/// <param name="Accepted">Acceptances that arrived.</param>
/// <param name="Value">Money they brought.</param>
public readonly record struct SeriesPoint(long Decisions, long Chosen, long Accepted, decimal Value)
{
    public SeriesPoint Plus(SeriesPoint other) =>
        new(Decisions + other.Decisions, Chosen + other.Chosen, Accepted + other.Accepted, Value + other.Value);
}

/// <summary>Everything that the Live page shows about one window. Immutable.</summary>
public sealed record WindowSummary
{
    public required FeedWindow Window { get; init; }

    /// <summary>Changes whenever anything in the summary may have changed.</summary>
    public required (long Version, long Second) Stamp { get; init; }

    /// <summary>Seconds that were observed: less than the window just after a start.</summary>
    public required double CoveredSeconds { get; init; }

    public required long Decisions { get; init; }
    public required long Silent { get; init; }
    public required long Accepted { get; init; }
    public required decimal Value { get; init; }
    public required long Events { get; init; }

    /// <summary>Median parts in microseconds; null without decisions.</summary>
    public LiveLatency? P50 { get; init; }

    /// <summary>Mean parts, in microseconds, of the decisions at the 99th percentile: they add up to it.</summary>
    public LiveLatency? P99 { get; init; }

    public required IReadOnlyList<SeriesPoint> Points { get; init; }

    /// <summary>Seconds per point.</summary>
    public required double PointSeconds { get; init; }

    public required IReadOnlyList<FunnelStep> Funnel { get; init; }
    public required IReadOnlyList<ChannelSummary> Channels { get; init; }
    public required IReadOnlyList<ObjectiveSummary> Objectives { get; init; }

    /// <summary>Decisions that said something.</summary>
    public long Spoken => Decisions - Silent;

    public double PerSecond => Decisions / CoveredSeconds;

    /// <summary>Acceptances that arrived in the window over decisions that said something in it; null without such decisions.</summary>
    public double? AcceptRate => Spoken > 0 ? (double)Accepted / Spoken : null;

    public double? SilenceShare => Decisions > 0 ? (double)Silent / Decisions : null;
}

/// <summary>One line of the funnel.</summary>
/// <param name="Stage">Stage, or null for the candidates at the top.</param>
/// <param name="Left">Candidates left after it.</param>
/// <param name="Lost">Candidates lost in it.</param>
/// <param name="MainReason">Reason code that most of them fell out for, or null.</param>
public sealed record FunnelStep(FunnelStage? Stage, long Left, long Lost, string? MainReason);

/// <summary>One channel over the window.</summary>
public sealed record ChannelSummary(LiveChannel Channel, double PerSecond, long? Queue, long? P99, double? AcceptRate, ChannelCondition Condition);

/// <summary>One objective over the window. Share is of all decisions.</summary>
public sealed record ObjectiveSummary(LiveObjective Objective, double Share, double? AcceptRate);
