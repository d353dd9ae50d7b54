namespace NbaStudio.Engine.Customers;

/// <summary>One address per channel. Not thread safe.</summary>
public sealed class AddressBook
{
    private readonly List<AddressRecord> _records = [];

    public IReadOnlyList<AddressRecord> Records => _records;

    /// <summary>The address of a channel, or null. Allocates nothing.</summary>
    public AddressRecord? Find(string channel)
    {
        foreach (var record in _records)
        {
            if (string.Equals(record.Channel, channel, StringComparison.OrdinalIgnoreCase))
            {
                return record;
            }
        }

        return null;
    }

    /// <summary>Whether the channel has an address that works.</summary>
    public bool CanReach(string channel) => Find(channel) is { IsRefused: false };

    /// <summary>Sets (or with null removes) an address. The same address again keeps its refusal; another one starts unrefused.</summary>
    public void Set(string channel, string? address)
    {
        ArgumentException.ThrowIfNullOrEmpty(channel);
        var known = Find(channel);
        if (known is not null && known.Address == address)
        {
            return;
        }

        if (known is not null)
        {
            _records.Remove(known);
        }

        if (!string.IsNullOrEmpty(address))
        {
            _records.Add(new AddressRecord(channel, address));
        }
    }

    /// <summary>Marks the address refused (a bounce). A bounce of an address that is no longer the channel's changes nothing.</summary>
    /// <param name="address">The address that bounced; null = whichever it is.</param>
    /// <param name="time">Milliseconds since 1970 UTC.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Refuse(string channel, string? address, long time, string because)
    {
        var known = Find(channel);
        if (known is null || known.IsRefused || (address is not null && known.Address != address))
        {
            return false;
        }

        _records[_records.IndexOf(known)] = known with { RefusedAt = Math.Max(1, time), RefusedBecause = because };
        return true;
    }

    internal void Merge(AddressRecord record)
    {
        var known = Find(record.Channel);
        if (known is null)
        {
            _records.Add(record);
        }
        else if (record.IsRefused && known.Address == record.Address)
        {
            Refuse(record.Channel, record.Address, record.RefusedAt, record.RefusedBecause ?? "");
        }
    }

    internal void Restore(AddressRecord record) => _records.Add(record);
}
