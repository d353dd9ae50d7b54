using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using NbaStudio.Hosting;

namespace NbaStudio.Tests.Hosting;

/// <summary>What cannot be listened on is told, with the address and the reason; what can be is not.</summary>
public sealed class AddressProbeTests
{
    [Fact]
    public void Check_WhatIsFree_SaysNothing()
    {
        var port = FreePort();
        Check(("urls", $"http://127.0.0.1:{port};http://127.0.0.1:0"));
        Check(("urls", $"http://localhost:{port}"));
        Check(("urls", "http://unix:/run/hub.sock"));
        Check();
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:0;http://127.0.0.1:{0}")]
    [InlineData("urls", "http://localhost:{0}")]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://127.0.0.1:{0}")]
    [InlineData("http_ports", "{0}")]
    public void Check_WhatAnotherListensOn_IsNamed(string key, string value)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var refused = Should.Throw<InvalidOperationException>(() => Check((key, string.Format(System.Globalization.CultureInfo.InvariantCulture, value, port))));

        refused.Message.ShouldContain($":{port} is in use");
    }

    [Fact]
    public void Check_EndpointsWinOverUrls()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        Check(("urls", $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"), ("Kestrel:Endpoints:Main:Url", "http://127.0.0.1:0"));
    }

    [Fact]
    public void Check_AnAddressOfAnotherMachine_SaysSo() =>
        // Reserved for examples: no machine has it.
        Should.Throw<InvalidOperationException>(() => Check(("urls", "http://192.0.2.1:5080"))).Message.ShouldStartWith("http://192.0.2.1:5080 is no address of this machine.");

    private static void Check(params (string Key, string Value)[] settings) =>
        AddressProbe.Check(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
