using NbaStudio.Engine.Decisions;
namespace NbaStudio.Engine.Storage;

/// <content>Reads and retention.</content>
public sealed partial class InMemoryHubStore
{
    /// <inheritdoc />
    public StoredCustomer? LoadCustomer(long key)
    {
        lock (_gate)
        {
            return _customers.TryGetValue(key, out var row)
                ? new StoredCustomer(key, row.State, row.NextDue, _dedupe.TryGetValue(key, out var dedupe) ? [.. dedupe.Values] : [])
                : null;
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<long> ReadCustomerKeys(long after, int limit) => Read(() => _customers.Keys.Where(k => k > after).Take(limit));

    /// <inheritdoc />
    public long CountCustomers()
    {
        lock (_gate)
        {
            return _customers.Count;
        }
    }

    /// <inheritdoc />
    public long? FindAlias(string alias)
    {
        lock (_gate)
        {
            return _aliases.TryGetValue(alias, out var customer) ? customer : null;
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<string> ReadAliases(long customer) => Read<string>(() => _aliasesOf.TryGetValue(customer, out var aliases) ? aliases : []);

    /// <inheritdoc />
    public IReadOnlyList<AliasRow> SearchAliases(string prefix, int limit) =>
        Read(() => _aliases.Where(a => a.Key.StartsWith(prefix, StringComparison.Ordinal)).Take(limit).Select(a => new AliasRow(a.Key, a.Value)));

    /// <inheritdoc />
    public IReadOnlyList<JournalRow> ReadJournal(long from, int limit, long? customer = null) => Read(() =>
    {
        var first = _journal.Count == 0 ? 0 : (int)Math.Clamp(from - _journal.GetKeyAtIndex(0), 0, _journal.Count);
        return Enumerable.Range(first, _journal.Count - first).Select(i => _journal.GetValueAtIndex(i))
            .Where(r => customer is null || r.Customer == customer).Take(limit);
    });

    /// <inheritdoc />
    public DecisionRow? ReadDecision(DecisionId id)
    {
        lock (_gate)
        {
            return _decisions.TryGetValue(id.Customer, out var rows) ? rows.GetValueOrDefault(id.Number) : null;
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<DecisionRow> ReadDecisions(long customer, long before, int limit) =>
        Read(() => DecisionsOf(customer).Where(d => d.Number < before).Reverse().Take(limit));

    /// <inheritdoc />
    public DecisionRow? ReadFullDecision(long customer, long atOrBefore)
    {
        lock (_gate)
        {
            return DecisionsOf(customer).LastOrDefault(d => d.IsFull && d.Number <= atOrBefore);
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<DecisionRow> ReadDecisionsBetween(long from, long to, int limit) => Read(() => _decisions.Values.SelectMany(d => d.Values)
        .Where(d => d.Time >= from && d.Time < to).OrderBy(d => (d.Time, d.Customer, d.Number)).Take(limit));

    /// <inheritdoc />
    public IReadOnlyList<OutboxRow> ReadOutbox(OutboxStatus status, long dueBefore, int limit) => Read(() => _outbox.Values
        .Where(r => r.Status == status && r.NextAttempt <= dueBefore).OrderBy(r => (r.NextAttempt, r.Id)).Take(limit));

    /// <inheritdoc />
    public OutboxRow? ReadOutboxRow(long id)
    {
        lock (_gate)
        {
            return _outbox.GetValueOrDefault(id);
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<OutboxRow> ReadOutboxOf(long customer, int limit) => Read(() => _outbox.Values.Where(r => r.Customer == customer).Reverse().Take(limit));

    /// <inheritdoc />
    public long CountOutbox(OutboxStatus status)
    {
        lock (_gate)
        {
            return _outbox.Values.LongCount(r => r.Status == status);
        }
    }

    /// <inheritdoc />
    public TokenRow? FindToken(ReadOnlySpan<byte> hash)
    {
        lock (_gate)
        {
            return _tokens.GetValueOrDefault(Convert.ToHexString(hash));
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<DueCustomer> ReadDueCustomers(long afterDue, long afterKey, int limit) => Read(() => _customers.Values
        .Where(c => c.NextDue != long.MaxValue && (c.NextDue, c.Key).CompareTo((afterDue, afterKey)) > 0)
        .OrderBy(c => (c.NextDue, c.Key)).Take(limit).Select(c => new DueCustomer(c.Key, c.NextDue)));

    /// <inheritdoc />
    public IReadOnlyList<BudgetRow> ReadBudgets() => Read(() => _budgets.Values.OrderBy(b => (b.Key.Budget, b.Key.Period)));

    /// <inheritdoc />
    public BlobRow? ReadBlob(string name)
    {
        lock (_gate)
        {
            return _blobs.GetValueOrDefault(name);
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<string> ReadBlobNames(string prefix) => Read(() => _blobs.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)));

    /// <inheritdoc />
    public StoreHead ReadHead()
    {
        lock (_gate)
        {
            return _head;
        }
    }

    /// <inheritdoc />
    public CompactionResult Compact(CompactionRequest request)
    {
        lock (_gate)
        {
            var dedupe = Drop(_dedupe.Values.SelectMany(d => d.Values).Where(r => r.Time < request.DedupeBefore), request, r => _dedupe[r.Customer].Remove((r.Kind, r.Id)));
            var decisions = Drop(_decisions.Values.SelectMany(d => Expired(d.Values, request.DecisionsBefore)), request, r => _decisions[r.Customer].Remove(r.Number));
            var tokens = Drop(_tokens.Where(t => t.Value.Expires < request.TokensBefore), request, t => _tokens.Remove(t.Key));
            var outbox = Drop(_outbox.Values.Where(r => IsOver(r.Status) && r.NextAttempt < request.OutboxBefore), request, r => _outbox.Remove(r.Id));
            var keepFrom = Math.Min(request.JournalBefore, _blobs.Values.Min(b => b.JournalPosition) is { } oldest ? oldest + 1 : 0);
            var journal = Drop(_journal.Values.TakeWhile(r => r.Sequence < keepFrom), request, r =>
            {
                _journal.Remove(r.Sequence);
                _head = _head with { AnchorSequence = r.Sequence, AnchorChain = r.Chain };
            });
            var texts = (request.Texts ?? []).Where(s => _journal.TryGetValue(s, out var row) && row.Payload is not null).ToList();
            texts.ForEach(s => _journal[s] = _journal[s] with { Payload = null, Salt = null });
            var most = new[] { dedupe, decisions, tokens, outbox, journal }.Max();
            return new CompactionResult(dedupe, journal, decisions, tokens, outbox, texts.Count, most == request.MaxRows);
        }
    }

    private static int Drop<T>(IEnumerable<T> rows, CompactionRequest request, Action<T> drop)
    {
        var gone = rows.Take(request.MaxRows).ToList();
        gone.ForEach(drop);
        return gone.Count;
    }

    /// <summary>Decisions before the instant, without full ones on which a younger difference rests.</summary>
    private static IEnumerable<DecisionRow> Expired(IList<DecisionRow> rows, long before)
    {
        var needed = rows.Where(d => !d.IsFull && d.Time >= before).Select(d => rows.LastOrDefault(f => f.IsFull && f.Number < d.Number)?.Number).ToHashSet();
        return rows.Where(d => d.Time < before && !needed.Contains(d.Number));
    }

    private static bool IsOver(OutboxStatus status) =>
        status is OutboxStatus.Sent or OutboxStatus.Delivered or OutboxStatus.Failed or OutboxStatus.Dropped or OutboxStatus.Dead or OutboxStatus.Uncertain;

    private IEnumerable<DecisionRow> DecisionsOf(long customer) => _decisions.TryGetValue(customer, out var rows) ? rows.Values : [];

    private IReadOnlyList<T> Read<T>(Func<IEnumerable<T>> query)
    {
        lock (_gate)
        {
            return [.. query()];
        }
    }
}
