namespace NbaStudio.Configuration;

/// <summary>The simulated market of the demo workspace.</summary>
public sealed class MarketOptions
{
    [Setting("Whether simulated customers act while the program runs.")]
    public bool Run { get; init; } = true;

    [Setting("Simulated seconds that pass in one second. Without Nba:Clock the demo's clock runs at this speed as well.", Minimum = 0.1, Maximum = 100_000)]
    public double Speed { get; init; } = 60;

    [Setting("Seed of everything random in the market.", Minimum = 0, Maximum = int.MaxValue)]
    public int Seed { get; init; } = 1;

    [Setting("Simulated customers.", Minimum = 10, Maximum = 1_000_000)]
    public int Customers { get; init; } = 5_000;
}
