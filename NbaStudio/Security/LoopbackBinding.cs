using System.Net;
using NbaStudio.Configuration;

namespace NbaStudio.Security;

/// <summary>Without an admin account the hub listens on this machine only.</summary>
public static class LoopbackBinding
{
    private const string Allowed = "allowed are addresses of this machine (http://127.0.0.1, http://localhost, http://[::1]) while no admin account exists; API keys alone do not open others";

    /// <summary>Every configured address that other machines could reach.</summary>
    public static IEnumerable<ConfigurationMistake> Check(IConfiguration configuration)
    {
        var urls = configuration["urls"];
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(url => !IsLoopback(url)))
        {
            yield return new ConfigurationMistake("urls", url, Allowed);
        }

        foreach (var key in (string[])["http_ports", "https_ports"])
        {
            // Ports without an address listen on every address; urls win over them.
            if (string.IsNullOrEmpty(urls) && configuration[key] is { Length: > 0 } ports)
            {
                yield return new ConfigurationMistake(key, ports, $"use urls instead; {Allowed}");
            }
        }

        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            if (endpoint["Url"] is { } url && !IsLoopback(url))
            {
                yield return new ConfigurationMistake($"{endpoint.Path}:Url", url, Allowed);
            }
        }
    }

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
