namespace NbaStudio.Engine.Customers;

/// <summary>Something that is due for one customer.</summary>
/// <param name="Due">Milliseconds since 1970 UTC.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Decision">The customer's decision number; 0 = none.</param>
/// <param name="Treatment">Key of the treatment; 0 where it does not matter.</param>
/// <param name="Payload">Anything the owner needs, such as the name of a trigger; null = nothing.</param>
public readonly record struct CustomerTimer(long Due, TimerKind Kind, long Decision, int Treatment, string? Payload = null);
