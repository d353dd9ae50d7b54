using NbaStudio.Engine.Serving;

namespace NbaStudio.Api.Measure;

/// <summary>How many customers an experiment needs.</summary>
/// <param name="Total">Of all arms, for one look at that size.</param>
/// <param name="Arms">Of each arm, the control first.</param>
/// <param name="AnytimeTotal">Of all arms, where the result may be looked at at any time (always-valid interval).</param>
/// <param name="Reached">What the other arms would have.</param>
/// <param name="Deviation">Absent for a rate.</param>
/// <param name="Traffic">How long so many customers take to come by; absent unless asked for.</param>
public sealed record SampleSizeAnswer(
    long Total, IReadOnlyList<long> Arms, long AnytimeTotal, double Baseline, double Reached, double? Deviation, double Power, double Alpha, TrafficAnswer? Traffic);

/// <summary>How fast different customers come by, from the latest decisions.</summary>
/// <param name="Known">Customers of the hub.</param>
/// <param name="Decisions">Decisions looked at.</param>
/// <param name="Customers">Different customers among them.</param>
/// <param name="Since">Time of the oldest one; absent = there is none.</param>
/// <param name="Seconds">Until so many different customers have come by, at the pace of now; absent where nobody can say, and where there are not so many.</param>
public sealed record TrafficAnswer(long Known, int Decisions, int Customers, DateTimeOffset? Since, double? Seconds)
{
    internal static TrafficAnswer Of(CustomerTraffic traffic, long total) => new(
        traffic.Known, traffic.Decisions, traffic.Firsts.Count, traffic.Since, traffic.Since is null || total > traffic.Known ? null : traffic.TimeFor(total)?.TotalSeconds);
}
