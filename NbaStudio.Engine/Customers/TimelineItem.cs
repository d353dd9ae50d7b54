namespace NbaStudio.Engine.Customers;

/// <summary>One line of a customer's timeline.</summary>
/// <param name="Time">Milliseconds since 1970 UTC.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Type">Event type, outcome, or id of what was chosen.</param>
/// <param name="Text">A few properties as text, at most <see cref="Timeline.MaximumText"/> characters; may be empty.</param>
/// <param name="Decision">The customer's decision number; 0 = none.</param>
public readonly record struct TimelineItem(long Time, TimelineKind Kind, string Type, string Text, long Decision = 0);
