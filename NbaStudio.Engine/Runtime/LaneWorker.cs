using System.Buffers;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>Runs one item after another for a lane group: loads, works, writes down or undoes, hands over to the commit loop. Owned by one thread.</summary>
internal sealed class LaneWorker<TCustomer>(LaneServices<TCustomer> services, int cachedCustomers)
    where TCustomer : class
{
    private readonly CustomerCache<TCustomer> _cache = new(services.Store, services.Codec, cachedCustomers);
    private readonly ArrayBufferWriter<byte> _buffer = new(4_096);

    public DueQueue Due { get; } = new(services.Now());

    public BudgetLeases Leases => services.Leases;

    /// <summary>Runs the item. True when it wrote something.</summary>
    public bool Execute(LaneItem<TCustomer> item)
    {
        LaneContext<TCustomer>? context = null;
        try
        {
            var entry = _cache.Get(item.Customer);
            if (entry.Hold is { } hold && !item.IsHolder)
            {
                throw new CustomerHeldException(item.Customer, hold.Task);
            }

            if ((entry.Erased && !item.IsHolder) || (item.MustExist && !entry.Exists) || (item.NewAlias is not null && item.Generation != services.Directory.Generation))
            {
                throw new CustomerGoneException(item.Customer);
            }

            context = new LaneContext<TCustomer>(services, item, entry, services.Now());
            var before = services.CheckReadOnlyWork && item.Customer != 0 && !item.IsHolder ? Serialise(entry.Customer) : null;
            item.Run(context);
            if (context.HasWrites)
            {
                Seal(context, item);
                return true;
            }

            if (before is not null && !before.AsSpan().SequenceEqual(Serialise(entry.Customer)))
            {
                throw new InvalidOperationException($"Work changed customer {item.Customer} and wrote nothing; call {nameof(LaneContext<TCustomer>.Changed)}.");
            }

            Answer(entry, item, null);
            DropUnknown(entry);
        }
        catch (Exception e)
        {
            Undo(context, item, e);
        }

        return false;
    }

    /// <summary>The customer takes work again; one that became part of another customer is gone.</summary>
    public bool EndHold(CustomerEntry<TCustomer> entry, bool absorbed)
    {
        entry.Hold = null;
        if (absorbed)
        {
            (entry.Erased, entry.Exists, entry.Customer) = (true, false, services.Codec.Create(entry.Key));
            entry.Dedupe.Clear();
        }

        // What became due meanwhile was put off until now.
        Due.Set(entry.Key, entry.Exists ? services.Codec.NextDue(entry.Customer) : long.MaxValue);
        return true;
    }

    public void Clear()
    {
        _cache.Clear();
        Due.Clear(services.Now());
        services.Leases.Clear();
    }

    private void Seal(LaneContext<TCustomer> context, LaneItem<TCustomer> item)
    {
        var (entry, effects) = (context.Entry, context.Effects);
        InflightState? inflight = null;
        if (effects.Erase)
        {
            effects.Aliases = [.. services.Directory.AliasesOf(entry.Key).Select(a => new AliasRow(a, entry.Key, Remove: true))];
            inflight = new InflightState(null);
            entry.Customer = services.Codec.Create(entry.Key);
        }
        else if (entry.Key != 0)
        {
            var state = Serialise(entry.Customer);
            effects.State = new CustomerRow(entry.Key, state, services.Codec.NextDue(entry.Customer));
            inflight = new InflightState(state);
            effects.Aliases = AliasesToWrite(effects.Aliases, item.NewAlias, entry.Key);
        }

        // From here on nothing can fail: the item becomes part of the state that later items see.
        foreach (var row in effects.Aliases ?? [])
        {
            if (row.Remove)
            {
                services.Directory.Free(row.Alias);
            }
            else if (effects.Absorbed != 0)
            {
                services.Directory.Give(row.Alias, row.Customer);
            }
        }

        services.Leases.Seal(effects.Budgets ?? []);
        if (inflight is not null)
        {
            entry.Inflight = inflight;
            entry.Exists = !effects.Erase;
            entry.Erased |= effects.Erase;
            if (effects.Erase)
            {
                entry.Dedupe.Clear();
            }

            Due.Set(entry.Key, effects.State?.NextDue ?? long.MaxValue);
            effects.OnDurable = () => entry.MarkDurable(inflight);
        }

        services.Commits.Enqueue(effects);
    }

    /// <summary>The last word on each alias, without removals of what the customer does not have.</summary>
    private List<AliasRow>? AliasesToWrite(List<AliasRow>? rows, string? newAlias, long key)
    {
        if (rows is null)
        {
            return newAlias is null ? null : [new AliasRow(newAlias, key)];
        }

        IEnumerable<AliasRow> all = newAlias is null ? rows : rows.Prepend(new AliasRow(newAlias, key));
        return [.. all.GroupBy(r => r.Alias, StringComparer.Ordinal).Select(g => g.Last()).Where(r => !r.Remove || services.Directory.Find(r.Alias) == key)];
    }

    /// <summary>Answers at once when all that the work saw is durable, else after the commit that makes it so.</summary>
    private void Answer(CustomerEntry<TCustomer> entry, LaneItem<TCustomer> item, Exception? error)
    {
        var effects = new ItemEffects(entry.Key) { Item = item, Error = error };
        if (entry.Inflight is null)
        {
            effects.Settle();
        }
        else
        {
            services.Commits.Enqueue(effects);
        }
    }

    private void Undo(LaneContext<TCustomer>? context, LaneItem<TCustomer> item, Exception error)
    {
        if (context is null)
        {
            item.Fail(error);
            return;
        }

        var (entry, effects) = (context.Entry, context.Effects);
        foreach (var row in effects.Dedupe ?? [])
        {
            entry.Dedupe.Remove((row.Kind, row.Id));
        }

        foreach (var row in effects.Aliases ?? [])
        {
            if (!row.Remove)
            {
                services.Directory.Unclaim(row.Alias, row.Customer);
            }
        }

        services.Leases.Rollback(effects.Budgets ?? []);
        Answer(entry, item, error);
        _cache.Restore(entry);
    }

    /// <summary>A customer that is not stored must not linger: its key may never come to life.</summary>
    private void DropUnknown(CustomerEntry<TCustomer> entry)
    {
        if (!entry.Exists && entry.Inflight is null && !entry.Erased && entry.Hold is null)
        {
            _cache.Remove(entry);
        }
    }

    private byte[] Serialise(TCustomer customer)
    {
        _buffer.ResetWrittenCount();
        services.Codec.Write(customer, _buffer);
        return _buffer.WrittenSpan.ToArray();
    }
}
