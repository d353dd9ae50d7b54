using System.Net;
using System.Net.Sockets;
using NbaStudio.Configuration;

namespace NbaStudio.Channels.Webhooks;

/// <summary>Which addresses a webhook may reach. Checked when the connection is made, so that a name that changes its address in between gains nothing.</summary>
public sealed class WebhookAddresses(NbaOptions options)
{
    /// <summary>Looks up the addresses of a host; replaced in tests.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = (host, stop) => Dns.GetHostAddressesAsync(host, stop);

    /// <summary>Why the address may not be called at all; null when it may.</summary>
    public string? FindFault(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            return $"'{url}' is not a web address.";
        }

        return address.Scheme == "https" || (IsListed(address.Host) && address.IsLoopback)
            ? null
            : $"'{url}' is not https. Plain http goes only to this machine, and only where Nba:Webhooks:AllowedHosts lists the host.";
    }

    /// <summary>Connects to an address of the host that may be reached.</summary>
    /// <exception cref="HttpRequestException">None may, or none answers.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var plain = context.InitialRequestMessage.RequestUri?.Scheme == "http";
        var found = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Resolve(host, stop);
        var allowed = found.Where(address => MayReach(host, address) && (!plain || IPAddress.IsLoopback(Unmap(address)))).ToArray();
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(
                $"{host} leads to {string.Join(", ", found.Select(address => address.ToString()))}, which is not a public address. Nba:Webhooks:AllowedHosts lists hosts that may be called all the same.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether the address is public, or its host is listed.</summary>
    public bool MayReach(string host, IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return IsListed(host) || IsPublic(Unmap(address));
    }

    private bool IsListed(string host) => options.Webhooks.AllowedHosts.Contains(host.Trim('[', ']'), StringComparer.OrdinalIgnoreCase);

    // IPv4 inside IPv6 counts as what it leads to.
    private static IPAddress Unmap(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Special-purpose blocks of IANA (RFC 6890) are not public.</summary>
    private static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            var bytes = address.GetAddressBytes();
            // 2000::/3 is what is given out; of it documentation, 6to4, Teredo and NAT64 lead elsewhere.
            return (bytes[0] & 0xE0) == 0x20
                && !(bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] & 0xFE) == 0)
                && !(bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8)
                && !(bytes[0] == 0x20 && bytes[1] == 0x02)
                && !(bytes[0] == 0x3F && bytes[1] == 0xFF);
        }

        var part = address.GetAddressBytes();
        return (part[0], part[1], part[2]) switch
        {
            (0 or 10 or 127, _, _) or (>= 224, _, _) => false,
            (100, >= 64 and <= 127, _) => false,
            (169, 254, _) => false,
            (172, >= 16 and <= 31, _) => false,
            (192, 0, 0 or 2) or (192, 88, 99) or (192, 168, _) => false,
            (198, 18 or 19, _) or (198, 51, 100) or (203, 0, 113) => false,
            _ => true,
        };
    }
}
