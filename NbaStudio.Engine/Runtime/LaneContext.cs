using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>
/// What work in a lane sees and may do. Everything it writes goes into one commit or is undone; nothing leaves the process before.
/// Used by the lane's thread only, and only while the work runs.
/// </summary>
/// <typeparam name="TCustomer">The state of one customer.</typeparam>
public sealed class LaneContext<TCustomer>
    where TCustomer : class
{
    private readonly LaneServices<TCustomer> _services;
    private readonly LaneItem<TCustomer> _item;
    private bool _changed;

    internal LaneContext(LaneServices<TCustomer> services, LaneItem<TCustomer> item, CustomerEntry<TCustomer> entry, long now)
    {
        (_services, _item, Entry, Now) = (services, item, entry, now);
        Effects = new ItemEffects(entry.Key) { Item = item };
    }

    /// <summary>Internal key of the customer; 0 for the hub itself, which has no state.</summary>
    public long Key => Entry.Key;

    /// <summary>The customer's state. After changing it, write something or call <see cref="Changed"/>.</summary>
    /// <exception cref="InvalidOperationException">The work belongs to the hub (key 0).</exception>
    public TCustomer Customer => Key == 0 ? throw new InvalidOperationException("Work of the hub itself (key 0) has no customer.") : Entry.Customer;

    /// <summary>True while nothing of the customer was written yet.</summary>
    public bool IsNew => !Entry.Exists;

    /// <summary>Milliseconds since 1970 UTC, read once for this work.</summary>
    public long Now { get; }

    /// <summary>What is durable; it does not see what this work or work in flight has written.</summary>
    public IHubReader Durable => _services.Store;

    internal CustomerEntry<TCustomer> Entry { get; }

    internal ItemEffects Effects { get; }

    internal bool HasWrites => _changed || Effects.HasRows;

    /// <summary>Says that the customer's state was changed, so that it is written. Every other write implies it.</summary>
    public void Changed() => _changed = true;

    /// <summary>Adds an entry to the journal, timed <see cref="Now"/>.</summary>
    public void Append(JournalKind kind, byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        (Effects.Journal ??= []).Add(new JournalDraft(Now, Key, kind, payload));
    }

    /// <summary>Stores a decision record of this customer.</summary>
    /// <exception cref="ArgumentException">The record belongs to another customer.</exception>
    public void AddDecision(DecisionRow row)
    {
        CheckOwner(row.Customer);
        (Effects.Decisions ??= []).Add(row);
    }

    /// <summary>An id for a new delivery, never given before.</summary>
    public long NewOutboxId() => _services.NextOutboxId();

    /// <summary>Adds a delivery, or replaces the one with the same id.</summary>
    /// <exception cref="ArgumentException">The delivery belongs to another customer.</exception>
    public void PutOutbox(OutboxRow row)
    {
        CheckOwner(row.Customer);
        (Effects.Outbox ??= []).Add(row);
    }

    /// <summary>Stores a tracking token.</summary>
    /// <exception cref="ArgumentException">The token belongs to another customer, or the hash is not 32 bytes long.</exception>
    public void AddToken(TokenRow row)
    {
        CheckOwner(row.Customer);
        if (row.Hash.Length != HashChain.HashLength)
        {
            throw new ArgumentException($"The hash has {row.Hash.Length} bytes; a SHA-256 has 32.", nameof(row));
        }

        (Effects.Tokens ??= []).Add(row);
    }

    /// <summary>Gives the customer an outside id. False, with its owner, when another customer has it.</summary>
    public bool TryAddAlias(string alias, out long owner)
    {
        ArgumentException.ThrowIfNullOrEmpty(alias);
        RequireCustomer();
        owner = _services.Directory.Claim(alias, Key);
        if (owner != Key)
        {
            return false;
        }

        (Effects.Aliases ??= []).Add(new AliasRow(alias, Key));
        return true;
    }

    /// <summary>Takes an outside id away from the customer; nothing happens when it is not the customer's.</summary>
    public void RemoveAlias(string alias)
    {
        ArgumentException.ThrowIfNullOrEmpty(alias);
        RequireCustomer();
        (Effects.Aliases ??= []).Add(new AliasRow(alias, Key, Remove: true));
    }

    /// <summary>Looks an id up without remembering it.</summary>
    public DedupeHit? Recall(byte kind, UInt128 id, ulong content) =>
        Entry.Dedupe.TryGetValue((kind, id), out var row) && row.Time > Now - _services.DedupeWindow
            ? new DedupeHit(row.Content != content, row.Reference, row.Time)
            : null;

    /// <summary>
    /// Remembers an id, or tells that it was seen before within <see cref="RuntimeOptions.DedupeDays"/>. The answer of work that met a duplicate leaves
    /// the process only after the commit of the first one.
    /// </summary>
    /// <param name="kind">Separates ids of different sorts.</param>
    /// <param name="id">128-bit hash of the outside id.</param>
    /// <param name="content">64-bit hash of the content.</param>
    /// <param name="reference">What this one led to; a later duplicate is told.</param>
    public DedupeHit? Remember(byte kind, UInt128 id, ulong content, long reference = 0)
    {
        RequireCustomer();
        if (Recall(kind, id, content) is { } hit)
        {
            return hit;
        }

        var row = new DedupeRow(Key, kind, id, content, Now, reference);
        Entry.Dedupe[(kind, id)] = row;
        (Effects.Dedupe ??= []).Add(row);
        return null;
    }

    /// <summary>Takes an amount from a budget. False when the rest does not suffice; then nothing is taken.</summary>
    /// <param name="key">Budget and period.</param>
    /// <param name="limit">The budget's limit in this period, at least 0, in the same unit as the amount.</param>
    /// <param name="amount">Units to take, at least 1 (money: in a small unit such as a ten-thousandth).</param>
    public bool TryUseBudget(BudgetKey key, long limit, long amount) => _services.Leases.TryUse(key, limit, amount, Effects.Budgets ??= []);

    /// <summary>Makes sure that this lane holds at least the needed units of a budget, where there are that many, and tells how many it holds.</summary>
    /// <param name="key">Budget and period.</param>
    /// <param name="limit">The budget's limit in this period, at least 0.</param>
    /// <param name="needed">Units that a use may need, at least 1.</param>
    public long LeaseBudget(BudgetKey key, long limit, long needed) => _services.Leases.Hold(key, limit, needed);

    /// <summary>Units that this lane could use now, without drawing any.</summary>
    public long AvailableBudget(BudgetKey key, long limit) => _services.Leases.Available(key, limit);

    /// <summary>Gives back what a decision took and the customer did not use up, at least 1 unit.</summary>
    public void ReleaseBudget(BudgetKey key, long amount) => BudgetLeases.Release(key, amount, Effects.Budgets ??= []);

    /// <summary>Writes or deletes a named value.</summary>
    public void PutBlob(BlobRow row)
    {
        ArgumentException.ThrowIfNullOrEmpty(row.Name);
        (Effects.Blobs ??= []).Add(row);
    }

    /// <summary>Runs on the commit thread, in commit order, once the work is durable; never when the commit fails. Be short.</summary>
    public void AfterCommit(Action effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        (Effects.AfterCommit ??= []).Add(effect);
    }

    /// <summary>
    /// Makes a held customer part of this one, in the same commit: its aliases lead here from now on, the ids it remembers are remembered here, its state goes.
    /// What the state held is the caller's to take over. Its journal entries, decisions, tokens and deliveries stay under its key.
    /// </summary>
    /// <param name="other">Held by the caller.</param>
    /// <param name="dedupe">What a remembered id of the other customer becomes here; null = forgotten. An id that is known here already stays as it is.</param>
    internal void Absorb(HeldCustomer<TCustomer> other, Func<DedupeRow, DedupeRow?> dedupe)
    {
        RequireCustomer();
        RequireHeld(other);
        foreach (var alias in _services.Directory.AliasesOf(other.Key))
        {
            (Effects.Aliases ??= []).Add(new AliasRow(alias, Key));
        }

        foreach (var known in other.Entry.Dedupe.Values)
        {
            if (dedupe(known) is { } row && Entry.Dedupe.TryAdd((row.Kind, row.Id), row with { Customer = Key }))
            {
                (Effects.Dedupe ??= []).Add(row with { Customer = Key });
            }
        }

        Effects.Absorbed = other.Key;
    }

    /// <summary>
    /// Erases the customer: state, aliases, remembered ids, tokens, deliveries, decisions, and payloads and salts of the journal so far.
    /// Entries appended by this same work stay. Drop anything else first: no other write may follow.
    /// </summary>
    /// <param name="with">Keys of customers who became part of this one: what is kept under them goes as well.</param>
    public void Erase(IReadOnlyList<long>? with = null)
    {
        RequireCustomer();
        Effects.Erase = true;
        Effects.EraseToo = with ?? [];
        (Effects.Aliases, Effects.Dedupe, Effects.Decisions, Effects.Outbox, Effects.Tokens) = (null, null, null, null, null);
    }

    /// <summary>Holds end when a failed commit drops everything in memory.</summary>
    internal void RequireHeld(HeldCustomer<TCustomer> held)
    {
        if (held.Generation != _services.Directory.Generation)
        {
            throw new HubUnavailableException("The hub recovered from a failed commit meanwhile. Nothing was done.");
        }
    }

    private void CheckOwner(long customer)
    {
        RequireCustomer();
        if (customer != Key)
        {
            throw new ArgumentException($"The row belongs to customer {customer}; this lane work belongs to customer {Key}.", nameof(customer));
        }
    }

    private void RequireCustomer()
    {
        if (Key == 0)
        {
            throw new InvalidOperationException("Work of the hub itself (key 0) has no customer.");
        }

        if (Effects.Erase)
        {
            throw new InvalidOperationException($"Customer {Key} was erased by this work; only journal entries may follow.");
        }
    }
}
