using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>Turns the effects of many items into one batch: newest state a customer, sequences, hash chain, erasures before what follows them. Owned by the commit thread.</summary>
internal sealed class BatchBuilder(int laneGroup, long epoch, StoreHead head, Action<Span<byte>> fillRandom)
{
    private readonly CommitBatch _batch = new(laneGroup, epoch);
    private readonly Dictionary<long, CustomerRow> _states = [];
    private readonly Dictionary<BudgetKey, BudgetRow> _budgets = [];
    private readonly List<JournalDraft> _journal = [];
    private readonly HashSet<int> _erased = [];

    public void Add(ItemEffects effects)
    {
        if (effects.Erase)
        {
            Erase(effects.Customer);
            foreach (var customer in effects.EraseToo)
            {
                Erase(customer);
            }
        }

        if (effects.Absorbed != 0)
        {
            _batch.Removals.Add(effects.Absorbed);
        }

        _journal.AddRange(effects.Journal ?? []);
        _batch.Aliases.AddRange(effects.Aliases ?? []);
        _batch.Dedupe.AddRange(effects.Dedupe ?? []);
        _batch.Decisions.AddRange(effects.Decisions ?? []);
        _batch.Outbox.AddRange(effects.Outbox ?? []);
        _batch.Tokens.AddRange(effects.Tokens ?? []);
        _batch.Blobs.AddRange(effects.Blobs ?? []);
        if (effects.State is { } state)
        {
            _states[state.Key] = state;
        }

        foreach (var row in effects.Budgets ?? [])
        {
            var total = _budgets.GetValueOrDefault(row.Key);
            _budgets[row.Key] = new BudgetRow(row.Key, total.Drawn + row.Drawn, total.Used + row.Used);
        }
    }

    public CommitBatch Build(long lastKey)
    {
        _batch.Customers.AddRange(_states.Values);
        _batch.Budgets.AddRange(_budgets.Values);
        _batch.KeyHighWater = lastKey > head.KeyHighWater ? lastKey : 0;
        var salts = new byte[HashChain.SaltLength * _journal.Count];
        fillRandom(salts);
        var (sequence, chain) = (head.Sequence, head.Chain);
        for (var i = 0; i < _journal.Count; i++)
        {
            var draft = _journal[i];
            var salt = salts.AsSpan(i * HashChain.SaltLength, HashChain.SaltLength).ToArray();
            var digest = HashChain.Digest(salt, draft.Time, draft.Customer, draft.Kind, draft.Payload);
            chain = HashChain.Next(chain, ++sequence, digest);
            var gone = _erased.Contains(i);
            _batch.Journal.Add(new JournalRow(sequence, draft.Time, draft.Customer, draft.Kind, gone ? null : draft.Payload, gone ? null : salt, digest, chain));
        }

        return _batch;
    }

    /// <summary>The head after the batch.</summary>
    public StoreHead Next() => head with
    {
        Sequence = _batch.Journal.Count == 0 ? head.Sequence : _batch.Journal[^1].Sequence,
        Chain = _batch.Journal.Count == 0 ? head.Chain : _batch.Journal[^1].Chain,
        KeyHighWater = Math.Max(head.KeyHighWater, _batch.KeyHighWater),
    };

    private void Erase(long customer)
    {
        _batch.Erasures.Add(customer);
        _states.Remove(customer);
        _batch.Aliases.RemoveAll(r => r.Customer == customer);
        _batch.Dedupe.RemoveAll(r => r.Customer == customer);
        _batch.Decisions.RemoveAll(r => r.Customer == customer);
        _batch.Outbox.RemoveAll(r => r.Customer == customer);
        _batch.Tokens.RemoveAll(r => r.Customer == customer);
        _erased.UnionWith(Enumerable.Range(0, _journal.Count).Where(i => _journal[i].Customer == customer));
    }
}
