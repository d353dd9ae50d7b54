using System.Net;

namespace NbaStudio.Security;

/// <summary>What every request must satisfy while there is no account: it comes from this machine, without a proxy.</summary>
public static class LocalModeRules
{
    /// <summary>Why the request is refused, or null.</summary>
    public static string? Refuse(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        if (context.Connection.LocalIpAddress is { } address && !IPAddress.IsLoopback(address))
        {
            return $"The hub is reached at {address}. Without an admin account it answers on loopback addresses only.";
        }

        if (!IsThisMachine(request.Host))
        {
            return $"Host '{request.Host.Value}' is not allowed. Without an admin account the hub answers to localhost, 127.0.0.1 and [::1] only.";
        }

        return ForwardedHeader(request) is { } header ? $"Header '{header}' is not allowed. Without an admin account the hub does not answer through proxies." : null;
    }

    internal static bool IsThisMachine(HostString host) => host.Host is "localhost" or "127.0.0.1" or "[::1]";

    /// <summary>A header that a proxy sets, or null.</summary>
    internal static string? ForwardedHeader(HttpRequest request) =>
        request.Headers.Keys.FirstOrDefault(header => header.Equals("Forwarded", StringComparison.OrdinalIgnoreCase) || header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase));
}
