using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;

namespace NbaStudio.Engine.Customers;

/// <summary>What a decision brings along besides the customer's state.</summary>
/// <param name="Context">context.* of the request; null = none.</param>
/// <param name="Trigger">trigger.* captured by the trigger; null = none.</param>
/// <param name="Event">event.* of the event that is being looked at; null = none.</param>
public readonly record struct SlotSources(
    IReadOnlyDictionary<string, Value>? Context, IReadOnlyDictionary<string, Value>? Trigger = null, IPropertyReader? Event = null);
