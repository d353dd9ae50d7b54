using NbaStudio.Engine.Conditions;
using NbaStudio.Live.Reading;

namespace NbaStudio.Tests.Support;

/// <summary>A look at customers with a known outcome.</summary>
public sealed class FakeStandIns : IStandInReader
{
    public StandInOverview Overview { get; set; } = new(1_000, [], [], []);

    public Task<StandInOverview> ReadAsync(string language, CancellationToken cancellationToken = default) => Task.FromResult(Overview);

    /// <summary>District gives away origin, and spend gives away income.</summary>
    public static StandInOverview Some { get; } = new(
        1_000, ["Origin", "Income"], ["Faith"], [new("a", "Origin", ValueKind.Text, Value.OfText("Elsewhere"), "District", 0.91), new("b", "Income", ValueKind.Money, Value.OfNumber(4_000_000), "Spend", 0.78)]);
}
