namespace NbaStudio.Engine.Customers;

/// <summary>A recorded decision that the same placement gets again for a while.</summary>
/// <param name="Placement">Channel and placement, such as web/hero.</param>
/// <param name="Decision">The customer's decision number.</param>
/// <param name="Until">Milliseconds since 1970 UTC; it holds before this instant.</param>
public readonly record struct StickyDecision(string Placement, long Decision, long Until);
