using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>The customers of one lane group in memory, least recently used go first. Entries that are not durable stay. Owned by one thread.</summary>
internal sealed class CustomerCache<TCustomer>(IHubReader store, ICustomerCodec<TCustomer> codec, int capacity)
    where TCustomer : class
{
    private const int EvictionScan = 64;
    private readonly Dictionary<long, CustomerEntry<TCustomer>> _entries = [];
    private CustomerEntry<TCustomer>? _newest;
    private CustomerEntry<TCustomer>? _oldest;

    public int Count => _entries.Count;

    /// <summary>The customer's entry, read from the store when it is not in memory.</summary>
    public CustomerEntry<TCustomer> Get(long key)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            if (!ReferenceEquals(entry, _newest))
            {
                Unlink(entry);
                LinkNewest(entry);
            }

            return entry;
        }

        var stored = key == 0 ? null : store.LoadCustomer(key);
        entry = new CustomerEntry<TCustomer>(key, stored is null ? codec.Create(key) : codec.Read(stored.State), stored is not null);
        foreach (var row in stored?.Dedupe ?? [])
        {
            entry.Dedupe[(row.Kind, row.Id)] = row;
        }

        _entries.Add(key, entry);
        LinkNewest(entry);
        Evict();
        return entry;
    }

    /// <summary>Puts the customer back to the newest state that was written, durable or on its way.</summary>
    public void Restore(CustomerEntry<TCustomer> entry)
    {
        if (entry.Inflight is { } inflight)
        {
            entry.Customer = inflight.State is null ? codec.Create(entry.Key) : codec.Read(inflight.State);
            entry.Exists = inflight.State is not null;
        }
        else
        {
            Remove(entry);
        }
    }

    public void Remove(CustomerEntry<TCustomer> entry)
    {
        if (_entries.Remove(entry.Key))
        {
            Unlink(entry);
        }
    }

    public void Clear()
    {
        _entries.Clear();
        (_newest, _oldest) = (null, null);
    }

    private void Evict()
    {
        var candidate = _oldest;
        for (var i = 0; i < EvictionScan && _entries.Count > capacity && candidate is not null && !ReferenceEquals(candidate, _newest); i++)
        {
            var next = candidate.Newer;
            if (candidate.Inflight is null && candidate.Hold is null)
            {
                Remove(candidate);
            }

            candidate = next;
        }
    }

    private void LinkNewest(CustomerEntry<TCustomer> entry)
    {
        (entry.Older, entry.Newer) = (_newest, null);
        if (_newest is not null)
        {
            _newest.Newer = entry;
        }

        _newest = entry;
        _oldest ??= entry;
    }

    private void Unlink(CustomerEntry<TCustomer> entry)
    {
        if (entry.Newer is null)
        {
            _newest = entry.Older;
        }
        else
        {
            entry.Newer.Older = entry.Older;
        }

        if (entry.Older is null)
        {
            _oldest = entry.Newer;
        }
        else
        {
            entry.Older.Newer = entry.Newer;
        }

        (entry.Newer, entry.Older) = (null, null);
    }
}
