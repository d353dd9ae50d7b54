using System.Collections.Concurrent;

namespace NbaStudio.Hosting.Hub;

/// <summary>Customers of the simulated market: each carries an invented phone with the app on it, so that a push reaches them without a stream. Thread safe.</summary>
public sealed class SimulatedPresence
{
    private readonly ConcurrentDictionary<long, byte> _customers = new();

    /// <summary>Adds a customer by internal key.</summary>
    public void Add(long customer) => _customers[customer] = 0;

    public bool Contains(long customer) => _customers.ContainsKey(customer);
}
