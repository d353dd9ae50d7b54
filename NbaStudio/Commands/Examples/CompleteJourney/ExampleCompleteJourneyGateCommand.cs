using System.Globalization;

namespace NbaStudio.Commands.Examples.CompleteJourney;

/// <summary>Counts what the eligibility gate lets through over the year of The Complete Journey.</summary>
internal sealed class ExampleCompleteJourneyGateCommand : ICommand
{
    public string Verb => "example completejourney gate";

    public string Summary => "Asks the engine of every redemption of The Complete Journey whether it was allowed, and counts what the gate blocks in the year.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("data", "FOLDER", "The CSV files of The Complete Journey.", Required: true),
        new("url", "URL", "Asks this running hub about the redemptions. Default: an engine in this process."),
        HubClient.Options[1],
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var data = JourneyData.Read(Path.GetFullPath(context.Get("data")));
        using var hub = context.Has("url") ? HubClient.Of(context) : null;
        GateReport report;
        using (var bar = context.Progress("households", data.Households.Count))
        {
            report = await EligibilityGate.ReportAsync(data, hub is null ? null : new HubGate(hub), bar.Report, stop);
        }

        var refused = report.Refused.Count == 0 ? "" : $"\nRefused: {string.Join("; ", report.Refused)}";
        await context.WriteAsync(report, string.Create(CultureInfo.InvariantCulture, $"""
            {report.Passed:N0} of {report.Redemptions:N0} redemptions pass the gate.{refused}
            {report.Households:N0} households x {report.Campaigns} campaigns x {report.Days} days = {report.Triples:N0} triples:
              {report.Open:N0} open
              {report.Blocked:N0} blocked: {report.OutsideDates:N0} outside the campaign's dates, {report.NotTargeted:N0} not targeted
            """));
        return report.Passed == report.Redemptions ? 0 : 1;
    }
}
