using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving;

/// <summary>New aggregates of a revision that is not in force yet, and for whom they are filled already. Thread safe.</summary>
/// <param name="policy">The revision.</param>
/// <param name="catalogue">The new aggregates only.</param>
/// <param name="mark">What customers carry who came into being meanwhile: for them everything counts from the start.</param>
internal sealed class PreparedAggregates(PolicySnapshot policy, AggregateCatalogue catalogue, ulong mark)
{
    private long _filledTo;

    public PolicySnapshot Policy { get; } = policy;

    public AggregateCatalogue Catalogue { get; } = catalogue;

    public ulong Mark { get; } = mark;

    /// <summary>Whether the customer's are filled, so that an event has to be counted as it happens. Asked in the customer's lane.</summary>
    public bool Covers(CustomerState customer) => customer.Key <= Interlocked.Read(ref _filledTo) || customer.Aggregates.Contains(Mark);

    /// <summary>Everybody up to this key is filled. Called while those who became so are held.</summary>
    public void MoveTo(long key) => Interlocked.Exchange(ref _filledTo, key);

    public bool Has(ulong fingerprint) => fingerprint == Mark || Catalogue.IndexOf(fingerprint) >= 0;
}
