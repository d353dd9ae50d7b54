namespace NbaStudio.Commands.Examples.CompleteJourney;

/// <summary>Turns The Complete Journey into a policy, customers and events.</summary>
internal sealed class ExampleCompleteJourneyCommand : ICommand
{
    public string Verb => "example completejourney";

    public string Summary => "Turns the CSV files of The Complete Journey into a policy, customers and events to import.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("data", "FOLDER", "Has campaign_descriptions.csv, campaigns.csv, coupon_redemptions.csv and demographics.csv.", Required: true),
        new("out", "FOLDER", "Where the three files are written. Created if missing.", Required: true),
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var data = JourneyData.Read(Path.GetFullPath(context.Get("data")));
        var folder = Path.GetFullPath(context.Get("out"));
        await JourneyFiles.WriteAsync(data, folder, stop);
        var profiled = data.Households.Count(household => household.Profile.Count > 0);
        var result = new
        {
            Folder = folder,
            Campaigns = data.Campaigns.Count,
            Customers = data.Households.Count,
            WithoutProfile = data.Households.Count - profiled,
            Events = data.Redemptions.Count,
            From = data.Redemptions.Min(redemption => redemption.Time),
            Until = data.Redemptions.Max(redemption => redemption.Time),
        };
        await context.WriteAsync(result, $"""
            {folder}
              {JourneyFiles.Policy}: {result.Campaigns} campaigns as actions
              {JourneyFiles.Customers}: {result.Customers} households, {result.WithoutProfile} of them without a profile
              {JourneyFiles.Events}: {result.Events} redemptions from {result.From:yyyy-MM-dd} to {result.Until:yyyy-MM-dd}
            """);
        return 0;
    }
}
