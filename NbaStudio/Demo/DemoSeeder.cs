using NbaStudio.Engine;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Demo;

/// <summary>Creates the demo's customers in a hub. Doing it again changes nothing but attributes that moved since.</summary>
public static class DemoSeeder
{
    /// <summary>Returns once all customers are durable.</summary>
    public static Task SeedAsync(
        IDecisionHub hub, IReadOnlyList<MarketCustomer> population, ulong seed, DateTimeOffset now, IProgress<int>? created = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var count = 0;

        // Many at once, so that one commit holds many customers.
        return Parallel.ForEachAsync(
            DemoCustomers.Create(population, seed, now),
            new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellation },
            async (customer, token) =>
            {
                await hub.UpsertCustomerAsync(customer.Id, customer.Patch, token);
                created?.Report(Interlocked.Increment(ref count));
            });
    }
}
