using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>
/// Hands out budgets as leases: 1 % of the rest, at least what is needed and at least one unit. After a start or a lost commit only what was really used
/// counts, because the epoch proves that no other owner holds a lease. Thread safe.
/// </summary>
public sealed class BudgetLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<BudgetKey, (long Drawn, long Used)> _totals = [];

    /// <summary>Units that durable or running decisions took from the budget.</summary>
    public long Used(BudgetKey key)
    {
        lock (_gate)
        {
            return _totals.GetValueOrDefault(key).Used;
        }
    }

    internal void Load(IReadOnlyList<BudgetRow> rows)
    {
        lock (_gate)
        {
            _totals.Clear();
            foreach (var row in rows)
            {
                _totals[row.Key] = (row.Used, row.Used);
            }
        }
    }

    /// <summary>Draws a lease of at least <paramref name="needed"/> units; 0 when the rest is smaller.</summary>
    internal long Draw(BudgetKey key, long limit, long needed)
    {
        lock (_gate)
        {
            var (drawn, used) = _totals.GetValueOrDefault(key);
            var rest = limit - drawn;
            if (rest < needed)
            {
                return 0;
            }

            var lease = Math.Max(needed, rest / 100);
            _totals[key] = (drawn + lease, used);
            return lease;
        }
    }

    /// <summary>Units that nobody has drawn yet.</summary>
    internal long Undrawn(BudgetKey key, long limit)
    {
        lock (_gate)
        {
            return limit - _totals.GetValueOrDefault(key).Drawn;
        }
    }

    internal void Return(BudgetKey key, long units)
    {
        lock (_gate)
        {
            var (drawn, used) = _totals.GetValueOrDefault(key);
            _totals[key] = (drawn - units, used);
        }
    }

    internal void CountUse(BudgetKey key, long units)
    {
        lock (_gate)
        {
            var (drawn, used) = _totals.GetValueOrDefault(key);
            _totals[key] = (drawn, used + units);
        }
    }
}
