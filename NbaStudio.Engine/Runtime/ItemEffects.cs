using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>What one item of work wants to write, and what happens when that is durable or lost. Filled by a lane, then owned by the commit loop.</summary>
internal sealed class ItemEffects(long customer)
{
    public long Customer { get; } = customer;

    public bool Erase { get; set; }

    /// <summary>Keys of customers who became part of this one and are erased with it.</summary>
    public IReadOnlyList<long> EraseToo { get; set; } = [];

    /// <summary>Key of the customer who becomes part of this one; 0 = none.</summary>
    public long Absorbed { get; set; }

    public CustomerRow? State { get; set; }

    public List<JournalDraft>? Journal { get; set; }

    public List<AliasRow>? Aliases { get; set; }

    public List<DedupeRow>? Dedupe { get; set; }

    public List<DecisionRow>? Decisions { get; set; }

    public List<OutboxRow>? Outbox { get; set; }

    public List<TokenRow>? Tokens { get; set; }

    public List<BudgetRow>? Budgets { get; set; }

    public List<BlobRow>? Blobs { get; set; }

    public List<Action>? AfterCommit { get; set; }

    /// <summary>Runs on the commit thread once durable, before anything leaves the process.</summary>
    public Action? OnDurable { get; set; }

    public ILaneItem? Item { get; set; }

    /// <summary>What the work threw; the caller learns it once what the work had seen is durable.</summary>
    public Exception? Error { get; set; }

    public bool HasRows =>
        Erase || Absorbed != 0 || Journal is not null || Aliases is not null || Dedupe is not null || Decisions is not null || Outbox is not null || Tokens is not null
        || Budgets is { Count: > 0 } || Blobs is not null;

    public void Settle()
    {
        if (Error is { } error)
        {
            Item?.Fail(error);
        }
        else
        {
            Item?.Complete();
        }
    }
}

/// <summary>A journal entry before it has a sequence.</summary>
internal readonly record struct JournalDraft(long Time, long Customer, JournalKind Kind, byte[] Payload);
