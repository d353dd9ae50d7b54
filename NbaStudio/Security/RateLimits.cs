using System.Globalization;
using System.Threading.RateLimiting;
using NbaStudio.Configuration;
using NbaStudio.Engine.Content;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Security;

/// <summary>How often one caller may call: a token bucket per key, per browser's customer, or per address.</summary>
internal static class RateLimits
{
    private static readonly PathString Pictures = OwnPictures.Start.TrimEnd('/');

    public static PartitionedRateLimiter<HttpContext> Create(LimitsOptions limits, AccountsOptions accounts) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
    {
        if (HttpMethods.IsPost(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<DoorForm>() is not null)
        {
            return RateLimitPartition.GetFixedWindowLimiter(
                $"form/{context.Connection.RemoteIpAddress}", _ => new FixedWindowRateLimiterOptions { PermitLimit = accounts.FormsPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });
        }

        if (context.Request.Path.StartsWithSegments(Pictures))
        {
            // Many readers stand behind one address of a mail service.
            return Bucket($"picture/{context.Connection.RemoteIpAddress}", limits.BrowserRequestsPerSecond * 10);
        }

        if (!ApiPaths.NeedsCaller(context.Request.Path))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        return context.FindCaller() switch
        {
            { Kind: CallerKind.Browser, Token: { } token } => Bucket($"browser/{token.CustomerId}", limits.BrowserRequestsPerSecond),
            { Kind: CallerKind.Anonymous } => Bucket($"anonymous/{context.Connection.RemoteIpAddress}", limits.BrowserRequestsPerSecond * 10),
            { Kind: CallerKind.Key or CallerKind.Account, Name: var name } => Bucket(name, limits.RequestsPerSecond),
            _ => Bucket($"address/{context.Connection.RemoteIpAddress}", limits.RequestsPerSecond),
        };
    });

    /// <summary>429 with the time after which the next call will pass.</summary>
    public static async ValueTask RefuseAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await Problems.Problem(StatusCodes.Status429TooManyRequests, "Too many requests", $"This caller makes too many requests. Try again in {seconds} s.").ExecuteAsync(context);
    }

    private static RateLimitPartition<string> Bucket(string key, int perSecond) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = perSecond,
        TokensPerPeriod = Math.Max(1, perSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(perSecond >= 10 ? 100 : 1000.0 / perSecond),
        QueueLimit = 0,
        AutoReplenishment = true,
    });
}
