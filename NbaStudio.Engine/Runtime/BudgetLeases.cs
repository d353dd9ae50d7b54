using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>The leases of one lane group. Every draw and use becomes a row of the work's own commit, so no answer leaves before its lease is durable. Owned by one thread.</summary>
internal sealed class BudgetLeases(BudgetLedger ledger)
{
    private readonly Dictionary<BudgetKey, Lease> _leases = [];

    public bool TryUse(BudgetKey key, long limit, long amount, List<BudgetRow> changes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1);
        var lease = Fill(key, limit, amount);
        if (lease.Rest < amount)
        {
            return false;
        }

        lease.Rest -= amount;
        ledger.CountUse(key, amount);
        changes.Add(new BudgetRow(key, lease.Unrecorded, amount));
        lease.Unrecorded = 0;
        return true;
    }

    /// <summary>Draws until the lease holds the needed units, where there are that many. What is drawn is written with the next use.</summary>
    public long Hold(BudgetKey key, long limit, long needed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        ArgumentOutOfRangeException.ThrowIfLessThan(needed, 1);
        return Fill(key, limit, needed).Rest;
    }

    public long Available(BudgetKey key, long limit) =>
        (_leases.TryGetValue(key, out var lease) && lease.Limit == limit ? lease.Rest : 0) + Math.Max(0, ledger.Undrawn(key, limit));

    private Lease Fill(BudgetKey key, long limit, long needed)
    {
        if (!_leases.TryGetValue(key, out var lease))
        {
            _leases.Add(key, lease = new Lease { Limit = limit });
        }

        if (lease.Limit != limit)
        {
            ledger.Return(key, lease.Rest);
            lease.Unrecorded -= lease.Rest;
            (lease.Rest, lease.Limit) = (0, limit);
        }

        if (lease.Rest < needed)
        {
            var drawn = ledger.Draw(key, limit, needed - lease.Rest);
            lease.Rest += drawn;
            lease.Unrecorded += drawn;
        }

        return lease;
    }

    /// <summary>Takes effect in <see cref="Seal"/> only: what work that may still fail gives back must not be used by others.</summary>
    public static void Release(BudgetKey key, long amount, List<BudgetRow> changes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1);
        changes.Add(new BudgetRow(key, -amount, -amount));
    }

    /// <summary>The work succeeded.</summary>
    public void Seal(List<BudgetRow> changes)
    {
        foreach (var (key, _, used) in changes)
        {
            if (used < 0)
            {
                ledger.Return(key, -used);
                ledger.CountUse(key, used);
            }
        }
    }

    /// <summary>The work failed: what it took goes back into the lease; what was drawn is written with the next row.</summary>
    public void Rollback(List<BudgetRow> changes)
    {
        foreach (var (key, drawn, used) in changes)
        {
            if (used > 0)
            {
                var lease = _leases[key];
                lease.Rest += used;
                lease.Unrecorded += drawn;
                ledger.CountUse(key, -used);
            }
        }
    }

    /// <summary>Gives every unused unit back and says so in rows.</summary>
    public List<BudgetRow> ReturnAll()
    {
        List<BudgetRow> rows = [];
        foreach (var (key, lease) in _leases)
        {
            ledger.Return(key, lease.Rest);
            if (lease.Unrecorded - lease.Rest is var drawn and not 0)
            {
                rows.Add(new BudgetRow(key, drawn, 0));
            }
        }

        _leases.Clear();
        return rows;
    }

    /// <summary>Forgets the leases without returning them: the ledger is read again.</summary>
    public void Clear() => _leases.Clear();

    private sealed class Lease
    {
        public long Limit { get; set; }

        public long Rest { get; set; }

        /// <summary>Drawn (or returned, negative) and not yet in any row.</summary>
        public long Unrecorded { get; set; }
    }
}
