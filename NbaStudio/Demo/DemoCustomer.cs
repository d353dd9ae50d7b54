using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;

namespace NbaStudio.Demo;

/// <summary>A simulated customer ready to be created in a hub.</summary>
/// <param name="Purchases">What it bought before, the oldest first.</param>
public sealed record DemoCustomer(string Id, CustomerPatch Patch, IReadOnlyList<EventInput> Purchases);
