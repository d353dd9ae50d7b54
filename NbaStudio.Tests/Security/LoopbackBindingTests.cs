using Microsoft.Extensions.Configuration;
using NbaStudio.Configuration;
using NbaStudio.Security;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Security;

public sealed class LoopbackBindingTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://localhost:5080", true)]
    [InlineData("https://[::1]:5080", true)]
    [InlineData("http://127.1.2.3:80", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("http://+:5080", false)]
    [InlineData("http://[::]:5080", false)]
    [InlineData("http://192.168.1.5:5080", false)]
    [InlineData("http://nba.example.com", false)]
    [InlineData("http://localhost.example.com", false)]
    [InlineData("nonsense", false)]
    public void IsLoopback_Address_TellsWhetherOthersReachIt(string url, bool expected) => LoopbackBinding.IsLoopback(url).ShouldBe(expected);

    [Theory]
    [InlineData("urls", "http://127.0.0.1:1;http://0.0.0.0:2")]
    [InlineData("http_ports", "8080")]
    [InlineData("https_ports", "8443")]
    [InlineData("Kestrel:Endpoints:Outside:Url", "http://*:80")]
    public void Check_AddressForOthers_IsOneMistake(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

        var mistake = LoopbackBinding.Check(configuration, hasAdmin: false, hasProxies: false).Single();

        mistake.Key.ShouldBe(key);
        mistake.Allowed.ShouldContain("admin account");
    }

    [Theory]
    [InlineData("https://0.0.0.0:5080", false, 0)]
    [InlineData("http://0.0.0.0:5080", false, 1)]
    [InlineData("http://0.0.0.0:5080", true, 0)]
    public void Check_AddressForOthersWithAnAdmin_NeedsTlsOrAProxy(string url, bool hasProxies, int mistakes)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("urls", url)]).Build();

        LoopbackBinding.Check(configuration, hasAdmin: true, hasProxies).Count().ShouldBe(mistakes);
    }

    [Fact]
    public async Task Start_OpenAddressAndWrongSettings_StopsWithAllMistakes()
    {
        var mistakes = await Should.ThrowAsync<ConfigurationMistakesException>(() => StudioServer.StartAsync("--urls=http://0.0.0.0:0", "--Nba:DedupeDays=0"));

        mistakes.Mistakes.Select(mistake => mistake.Key).ShouldBe(["Nba:DedupeDays", "urls"]);
    }
}
