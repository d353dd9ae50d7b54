using NbaStudio.Engine.Measurement;
using NbaStudio.Engine.Measurement.Lifetime;

namespace NbaStudio.Live.Reading;

/// <summary>What customers may be expected to buy, or why nobody can say.</summary>
/// <param name="Time">When it was estimated, by the hub's clock.</param>
public sealed record LifetimeView(DateTimeOffset Time, Estimate<LifetimeOutlook> Outlook);

/// <summary>Where lifetime values are kept for rules and levers.</summary>
/// <param name="Attributes">Names of the attributes that the policy in force declares for them; empty = none.</param>
/// <param name="Hours">How often they are written, in hours of the hub's clock; 0 = never.</param>
public sealed record LifetimeUse(IReadOnlyList<string> Attributes, double Hours);
