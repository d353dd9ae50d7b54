using Microsoft.Extensions.Configuration;
using NbaStudio.Configuration;
using NbaStudio.Data;

namespace NbaStudio.Tests.Configuration;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Read_NothingConfigured_GivesDefaults()
    {
        var (options, mistakes) = Read();

        mistakes.ShouldBeEmpty();
        options.DataFolder.ShouldBe("data");
        options.Demo.ShouldBeTrue();
        options.DedupeDays.ShouldBe(30);
        options.UnknownCustomers.ShouldBe(UnknownCustomers.Create);
    }

    [Fact]
    public void Read_EveryKindOfValue_IsTaken()
    {
        var (options, mistakes) = Read(
            ("Nba:demo", "TRUE"), ("Nba:DedupeDays", "400"), ("Nba:UnknownAttributes", "reject"), ("Nba:Clock", "start=2025-01-01T00:00:00+09:00,speed=2.5"),
            ("Nba:Channels:mail:Host", "smtp.example.com"), ("Nba:Channels:mail:From", "shop@example.com"), ("Nba:Channels:web:Origins:0", "http://localhost:3000"),
            ("Nba:Webhooks:AllowedHosts", "127.0.0.1, hooks.local"), ("Nba:Market:Speed", "0.5"));

        mistakes.ShouldBeEmpty();
        options.DedupeDays.ShouldBe(400);
        options.UnknownAttributes.ShouldBe(UnknownAttributes.Reject);
        options.Clock.ShouldBe(new ClockSetting(new DateTimeOffset(2024, 12, 31, 15, 0, 0, TimeSpan.Zero), 2.5));
        options.Channels["MAIL"].From.ShouldBe("shop@example.com");
        options.Channels["web"].Origins.ShouldBe(["http://localhost:3000"]);
        options.Webhooks.AllowedHosts.ShouldBe(["127.0.0.1", "hooks.local"]);
        options.Market.Speed.ShouldBe(0.5);
    }

    [Fact]
    public void Read_SeveralMistakes_ListsAllWithKeyValueAndAllowed()
    {
        var (_, mistakes) = Read(
            ("Nba:DedupeDays", "0"), ("Nba:RetentionDays", "soon"), ("Nba:UnknownCustomers", "1"), ("Nba:PublicUrl", "ftp://x"), ("Nba:Dedupdays", "5"), ("Nba:Market:Sped", "2"));

        mistakes.Count.ShouldBe(6);
        mistakes.ShouldContain(new ConfigurationMistake("Nba:DedupeDays", "0", "allowed is a whole number from 1 to 400"));
        mistakes.ShouldContain(new ConfigurationMistake("Nba:UnknownCustomers", "1", "allowed is create or reject"));
        mistakes.ShouldContain(new ConfigurationMistake("Nba:Dedupdays", "5", "unknown key; did you mean Nba:DedupeDays?"));
        mistakes.ShouldContain(new ConfigurationMistake("Nba:Market:Sped", "2", "unknown key; did you mean Nba:Market:Speed?"));
        new ConfigurationMistakesException(mistakes).Message.ShouldContain("6 mistakes");
    }

    [Theory]
    [InlineData("Nba:DedupeDays", "401")]
    [InlineData("Nba:DedupeDays", "3.5")]
    [InlineData("Nba:DedupeDays", "")]
    [InlineData("Nba:DedupeDays:0", "3")]
    [InlineData("Nba:Demo", "yes")]
    [InlineData("Nba:DataFolder", "")]
    [InlineData("Nba:Market", "fast")]
    [InlineData("Nba:Market:Speed", "NaN")]
    [InlineData("Nba:Clock", "start=2025-01-01T00:00:00")]
    [InlineData("Nba:Clock", "speed=2")]
    [InlineData("Nba:Clock", "start=2025-01-01T00:00:00Z,speed=0")]
    [InlineData("Nba:Channels:mail:From", "a@example.com, b@example.com")]
    [InlineData("Nba:Channels:mail:Host", "http://smtp")]
    [InlineData("Nba:Channels:web:Origins", "https://shop.example.com")]
    [InlineData("Nba:Channels:web:Origins", "http://localhost:3000/path")]
    public void Read_WrongValue_IsOneMistake(string key, string value)
    {
        var (_, mistakes) = Read((key, value));

        mistakes.Count.ShouldBe(1);
        key.ShouldStartWith(mistakes[0].Key);
    }

    [Fact]
    public void Read_ClockWithoutDemo_OpensReplayAndNeverMain()
    {
        var (options, mistakes) = Read(("Nba:Demo", "false"), ("Nba:Clock", "start=2025-01-01T00:00:00Z"), ("Nba:DataFolder", Directory.CreateTempSubdirectory("nba-studio-test-").FullName));

        mistakes.ShouldBeEmpty();
        Workspace.Open(options, "/").Name.ShouldBe("replay");
        Directory.Exists(Path.Combine(options.DataFolder, "main")).ShouldBeFalse();
        Directory.Delete(options.DataFolder, recursive: true);
    }

    [Fact]
    public void Read_MisspeltSecret_IsNotShown()
    {
        var (_, mistakes) = Read(("Nba:Channels:mail:Pasword", "hunter2"));

        mistakes.Single().ToString().ShouldNotContain("hunter2");
        mistakes.Single().ToString().ShouldContain("Nba:Channels:mail:Password");
    }

    private static (NbaOptions Options, IReadOnlyList<ConfigurationMistake> Mistakes) Read(params (string Key, string Value)[] values)
    {
        var reader = new SettingsReader();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value))).Build();
        return (reader.Read(configuration), reader.Mistakes);
    }
}
