namespace NbaStudio.Engine.Conditions;

/// <summary>One input that compiled expressions, models or templates read. Two definitions with the same <see cref="Name"/> are the same slot.</summary>
/// <param name="Name">Canonical text, such as customer.age, aggregate.visits_7d, context.intent or count(event "page_view" where page = "/cancel" in 30m).</param>
/// <param name="Kind">Type of its values; Any where it is not declared.</param>
public abstract record SlotDefinition(string Name, ValueKind Kind);

/// <summary>customer.&lt;attribute&gt;</summary>
public sealed record AttributeSlot(string Attribute, ValueKind Kind) : SlotDefinition("customer." + Attribute, Kind);

/// <summary>aggregate.&lt;name&gt;, and every inline count, sum ... over events.</summary>
public sealed record AggregateSlot(string Name, ValueKind Kind, AggregateDefinition Aggregate) : SlotDefinition(Name, Kind);

/// <summary>context.&lt;name&gt; of the request.</summary>
public sealed record ContextSlot(string Key) : SlotDefinition("context." + Key, ValueKind.Any);

/// <summary>event.&lt;property&gt; of the event that is being looked at; event.type is its type.</summary>
public sealed record EventSlot(string Property, ValueKind Kind) : SlotDefinition("event." + Property, Kind);

/// <summary>trigger.&lt;name&gt;: a value captured by the trigger.</summary>
public sealed record TriggerSlot(string Key) : SlotDefinition("trigger." + Key, ValueKind.Any);

/// <summary>goal.&lt;name&gt;.progress or .deadline; its expression is evaluated before the stages.</summary>
public sealed record GoalSlot(string Goal, string Part, ValueKind Kind) : SlotDefinition($"goal.{Goal}.{Part}", Kind);

/// <summary>score.&lt;name&gt;: an imported score.</summary>
public sealed record ScoreSlot(string Score) : SlotDefinition("score." + Score, ValueKind.Number);

/// <summary>outcome_count(scope "id", "outcome" in window) over the contact log.</summary>
public sealed record OutcomeCountSlot(string Name, ContactScope Scope, string Outcome, TimeSpan Window) : SlotDefinition(Name, ValueKind.Number);

/// <summary>time.hour, time.weekday: of now, in the frame's zone.</summary>
public sealed record TimeSlot(string Part) : SlotDefinition("time." + Part, ValueKind.Number);

/// <summary>What a contact rule or count is about. Id is null for All.</summary>
public readonly record struct ContactScope(ContactScopeKind Kind, string? Id);

public enum ContactScopeKind : byte { All, Objective, Group, Action, Treatment, Channel }

/// <summary>A live number over a window of events.</summary>
/// <param name="Name">Canonical text for an inline one; aggregate.&lt;name&gt; for a declared one.</param>
/// <param name="EventType">Type of the events that count; compared like all text (folded).</param>
/// <param name="Property">Property the function reads; null for count and days since.</param>
/// <param name="Where">Canonical text of the filter over event properties; null = all.</param>
/// <param name="Window">1 minute to 400 days.</param>
public sealed record AggregateDefinition(string Name, AggregateFunction Function, string EventType, string? Property, string? Where, TimeSpan Window)
{
    /// <summary>Width of a step: window / 32, at least one second. The number covers (floor((now - W)/step) x step, now].</summary>
    public long StepMilliseconds => Math.Max(1000, (long)Window.TotalMilliseconds / 32);
}

public enum AggregateFunction : byte { Count, Sum, Average, Min, Max, Last, Distinct, DaysSince }
