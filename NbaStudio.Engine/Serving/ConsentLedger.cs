using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Every statement of consent, in the journal: who said what, when and where. The customer's state keeps what holds.</summary>
internal static class ConsentLedger
{
    private const int Page = 500;

    /// <summary>Takes a statement. One that was made before, word for word, is nothing new, whether it counted or not: a system may send all it has every night.</summary>
    /// <param name="by">Key or account that sent it; null = the customer, by an answer, or the hub.</param>
    public static void Take(LaneContext<CustomerState> lane, ConsentRecord statement, string? by)
    {
        var customer = lane.Customer;
        if (customer.Consents.Knows(statement))
        {
            return;
        }

        var counted = customer.Consents.Record(statement);
        lane.Append(JournalKind.Consent, JournalPayloads.Consent(new ConsentStatement(statement, null, by, counted)));
        customer.JournalPosition++;
    }

    /// <summary>The statements of a customer and of all who became part of it, the newest said first. Reads the customer's whole journal: not for a decision.</summary>
    /// <param name="keys">Of the customer and of those.</param>
    /// <param name="known">What holds now: it is told even where the journal no longer reaches back to it.</param>
    public static IReadOnlyList<ConsentStatement> Read(IHubReader store, IReadOnlyList<long> keys, IReadOnlyList<ConsentRecord> known)
    {
        var found = new List<ConsentStatement>();
        foreach (var key in keys)
        {
            for (var from = 1L; store.ReadJournal(from, Page, key) is { Count: > 0 } rows; from = rows[^1].Sequence + 1)
            {
                found.AddRange(rows.Where(row => row is { Kind: JournalKind.Consent, Payload: not null }).Select(row => JournalPayloads.ReadConsent(row.Payload) with { TakenAt = row.Time }));
            }
        }

        var told = found.Select(statement => statement.Of).ToHashSet();
        found.AddRange(known.Where(record => !told.Contains(record)).Select(record => new ConsentStatement(record, null, null, true)));
        return [.. found.OrderByDescending(statement => statement.Of.Time).ThenByDescending(statement => statement.TakenAt ?? 0)];
    }
}
