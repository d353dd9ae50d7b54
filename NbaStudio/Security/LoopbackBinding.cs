using System.Net;
using NbaStudio.Configuration;

namespace NbaStudio.Security;

/// <summary>Without an admin account the hub listens on this machine only; with one it listens further over TLS, or behind a listed proxy.</summary>
public static class LoopbackBinding
{
    private const string Encrypted = "allowed are https addresses, or http with the proxies that speak TLS in front of it listed in Nba:Proxies";
    private const string Allowed = "allowed are addresses of this machine (http://127.0.0.1, http://localhost, http://[::1]) while no admin account exists; API keys alone do not open others";

    /// <summary>Every configured address that other machines could reach and may not yet.</summary>
    public static IEnumerable<ConfigurationMistake> Check(IConfiguration configuration, bool hasAdmin, bool hasProxies) => Open(configuration)
        .Where(address => !hasAdmin || (!hasProxies && !address.IsHttps))
        .Select(address => new ConfigurationMistake(address.Key, address.Value, hasAdmin ? Encrypted : address.Key.EndsWith("_ports", StringComparison.Ordinal) ? $"use urls instead; {Allowed}" : Allowed));

    private static IEnumerable<(string Key, string Value, bool IsHttps)> Open(IConfiguration configuration)
    {
        var urls = configuration["urls"];
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(url => !IsLoopback(url)))
        {
            yield return ("urls", url, IsHttps(url));
        }

        foreach (var key in (string[])["http_ports", "https_ports"])
        {
            // Ports without an address listen on every address; urls win over them.
            if (string.IsNullOrEmpty(urls) && configuration[key] is { Length: > 0 } ports)
            {
                yield return (key, ports, key == "https_ports");
            }
        }

        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            if (endpoint["Url"] is { } url && !IsLoopback(url))
            {
                yield return ($"{endpoint.Path}:Url", url, IsHttps(url));
            }
        }
    }

    private static bool IsHttps(string url) => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>True where only this machine reaches the address.</summary>
    public static bool IsLoopback(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return false;
        }

        return address.IsUnixPipe || address.IsNamedPipe || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
    }
}
