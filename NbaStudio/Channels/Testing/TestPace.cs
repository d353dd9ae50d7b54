using System.Globalization;
using System.Threading.RateLimiting;

namespace NbaStudio.Channels.Testing;

/// <summary>How many tests may leave: contact policies do not hold them, and who gets them is a person. Thread safe; begins anew with the process.</summary>
internal sealed class TestPace : IDisposable
{
    /// <summary>To one customer in a minute.</summary>
    public const int PerMinute = 5;

    /// <summary>To one customer in a day.</summary>
    public const int PerDay = 50;

    /// <summary>By one account in a minute, whoever gets them.</summary>
    public const int ByAccount = 20;

    private readonly PartitionedRateLimiter<(long Customer, string Account)> _limits = PartitionedRateLimiter.CreateChained(
        Limit(of => of.Customer.ToString(CultureInfo.InvariantCulture), PerMinute, TimeSpan.FromMinutes(1)),
        Limit(of => of.Customer.ToString(CultureInfo.InvariantCulture), PerDay, TimeSpan.FromDays(1)),
        Limit(of => of.Account, ByAccount, TimeSpan.FromMinutes(1)));

    public bool Takes(long customer, string account)
    {
        using var lease = _limits.AttemptAcquire((customer, account));
        return lease.IsAcquired;
    }

    public void Dispose() => _limits.Dispose();

    private static PartitionedRateLimiter<(long Customer, string Account)> Limit(Func<(long Customer, string Account), string> of, int most, TimeSpan window) =>
        PartitionedRateLimiter.Create<(long Customer, string Account), string>(
            who => RateLimitPartition.GetSlidingWindowLimiter(of(who), _ => new SlidingWindowRateLimiterOptions { PermitLimit = most, Window = window, SegmentsPerWindow = 6, QueueLimit = 0 }));
}
