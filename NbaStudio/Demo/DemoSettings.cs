namespace NbaStudio.Demo;

/// <summary>How the demo workspace is filled and moves.</summary>
public sealed record DemoSettings
{
    /// <summary>Whether simulated customers act from the start. Default yes.</summary>
    public bool Run { get; init; } = true;

    /// <summary>Seed of customers, tastes and behaviour.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Simulated customers, at least 1. Default 5,000.</summary>
    public int Customers { get; init; } = 5_000;

    /// <summary>Simulated seconds in one real second, above 0. Default 60.</summary>
    public double Speed { get; init; } = 60;

    /// <summary>How many times faster than real time the hub's clock already runs; the market makes up for the rest by acting more often. Default 1.</summary>
    public double ClockSpeed { get; init; } = 1;
}
