namespace NbaStudio.Configuration;

/// <summary>Real time, for what must not follow a simulated hub clock: tokens, keys, audit, rate limits.</summary>
public sealed record WallClock(TimeProvider Time);
