namespace NbaStudio.Hosting.Clock;

/// <summary>What the hub's clock shows.</summary>
/// <param name="Simulated">False where it is the machine's time.</param>
/// <param name="Speed">Hub seconds per real second.</param>
public sealed record ClockReading(DateTimeOffset Time, bool Simulated, double Speed);
