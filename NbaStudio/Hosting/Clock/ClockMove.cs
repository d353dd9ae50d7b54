namespace NbaStudio.Hosting.Clock;

/// <summary>Asks for the hub's clock to be moved forward.</summary>
/// <param name="Time">What it is to show; a time that has passed changes nothing.</param>
public sealed record ClockMove(DateTimeOffset Time);
