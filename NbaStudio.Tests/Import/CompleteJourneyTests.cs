using System.Text.Json;
using NbaStudio.Commands.Examples.CompleteJourney;
using NbaStudio.Engine.Policies.Validation;

namespace NbaStudio.Tests.Import;

public sealed class CompleteJourneyTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [JourneyFact]
    public async Task Gate_WholeYear_PassesEveryRedemptionAndBlocksWhatBruteForceBlocks()
    {
        var data = JourneyData.Read(JourneyFactAttribute.Folder);

        var report = await EligibilityGate.ReportAsync(data, null, null, CancellationToken.None);

        report.Refused.ShouldBeEmpty();
        (report.Passed, report.Redemptions).ShouldBe((2_102, 2_102));
        var (triples, open, outside) = BruteForce(JourneyFactAttribute.Folder);
        report.Triples.ShouldBe(triples);
        report.Open.ShouldBe(open);
        report.OutsideDates.ShouldBe(outside);
        report.Blocked.ShouldBe(triples - open);
        report.Blocked.ShouldBe(15_518_193);
    }

    [JourneyFact]
    public async Task Gate_RedemptionMovedOutsideItsCampaign_IsRefused()
    {
        var data = JourneyData.Read(JourneyFactAttribute.Folder);
        await using var engine = await EligibilityGate.StartAsync(data, CancellationToken.None);
        var redemption = data.Redemptions[0];
        var campaign = data.Campaigns.Single(one => one.Id == redemption.Campaign);

        (await EligibilityGate.MayAsync(engine, redemption with { Day = campaign.Start })).ShouldBeTrue();
        (await EligibilityGate.MayAsync(engine, redemption with { Day = campaign.End })).ShouldBeTrue();
        (await EligibilityGate.MayAsync(engine, redemption with { Day = campaign.Start.AddDays(-1) })).ShouldBeFalse();
        (await EligibilityGate.MayAsync(engine, redemption with { Day = campaign.End.AddDays(1) })).ShouldBeFalse();
        var stranger = data.Households.First(household => !household.Campaigns.Contains(campaign.Id));
        (await EligibilityGate.MayAsync(engine, redemption with { Household = stranger.Id })).ShouldBeFalse();
    }

    [JourneyFact]
    public async Task Write_RealData_GivesAValidPolicyAndEveryHouseholdAndRedemption()
    {
        var folder = _cli.Folder.File("journey");

        (await _cli.RunAsync("example", "completejourney", "--data", JourneyFactAttribute.Folder, "--out", folder, "--json")).ShouldBe(0);

        _cli.Json.GetProperty("customers").GetInt32().ShouldBe(1_604);
        _cli.Json.GetProperty("withoutProfile").GetInt32().ShouldBe(803);
        PolicyValidator.Validate(JourneyPolicy.Create(JourneyData.Read(JourneyFactAttribute.Folder))).ShouldBeEmpty();
        (await _cli.RunAsync("policy", "validate", "--file", Path.Combine(folder, "policy.json"))).ShouldBe(0);
        var times = File.ReadLines(Path.Combine(folder, "events.ndjson")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("time").GetDateTimeOffset()).ToList();
        times.Count.ShouldBe(2_102);
        times.ShouldBe(times.Order());
    }

    [Fact]
    public async Task Example_FolderWithoutTheData_SaysWhatIsMissing()
    {
        (await _cli.RunAsync("example", "completejourney", "--data", _cli.Folder.Path, "--out", _cli.Folder.Path)).ShouldBe(2);

        _cli.Error.ShouldContain("campaign_descriptions.csv");
    }

    /// <summary>Counts from the files alone, with nothing of the product in between.</summary>
    private static (long Triples, long Open, long Outside) BruteForce(string folder)
    {
        string[][] Table(string name) => [.. File.ReadLines(Path.Combine(folder, name)).Skip(1).Select(line => line.Split(',').Select(cell => cell.Trim('"')).ToArray())];
        var campaigns = Table("campaign_descriptions.csv");
        var targeted = Table("campaigns.csv").Select(row => (Household: row[1], Campaign: row[0])).ToHashSet();
        var households = targeted.Select(pair => pair.Household).Concat(Table("demographics.csv").Select(row => row[0])).Distinct().ToList();
        var (triples, open, outside) = (0L, 0L, 0L);
        for (var day = new DateTime(2017, 1, 1); day.Year == 2017; day = day.AddDays(1))
        {
            var text = day.ToString("yyyy-MM-dd");
            foreach (var campaign in campaigns)
            {
                var runs = string.CompareOrdinal(campaign[2], text) <= 0 && string.CompareOrdinal(text, campaign[3]) <= 0;
                triples += households.Count;
                outside += runs ? 0 : households.Count;
                open += runs ? households.Count(household => targeted.Contains((household, campaign[0]))) : 0;
            }
        }

        return (triples, open, outside);
    }
}
