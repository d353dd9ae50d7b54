using System.Net;
using NbaStudio.Configuration;

namespace NbaStudio.Security;

/// <summary>The proxies whose word counts: Nba:Proxies.</summary>
public sealed class Proxies
{
    public Proxies(NbaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Networks = [.. options.Proxies.Select(text => IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : IPNetwork.Parse(text))];
    }

    public IReadOnlyList<IPNetwork> Networks { get; }

    public bool IsKnown(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && Networks.Any(network => network.Contains(plain));
    }
}
