using NbaStudio.Engine.Measurement;
using NbaStudio.Engine.Measurement.Lifetime;

namespace NbaStudio.Live.Reading;

/// <summary>What customers may be expected to buy, or why nobody can say.</summary>
/// <param name="Time">When it was estimated, by the hub's clock.</param>
public sealed record LifetimeView(DateTimeOffset Time, Estimate<LifetimeOutlook> Outlook);
