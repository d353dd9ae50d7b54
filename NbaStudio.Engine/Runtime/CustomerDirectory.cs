using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>
/// Finds customers by their outside ids and gives keys to new ones, so that two first events of one unknown alias meet in one customer. What is not durable
/// yet is known here only and dropped when its commit fails. Thread safe.
/// </summary>
public sealed class CustomerDirectory
{
    private const int StripeCount = 64;
    private readonly IHubReader _store;
    private readonly Stripe[] _stripes;
    private long _lastKey;
    private int _generation;

    internal CustomerDirectory(IHubReader store, int cachedAliases)
    {
        _store = store;
        var capacity = Math.Max(16, cachedAliases / StripeCount);
        _stripes = [.. Enumerable.Range(0, StripeCount).Select(_ => new Stripe(capacity))];
    }

    internal long LastKey => Interlocked.Read(ref _lastKey);

    /// <summary>Changes with every <see cref="Reset"/>: a pending key of an earlier generation means nothing any more.</summary>
    internal int Generation => Volatile.Read(ref _generation);

    /// <summary>The customer who has the alias, durable or on the way; null when nobody has.</summary>
    public long? Find(string alias)
    {
        ArgumentException.ThrowIfNullOrEmpty(alias);
        var stripe = StripeOf(alias);
        lock (stripe)
        {
            return Look(stripe, alias) is var key and not 0 ? key : null;
        }
    }

    /// <summary>A key for a customer without any alias.</summary>
    public long NewKey() => Interlocked.Increment(ref _lastKey);

    /// <summary>The customer of the alias, a new key when nobody has it. <paramref name="isPending"/>: call <see cref="Release"/> when the work is settled.</summary>
    internal long Resolve(string alias, bool create, out bool isPending)
    {
        var stripe = StripeOf(alias);
        lock (stripe)
        {
            var key = Look(stripe, alias);
            if (key == 0 && create)
            {
                key = NewKey();
                stripe.Pending[alias] = new PendingAlias(key);
            }

            isPending = key != 0 && stripe.Pending.TryGetValue(alias, out var pending) && pending.Key == key;
            if (isPending)
            {
                stripe.Pending[alias].Users++;
            }

            return key;
        }
    }

    internal void Release(string alias, long key)
    {
        var stripe = StripeOf(alias);
        lock (stripe)
        {
            if (stripe.Pending.TryGetValue(alias, out var pending) && pending.Key == key && --pending.Users <= 0 && pending.Claims == 0)
            {
                stripe.Pending.Remove(alias);
            }
        }
    }

    /// <summary>Takes the alias for the customer if it is free, and returns its owner.</summary>
    internal long Claim(string alias, long key)
    {
        var stripe = StripeOf(alias);
        lock (stripe)
        {
            var owner = Look(stripe, alias);
            if (owner != 0 && owner != key)
            {
                return owner;
            }

            if (!stripe.Pending.TryGetValue(alias, out var pending) || pending.Key != key)
            {
                stripe.Pending[alias] = pending = new PendingAlias(key);
            }

            pending.Claims++;
            return key;
        }
    }

    /// <summary>Undoes a <see cref="Claim"/> of work that failed.</summary>
    internal void Unclaim(string alias, long key)
    {
        var stripe = StripeOf(alias);
        lock (stripe)
        {
            if (stripe.Pending.TryGetValue(alias, out var pending) && pending.Key == key && --pending.Claims <= 0 && pending.Users <= 0)
            {
                stripe.Pending.Remove(alias);
            }
        }
    }

    /// <summary>From now on nobody has the alias. The caller's lane owns the customer who has it; reads nothing, so it cannot fail.</summary>
    internal void Free(string alias)
    {
        var stripe = StripeOf(alias);
        lock (stripe)
        {
            stripe.Durable.Remove(alias);
            stripe.Pending[alias] = new PendingAlias(0) { Claims = 1 };
        }
    }

    /// <summary>From now on the customer has the alias, whoever had it before. Reads nothing, so it cannot fail.</summary>
    internal void Give(string alias, long key)
    {
        var stripe = StripeOf(alias);
        lock (stripe)
        {
            stripe.Durable.Remove(alias);
            stripe.Pending[alias] = new PendingAlias(key) { Claims = 1 };
        }
    }

    /// <summary>Every alias of the customer, durable or on the way.</summary>
    internal List<string> AliasesOf(long key)
    {
        var found = new HashSet<string>(_store.ReadAliases(key), StringComparer.Ordinal);
        foreach (var stripe in _stripes)
        {
            lock (stripe)
            {
                found.RemoveWhere(a => stripe.Pending.TryGetValue(a, out var pending) && pending.Key != key);
                found.UnionWith(stripe.Pending.Where(p => p.Value.Key == key).Select(p => p.Key));
            }
        }

        return [.. found];
    }

    /// <summary>The rows are durable.</summary>
    internal void Confirm(IReadOnlyList<AliasRow> rows)
    {
        foreach (var row in rows)
        {
            var stripe = StripeOf(row.Alias);
            lock (stripe)
            {
                var expected = row.Remove ? 0 : row.Customer;
                if (stripe.Pending.TryGetValue(row.Alias, out var pending) && pending.Key == expected)
                {
                    stripe.Pending.Remove(row.Alias);
                    pending = null;
                }

                if (row.Remove && stripe.Durable.GetValueOrDefault(row.Alias) == row.Customer)
                {
                    stripe.Durable.Remove(row.Alias);
                }
                else if (!row.Remove && pending is null)
                {
                    stripe.Remember(row.Alias, row.Customer);
                }
            }
        }
    }

    /// <summary>Drops everything and continues after the largest durable key; keys given to lost work are not given again.</summary>
    internal void Reset(long keyHighWater)
    {
        Interlocked.Increment(ref _generation);
        foreach (var stripe in _stripes)
        {
            lock (stripe)
            {
                stripe.Pending.Clear();
                stripe.Durable.Clear();
            }
        }

        if (keyHighWater > LastKey)
        {
            Interlocked.Exchange(ref _lastKey, keyHighWater);
        }
    }

    private long Look(Stripe stripe, string alias)
    {
        if (stripe.Pending.TryGetValue(alias, out var pending))
        {
            return pending.Key;
        }

        if (stripe.Durable.TryGetValue(alias, out var known))
        {
            return known;
        }

        var key = _store.FindAlias(alias) ?? 0;
        stripe.Remember(alias, key);
        return key;
    }

    private Stripe StripeOf(string alias) => _stripes[(uint)string.GetHashCode(alias, StringComparison.Ordinal) % StripeCount];

    private sealed class PendingAlias(long key)
    {
        /// <summary>The customer; 0 while a removal is on its way.</summary>
        public long Key { get; } = key;

        public int Users { get; set; }

        public int Claims { get; set; }
    }

    private sealed class Stripe(int capacity)
    {
        public Dictionary<string, PendingAlias> Pending { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, long> Durable { get; } = new(StringComparer.Ordinal);

        public void Remember(string alias, long key)
        {
            if (Durable.Count >= capacity)
            {
                Durable.Clear();
            }

            if (key == 0)
            {
                Durable.Remove(alias);
            }
            else
            {
                Durable[alias] = key;
            }
        }
    }
}
