using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Engine.Simulation;

/// <summary>Who puts a handset into the cart and goes. By hash and not by the market's chance, so that everything else happens as it would without carts.</summary>
internal static class MarketCart
{
    private const double Share = 0.2;

    /// <summary>What the cart is worth in money; null where nobody leaves one.</summary>
    /// <param name="customer">The visitor.</param>
    /// <param name="visit">The visit; only its last page leaves a cart.</param>
    /// <param name="page">Index of the page in the visit.</param>
    /// <param name="time">Time of the page view.</param>
    public static double? LeavesOne(MarketCustomer customer, MarketVisit visit, int page, DateTimeOffset time)
    {
        if (visit.Pages[page] != "/devices" || page + 1 < visit.Pages.Count)
        {
            return null;
        }

        var hash = StableHash.Of(customer.Index, time.ToUnixTimeMilliseconds());
        return StableHash.ToUnit(hash) < Share ? 19_800 + (10_000 * (double)(hash % 9)) : null;
    }
}
