using System.Runtime.CompilerServices;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>Counts an audience over what is durable, a page at a time and outside the lanes.</summary>
internal static class AudienceCount
{
    private const int Page = 500;

    /// <param name="now">The hub's clock, milliseconds since 1970 UTC.</param>
    public static async IAsyncEnumerable<AudienceReach> RunAsync(
        IHubReader store, ServingPolicy policy, AudienceSnapshot audience, Func<long> now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var frame = new EvaluationFrame(policy.Snapshot.Layout.Count);
        var (looked, members, after, customers) = (0L, 0L, 0L, store.CountCustomers());
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var keys = await Task.Run(() => store.ReadCustomerKeys(after, Page), cancellation).ConfigureAwait(false);
            if (keys.Count == 0)
            {
                yield return new AudienceReach(looked, customers, members, true);
                yield break;
            }

            var time = now();
            foreach (var key in keys)
            {
                if (store.LoadCustomer(key) is { } stored)
                {
                    looked++;
                    members += AudienceTest.Includes(policy, audience, frame, CustomerStateCodec.Read(stored.State), time) ? 1 : 0;
                }
            }

            after = keys[^1];
            yield return new AudienceReach(looked, customers, members, false);
        }
    }
}
