using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NbaStudio.Hosting;

/// <summary>Says before anything is opened that an address cannot be listened on. The server binds after the workspace is taken and updated, and would tell it by a stack trace.</summary>
public static class AddressProbe
{
    /// <summary>Tries every configured address that names its port; port 0 is whichever is free.</summary>
    /// <exception cref="InvalidOperationException">One of them cannot be listened on; the message says which, why and what to do.</exception>
    public static void Check(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        foreach (var url in Configured(configuration))
        {
            if (Fault(url) is { } fault)
            {
                throw new InvalidOperationException($"{url} {fault}. Choose another address, such as --urls=http://127.0.0.1:5081.");
            }
        }
    }

    // Endpoints win over urls, and urls over ports without an address, as the server has it.
    private static IEnumerable<string> Configured(IConfiguration configuration)
    {
        string[] endpoints = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()];
        if (endpoints.Length > 0)
        {
            return endpoints;
        }

        return configuration["urls"] is { Length: > 0 } urls ? Parts(urls)
            : Parts(configuration["http_ports"] ?? "").Select(port => "http://*:" + port).Concat(Parts(configuration["https_ports"] ?? "").Select(port => "https://*:" + port));
    }

    private static string[] Parts(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? Fault(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return "is no address to listen on";
        }

        if (address.IsUnixPipe || address.IsNamedPipe || address.Port == 0)
        {
            return null;
        }

        SocketError[] found = [.. Places(address.Host).Select(place => Try(new IPEndPoint(place, address.Port)))];
        // localhost is two addresses, and one of them is enough; but neither may be somebody else's.
        return found.Contains(SocketError.AddressAlreadyInUse) ? "is in use: another program, perhaps another NBA Studio, listens on it"
            : found.Contains(SocketError.Success) ? null
            : found[0] switch
            {
                SocketError.AddressNotAvailable => "is no address of this machine",
                SocketError.AccessDenied => string.Create(CultureInfo.InvariantCulture, $"may not be listened on by this user (port {address.Port})"),
                _ => $"cannot be listened on ({new SocketException((int)found[0]).Message})",
            };
    }

    private static IPAddress[] Places(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : IPAddress.TryParse(host, out var address) ? [address]
        // Any other name is every address, as the server has it.
        : [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any];

    private static SocketError Try(IPEndPoint place)
    {
        try
        {
            using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (place.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(place);
            socket.Listen(1);
            return SocketError.Success;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode;
        }
    }
}
