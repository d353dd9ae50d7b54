using System.Globalization;
using NbaStudio.Commands.Import.Reading;

namespace NbaStudio.Commands.Examples.CompleteJourney;

/// <summary>The Complete Journey (84.51, CC0): households, coupon campaigns, who was targeted, and which coupons were used in 2017.</summary>
internal sealed record JourneyData(IReadOnlyList<JourneyCampaign> Campaigns, IReadOnlyList<JourneyHousehold> Households, IReadOnlyList<JourneyRedemption> Redemptions)
{
    /// <summary>The year of the log.</summary>
    public const int Year = 2017;

    /// <summary>Columns of the profile, in their order.</summary>
    public static IReadOnlyList<string> ProfileColumns { get; } = ["age", "income", "home_ownership", "marital_status", "household_size", "household_comp", "kids_count"];

    public static DateTimeOffset NoonOf(DateOnly day) => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    /// <exception cref="CommandException">A file or column is missing, or a value cannot be read.</exception>
    public static JourneyData Read(string folder)
    {
        List<JourneyCampaign> campaigns = [.. Rows(folder, "campaign_descriptions.csv")
            .Select(row => new JourneyCampaign(row["campaign_id"], row["campaign_type"], Day(row["start_date"]), Day(row["end_date"])))
            .OrderBy(campaign => Number(campaign.Id))];
        var profiles = Rows(folder, "demographics.csv").ToDictionary(row => row["household_id"], Profile);
        var targeted = Rows(folder, "campaigns.csv").GroupBy(row => row["household_id"], row => row["campaign_id"]).ToDictionary(group => group.Key, group => group.ToList());
        List<JourneyHousehold> households = [.. profiles.Keys.Union(targeted.Keys).OrderBy(Number)
            .Select(id => new JourneyHousehold(id, profiles.GetValueOrDefault(id) ?? [], [.. targeted.GetValueOrDefault(id, []).OrderBy(Number)]))];
        List<JourneyRedemption> redemptions = [.. Rows(folder, "coupon_redemptions.csv")
            .Select((row, index) => new JourneyRedemption(index + 1, row["household_id"], row["coupon_upc"], row["campaign_id"], Day(row["redemption_date"])))
            .OrderBy(redemption => redemption.Day)];
        return new JourneyData(campaigns, households, redemptions);
    }

    private static Dictionary<string, string> Profile(Dictionary<string, string> row) =>
        ProfileColumns.Where(column => row.GetValueOrDefault(column, "NA") != "NA").ToDictionary(column => column, column => row[column]);

    private static IEnumerable<Dictionary<string, string>> Rows(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            throw new CommandException($"--data: {folder} has no {name}. The data set is published as bradleyboehmke/completejourney.");
        }

        foreach (var row in new CsvRows(FileText.Detect(path), ',').Read())
        {
            yield return row.Mistake is null
                ? row.Cells.ToDictionary(cell => cell.Column, cell => cell.Text!)
                : throw new CommandException($"{name}, row {row.Number}: {row.Mistake}");
        }
    }

    private static int Number(string id) => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new CommandException($"\"{id}\" is not an id of the data set; ids are whole numbers.");

    private static DateOnly Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new CommandException($"\"{text}\" is not a day such as 2017-01-31.");
}
