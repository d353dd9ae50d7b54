using System.Text.Json;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Commands.Examples.CompleteJourney;

/// <summary>Writes the example as the files that every workspace is filled from: a policy, customers, events.</summary>
internal static class JourneyFiles
{
    public const string Policy = "policy.json";
    public const string Customers = "customers.ndjson";
    public const string Events = "events.ndjson";

    public static async Task WriteAsync(JourneyData data, string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, Policy), PolicyJson.Write(JourneyPolicy.Create(data)), stop);
        await WriteLinesAsync(Path.Combine(folder, Customers), data.Households.Select(Customer), stop);
        await WriteLinesAsync(Path.Combine(folder, Events), data.Redemptions.Select(Event), stop);
    }

    private static object Customer(JourneyHousehold household)
    {
        var attributes = household.Profile.ToDictionary(pair => pair.Key, pair => (object)pair.Value);
        if (household.Campaigns.Count > 0)
        {
            attributes["campaigns"] = household.Campaigns;
        }

        return new { CustomerId = household.Id, Attributes = attributes };
    }

    private static object Event(JourneyRedemption redemption) => new
    {
        EventId = $"redemption-{redemption.Number:00000}",
        CustomerId = redemption.Household,
        Type = JourneyPolicy.Redemption,
        redemption.Time,
        Properties = new { redemption.Campaign, redemption.Coupon },
    };

    private static Task WriteLinesAsync(string path, IEnumerable<object> rows, CancellationToken stop) =>
        File.WriteAllLinesAsync(path, rows.Select(row => JsonSerializer.Serialize(row, row.GetType(), HubJson.Options)), stop);
}
