namespace NbaStudio.Engine.Customers;

/// <summary>What a line of the timeline tells.</summary>
public enum TimelineKind : byte { Event, Decision, Outcome, Change, Trigger }
