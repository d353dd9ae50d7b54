using System.Collections.Concurrent;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>The time zones that customers have (or had), so that schedules know whose morning it is without looking at everybody. One blob a zone. Thread safe.</summary>
internal sealed class ZoneCensus
{
    private const string Prefix = "zone/";
    private const string Marker = "zones";
    private const int Page = 500;
    private readonly ConcurrentDictionary<string, TimeZoneInfo> _zones = new(StringComparer.Ordinal);

    /// <summary>Raised when a zone was met for the first time, on any thread.</summary>
    public event Action? Changed;

    /// <summary>Every zone, the workspace's included.</summary>
    public IReadOnlyList<TimeZoneInfo> Zones(PolicySnapshot policy) => [.. _zones.Values.Append(policy.Zone).DistinctBy(z => z.Id)];

    /// <summary>A customer has this zone now. It is remembered in the commit that gives it to the customer.</summary>
    public void Note(LaneContext<CustomerState> lane, TimeZoneInfo zone)
    {
        if (!_zones.ContainsKey(zone.Id))
        {
            lane.PutBlob(RowOf(zone.Id));
            lane.AfterCommit(() => Add(zone.Id));
        }
    }

    /// <summary>Reads what is known. Data from before schedules existed is looked through once.</summary>
    /// <param name="write">Writes blobs in a lane.</param>
    public async Task LoadAsync(IHubReader store, Func<BlobRow, Task> write, CancellationToken stop)
    {
        foreach (var name in store.ReadBlobNames(Prefix))
        {
            Add(name[Prefix.Length..]);
        }

        if (store.ReadBlob(Marker) is not null)
        {
            return;
        }

        long after = 0;
        while (store.ReadCustomerKeys(after, Page) is { Count: > 0 } keys)
        {
            foreach (var key in keys)
            {
                stop.ThrowIfCancellationRequested();
                if (store.LoadCustomer(key) is { } stored && CustomerStateCodec.Read(stored.State).Zone is { } zone && !_zones.ContainsKey(zone.Id))
                {
                    await write(RowOf(zone.Id)).ConfigureAwait(false);
                    Add(zone.Id);
                }
            }

            after = keys[^1];
        }

        await write(new BlobRow(Marker, [1])).ConfigureAwait(false);
    }

    private static BlobRow RowOf(string zone) => new(Prefix + zone, [1]);

    // A zone that this machine does not know is nobody's here: such customers live on the workspace's clock.
    private void Add(string id)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && _zones.TryAdd(id, zone))
        {
            Changed?.Invoke();
        }
    }
}
