namespace NbaStudio.Engine.Storage;

/// <summary>Keeps everything in memory, with the same meaning as a store on disk. For tests, samples and throw-away workspaces. Thread safe.</summary>
public sealed partial class InMemoryHubStore : IHubStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, long> _epochs = [];
    private readonly SortedList<long, JournalRow> _journal = [];
    private readonly SortedDictionary<long, CustomerRow> _customers = [];
    private readonly SortedDictionary<string, long> _aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<long, SortedSet<string>> _aliasesOf = [];
    private readonly Dictionary<long, Dictionary<(byte, UInt128), DedupeRow>> _dedupe = [];
    private readonly Dictionary<long, SortedList<long, DecisionRow>> _decisions = [];
    private readonly SortedDictionary<long, OutboxRow> _outbox = [];
    private readonly Dictionary<string, TokenRow> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<BudgetKey, BudgetRow> _budgets = [];
    private readonly SortedDictionary<string, BlobRow> _blobs = new(StringComparer.Ordinal);
    private StoreHead _head = new(0, HashChain.Genesis, 0, HashChain.Genesis, 0, 0);

    /// <inheritdoc />
    public long AcquireEpoch(int laneGroup)
    {
        lock (_gate)
        {
            return _epochs[laneGroup] = _epochs.GetValueOrDefault(laneGroup) + 1;
        }
    }

    /// <inheritdoc />
    public void Commit(CommitBatch batch)
    {
        lock (_gate)
        {
            var current = _epochs.GetValueOrDefault(batch.LaneGroup);
            if (batch.Epoch < current)
            {
                throw new StaleEpochException(batch.LaneGroup, batch.Epoch, current);
            }

            var undo = new UndoLog();
            try
            {
                Apply(batch, undo);
            }
            catch
            {
                undo.Rollback();
                throw;
            }
        }
    }

    /// <inheritdoc />
    public void Probe()
    {
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private void Apply(CommitBatch batch, UndoLog undo)
    {
        foreach (var customer in batch.Erasures)
        {
            Erase(customer, undo);
        }

        foreach (var customer in batch.Removals)
        {
            Remove(customer, undo);
        }

        batch.Step?.Invoke();
        foreach (var row in batch.Journal)
        {
            AppendJournal(row, undo);
        }

        batch.Step?.Invoke();
        foreach (var row in batch.Customers)
        {
            undo.Set(_customers, row.Key, row);
        }

        batch.Step?.Invoke();
        foreach (var row in batch.Aliases)
        {
            Apply(row, undo);
        }

        foreach (var row in batch.Dedupe)
        {
            undo.Set(Of(_dedupe, row.Customer), (row.Kind, row.Id), row);
        }

        batch.Step?.Invoke();
        foreach (var row in batch.Decisions)
        {
            undo.Set(Of(_decisions, row.Customer), row.Number, row);
        }

        foreach (var row in batch.Outbox)
        {
            undo.Set(_outbox, row.Id, row);
            SetHead(_head with { OutboxHighWater = Math.Max(_head.OutboxHighWater, row.Id) }, undo);
        }

        batch.Step?.Invoke();
        foreach (var row in batch.Tokens)
        {
            undo.Set(_tokens, Convert.ToHexString(row.Hash), row);
        }

        foreach (var row in batch.Budgets)
        {
            var total = _budgets.GetValueOrDefault(row.Key);
            undo.Set(_budgets, row.Key, new BudgetRow(row.Key, total.Drawn + row.Drawn, total.Used + row.Used));
        }

        foreach (var row in batch.Blobs)
        {
            if (row.Value is null)
            {
                undo.Remove(_blobs, row.Name);
            }
            else
            {
                undo.Set(_blobs, row.Name, row);
            }
        }

        SetHead(_head with { KeyHighWater = Math.Max(_head.KeyHighWater, batch.KeyHighWater) }, undo);
        batch.Step?.Invoke();
    }

    private void AppendJournal(JournalRow row, UndoLog undo)
    {
        if (row.Sequence != _head.Sequence + 1)
        {
            throw new HubStoreException(StoreFailure.Corrupt, $"Journal entry {row.Sequence} does not follow {_head.Sequence}.");
        }

        undo.Set(_journal, row.Sequence, row);
        SetHead(_head with { Sequence = row.Sequence, Chain = row.Chain }, undo);
    }

    private void Apply(AliasRow row, UndoLog undo)
    {
        var known = _aliases.TryGetValue(row.Alias, out var owner);
        if (row.Remove && owner != row.Customer)
        {
            return;
        }

        if (known)
        {
            undo.Remove(_aliases, row.Alias);
            Of(_aliasesOf, owner).Remove(row.Alias);
            undo.Add(() => Of(_aliasesOf, owner).Add(row.Alias));
        }

        if (!row.Remove)
        {
            undo.Set(_aliases, row.Alias, row.Customer);
            Of(_aliasesOf, row.Customer).Add(row.Alias);
            undo.Add(() => Of(_aliasesOf, row.Customer).Remove(row.Alias));
        }
    }

    private void Remove(long customer, UndoLog undo)
    {
        undo.Remove(_customers, customer);
        foreach (var alias in Of(_aliasesOf, customer).ToList())
        {
            Apply(new AliasRow(alias, customer, Remove: true), undo);
        }

        undo.Remove(_dedupe, customer);
    }

    private void Erase(long customer, UndoLog undo)
    {
        Remove(customer, undo);
        undo.Remove(_decisions, customer);
        foreach (var row in _outbox.Values.Where(r => r.Customer == customer).ToList())
        {
            undo.Remove(_outbox, row.Id);
        }

        foreach (var (hash, _) in _tokens.Where(t => t.Value.Customer == customer).ToList())
        {
            undo.Remove(_tokens, hash);
        }

        foreach (var row in _journal.Values.Where(r => r.Customer == customer && r.Payload is not null).ToList())
        {
            undo.Set(_journal, row.Sequence, row with { Payload = null, Salt = null });
        }
    }

    private void SetHead(StoreHead head, UndoLog undo)
    {
        var old = _head;
        undo.Add(() => _head = old);
        _head = head;
    }

    private static TValue Of<TValue>(Dictionary<long, TValue> map, long customer)
        where TValue : new()
    {
        if (!map.TryGetValue(customer, out var value))
        {
            map.Add(customer, value = new TValue());
        }

        return value;
    }
}
