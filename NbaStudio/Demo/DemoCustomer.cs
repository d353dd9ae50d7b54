using NbaStudio.Engine.Customers;

namespace NbaStudio.Demo;

/// <summary>A simulated customer ready to be created in a hub.</summary>
public sealed record DemoCustomer(string Id, CustomerPatch Patch);
