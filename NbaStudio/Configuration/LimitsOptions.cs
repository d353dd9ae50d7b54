namespace NbaStudio.Configuration;

/// <summary>How many API requests one caller may make.</summary>
public sealed class LimitsOptions
{
    [Setting("API requests per second and key (per address where there is no key); a burst of the same size.", Minimum = 1, Maximum = 1_000_000)]
    public int RequestsPerSecond { get; init; } = 20_000;

    [Setting("API requests per second of one customer's browser token; a burst of the same size.", Minimum = 1, Maximum = 10_000)]
    public int BrowserRequestsPerSecond { get; init; } = 20;
}
