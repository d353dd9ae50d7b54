using System.Globalization;
using Microsoft.AspNetCore.Components;
using NbaStudio.Components.Controls;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Report;

/// <summary>What was chosen, seen, answered and earned in a time, against the time before.</summary>
public sealed partial class ReportPage
{
    private const int Step = 100;
    private const int UsualDays = 7;
    private static readonly int[] Quick = [1, 7, 30];

    private static readonly Column[] Columns =
    [
        new("chosen", n => n.Chosen), new("delivered", n => n.Delivered), new("seen", n => n.Seen), new("clicked", n => n.Clicked), new("accepted", n => n.Accepted), new("revenue", n => n.Revenue),
        new("unsubscribed", n => n.Unsubscribed),
    ];

    private int _shown = Step;

    [Inject]
    private IReportReader Reports { get; set; } = null!;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    public string? By { get; set; }

    [SupplyParameterFromQuery(Name = "objective")]
    public string? Objective { get; set; }

    [SupplyParameterFromQuery(Name = "channel")]
    public string? Channel { get; set; }

    protected override object Key => Question;

    private ReportQuestion Question => ReportLinks.Read(From, To, By, Objective, Channel, Today, UsualDays);

    // Only what was asked for: a filter without dates goes on meaning the last days.
    private string Asked => FilterEcho.Query(("from", From), ("to", To), ("by", By), ("objective", Objective), ("channel", Channel));

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Time.GetUtcNow(), Hub.Workspace.TimeZone).DateTime);

    private IReadOnlyList<(ReportBy Value, string Text)> Ways => [.. Enum.GetValues<ReportBy>().Select(by => (by, W["report.by." + by]))];

    protected override async Task<ReportView?> ReadAsync(CancellationToken cancellationToken) => await Reports.ReadAsync(Question, W.Language, cancellationToken);

    private void Go(Func<ReportQuestion, ReportQuestion> change)
    {
        _shown = Step;
        Navigation.NavigateTo(Link("/report", change(Question)));
    }

    private static string Link(string path, ReportQuestion question) => ReportLinks.Write(path, question);

    private static DateOnly? Read(object? value) => DateOnly.TryParseExact(value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Iso(DateOnly day) => ReportLinks.Iso(day);

    private string Shown(Column column, ReportNumbers numbers) => column.Key == "revenue" ? F.Money(numbers.Revenue) : F.Number((long)column.Of(numbers));

    private string Against(double now, double before, string shown) => Model!.TotalBefore.IsEmpty ? "" : before == 0 ? now == 0 ? "" : W["report.new"]
        : W["report.against", (now >= before ? "+" : "−") + F.Percent(Math.Abs((now / before) - 1)), shown];

    private sealed record Column(string Key, Func<ReportNumbers, double> Of);
}
