using System.Net;

namespace NbaStudio.Security;

/// <summary>What every request must satisfy once there are accounts: encrypted on its whole way, unless it never leaves this machine; and forwarded by listed proxies only.</summary>
public sealed class AccountModeRules(Proxies proxies)
{
    /// <summary>Checks the connection before forwarded headers are read.</summary>
    public string? RefuseProxy(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return LocalModeRules.ForwardedHeader(context.Request) is { } header && !proxies.IsKnown(context.Connection.RemoteIpAddress)
            ? $"Header '{header}' came from {context.Connection.RemoteIpAddress}, which is no listed proxy (Nba:Proxies)."
            : null;
    }

    /// <summary>Checks the request after forwarded headers were read.</summary>
    public static string? RefusePlain(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var local = context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
        return context.Request.IsHttps || (local && LocalModeRules.IsThisMachine(context.Request.Host))
            ? null
            : "The hub answers other machines over https only: give it a certificate, or a listed proxy (Nba:Proxies) that sends X-Forwarded-Proto: https.";
    }
}
