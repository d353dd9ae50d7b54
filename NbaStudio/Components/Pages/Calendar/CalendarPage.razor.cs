using System.Globalization;
using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Calendar;

/// <summary>What runs when, on one time line.</summary>
public sealed partial class CalendarPage
{
    private const int Step = 100;
    private int _shown = Step;
    private bool _table;

    [Inject]
    private ICalendarReader Calendars { get; set; } = null!;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "span")]
    public string? Span { get; set; }

    [SupplyParameterFromQuery(Name = "channel")]
    public string? Channel { get; set; }

    protected override object Key => Question;

    private CalendarQuestion Question => CalendarQuestion.Read(From, Span, Channel, Today);

    private DateTime Now => TimeZoneInfo.ConvertTime(Time.GetUtcNow(), Hub.Workspace.TimeZone).DateTime;

    private DateOnly Today => DateOnly.FromDateTime(Now);

    private IReadOnlyList<(CalendarSpan Value, string Text)> Spans => [.. Enum.GetValues<CalendarSpan>().Select(span => (span, W["calendar.span." + span]))];

    private IReadOnlyList<(bool Value, string Text)> Views => [(false, W["calendar.line"]), (true, W["calendar.table"])];

    private string Title => Question.Span == CalendarSpan.Month
        ? W["calendar.month", W["calendar.month." + Question.First.Month.ToString(CultureInfo.InvariantCulture)], Question.First.Year.ToString(CultureInfo.InvariantCulture)]
        : F.Interval(F.Date(Noon(Question.First)), F.Date(Noon(Question.First.AddDays(Question.Days - 1))));

    // Where the time stands now; null where it is not in sight.
    private string? NowAt => (Now - Question.First.ToDateTime(TimeOnly.MinValue)).TotalDays is var day && day >= 0 && day < Question.Days ? Percent(day) : null;

    protected override async Task<CalendarView?> ReadAsync(CancellationToken cancellationToken) => await Calendars.ReadAsync(Question, W.Language, cancellationToken);

    private void Go(CalendarQuestion question)
    {
        _shown = Step;
        Navigation.NavigateTo(question.ToPath());
    }

    private IEnumerable<CalendarRow> Shown(IReadOnlyList<CalendarRow> rows) => rows.Take(_shown);

    private string ChannelsOf(CalendarRow row) => row.Channels.Count == 0 ? W["calendar.allChannels"] : string.Join(W["list.comma"], row.Channels);

    private string WeekdayOf(DateOnly day) => W["calendar.day." + ((int)day.DayOfWeek).ToString(CultureInfo.InvariantCulture)];

    private string DayClass(DateOnly day) =>
        (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? "rest " : "") + (day == Today ? "today " : "") + (day.DayOfWeek == DayOfWeek.Monday || day == Question.First ? "first" : "");

    private static string BarClass(CalendarRow row, CalendarBar bar) =>
        $"bar-{row.Sort.ToString().ToLowerInvariant()}{(bar.IsMoment ? " moment" : "")}{(bar.BeginsBefore ? " from-before" : "")}{(bar.EndsAfter ? " goes-on" : "")}{(row.IsPaused ? " paused" : "")}";

    private string Place(CalendarBar bar) => bar.IsMoment ? $"left:{Percent(bar.From)}" : $"left:{Percent(bar.From)};width:{Percent(bar.To - bar.From)}";

    private string Percent(double days) => string.Create(CultureInfo.InvariantCulture, $"{days / Question.Days * 100:0.###}%");

    private DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new TimeOnly(12, 0)), Hub.Workspace.TimeZone.GetUtcOffset(day.ToDateTime(new TimeOnly(12, 0))));
}
