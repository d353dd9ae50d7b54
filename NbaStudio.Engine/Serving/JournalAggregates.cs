using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Works out from the journal what live counting would have come to, for aggregates that nobody counted yet. Thread safe where the store is.</summary>
internal sealed class JournalAggregates(IHubReader store, JournalEvents events)
{
    private const int Page = 1_000;

    /// <summary>The numbers of one customer; null when no event counts.</summary>
    /// <param name="policy">The revision whose aggregates they are.</param>
    /// <param name="catalogue">The new aggregates only.</param>
    /// <param name="customer">Key of the customer; the events of those who were folded into this one count too.</param>
    public AggregateSet? Of(PolicySnapshot policy, AggregateCatalogue catalogue, long customer)
    {
        AggregateSet? set = null;
        foreach (var key in MergedCustomers.AllOf(store, customer).Append(customer))
        {
            for (var from = 1L; store.ReadJournal(from, Page, key) is { Count: > 0 } page; from = page[^1].Sequence + 1)
            {
                foreach (var row in page)
                {
                    if (events.Read(row, policy, type => !catalogue.OfEventType(type.Folded).IsEmpty) is { } one && one.TouchesWindows)
                    {
                        (set ??= new AggregateSet()).Apply(catalogue, one.Type, new DictionaryPropertyReader(one.Properties), one.Time, one.TakenAt);
                    }
                }

                if (page.Count < Page)
                {
                    break;
                }
            }
        }

        return set;
    }
}
