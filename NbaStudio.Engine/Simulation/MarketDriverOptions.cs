namespace NbaStudio.Engine.Simulation;

/// <summary>How a run of the market is set up.</summary>
public sealed record MarketDriverOptions
{
    /// <summary>Time of the first step.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Seed of behaviour and responses.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Part of every event id, so that two runs against one hub do not collide; default from <see cref="Start"/>.</summary>
    public string? RunId { get; init; }

    /// <summary>How much more often than in life customers act, above 0; for hubs whose clock cannot be sped up. Default 1.</summary>
    public double Intensity { get; init; } = 1;

    /// <summary>Whether what triggers send out counts as delivered at once. Off where channels deliver and call <see cref="MarketDriver.React"/>.</summary>
    public bool DeliverTriggered { get; init; }

    /// <summary>Called with the time of each step before it runs: a benchmark moves its clock here.</summary>
    public Action<DateTimeOffset>? OnTime { get; init; }

    public IMarketObserver? Observer { get; init; }
}
