namespace NbaStudio.Engine.Storage;

/// <summary>
/// Everything one commit writes, all or nothing. A store applies <see cref="Erasures"/> and <see cref="Removals"/> first and then the rows, each list in its order.
/// Built by one thread; must not change once handed to a store.
/// </summary>
/// <param name="laneGroup">Number of the group of lanes that the writer owns (in one process: 0).</param>
/// <param name="epoch">What <see cref="IHubStore.AcquireEpoch"/> gave the writer.</param>
public sealed class CommitBatch(int laneGroup, long epoch)
{
    /// <summary>The group of lanes the writer owns.</summary>
    public int LaneGroup { get; } = laneGroup;

    /// <summary>The writer's epoch; the commit fails when a newer owner exists.</summary>
    public long Epoch { get; } = epoch;

    /// <summary>Journal entries in sequence order, continuing the store's newest.</summary>
    public List<JournalRow> Journal { get; } = [];

    /// <summary>Newest state of every customer that changed, one row a customer.</summary>
    public List<CustomerRow> Customers { get; } = [];

    /// <summary>Customers to erase: state, aliases, dedupe ids, tokens, outbox, decisions, and payloads and salts of their earlier journal entries.</summary>
    public List<long> Erasures { get; } = [];

    /// <summary>Customers who became part of another one: state, aliases and dedupe ids go; what happened (journal, decisions, tokens, deliveries) stays under their key.</summary>
    public List<long> Removals { get; } = [];

    /// <summary>Aliases given and taken, in order.</summary>
    public List<AliasRow> Aliases { get; } = [];

    /// <summary>Ids to remember.</summary>
    public List<DedupeRow> Dedupe { get; } = [];

    /// <summary>New decision records.</summary>
    public List<DecisionRow> Decisions { get; } = [];

    /// <summary>New and changed deliveries, in order.</summary>
    public List<OutboxRow> Outbox { get; } = [];

    /// <summary>New tracking tokens.</summary>
    public List<TokenRow> Tokens { get; } = [];

    /// <summary>Amounts to add to the budget ledger (may be negative).</summary>
    public List<BudgetRow> Budgets { get; } = [];

    /// <summary>Named values to write or delete.</summary>
    public List<BlobRow> Blobs { get; } = [];

    /// <summary>The largest customer key given out so far, or 0 when unchanged.</summary>
    public long KeyHighWater { get; set; }

    /// <summary>Called by a store after each group of writes, inside the transaction: where a fault can be injected.</summary>
    public Action? Step { get; set; }

    /// <summary>True when there is nothing to write.</summary>
    public bool IsEmpty =>
        Journal.Count + Customers.Count + Erasures.Count + Removals.Count + Aliases.Count + Dedupe.Count + Decisions.Count + Outbox.Count + Tokens.Count
        + Budgets.Count + Blobs.Count == 0;
}
