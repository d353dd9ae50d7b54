namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>A time at which a schedule will call.</summary>
/// <param name="Trigger">Name of the trigger.</param>
/// <param name="Due">The instant.</param>
/// <param name="Zones">IANA names of the zones whose customers it is for.</param>
public sealed record ScheduledTime(string Trigger, DateTimeOffset Due, IReadOnlyList<string> Zones);
