namespace NbaStudio.Configuration;

/// <summary>What control groups are measured by. Read at the start, when the journal is counted anew, so a change counts for all of it.</summary>
public sealed class MeasureOptions
{
    [Setting("Types of events that are purchases: their property amount is the money that control groups are compared by (list, or separated by commas).")]
    public IReadOnlyList<string> Purchases { get; init; } = ["purchase"];

    [Setting("Types of events with which a customer leaves (list, or separated by commas).")]
    public IReadOnlyList<string> Departures { get; init; } = ["churned"];

    [Setting("Every how many hours of the hub's clock lifetime values are written into the attributes lifetime_value, lifetime_purchases and lifetime_alive, where the policy declares them (0 = never).", Minimum = 0, Maximum = 8_760)]
    public double LifetimeHours { get; init; } = 24;
}
