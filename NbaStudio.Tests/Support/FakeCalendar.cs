using NbaStudio.Live.Reading;

namespace NbaStudio.Tests.Support;

/// <summary>A calendar of the samples; remembers what was asked for.</summary>
public sealed class FakeCalendar : ICalendarReader
{
    public List<CalendarQuestion> Asked { get; } = [];

    /// <summary>Whether there is nothing to show.</summary>
    public bool IsEmpty { get; set; }

    public Task<CalendarView?> ReadAsync(CalendarQuestion question, string language, CancellationToken cancellationToken = default)
    {
        Asked.Add(question);
        var days = question.Days;
        CalendarRow[] rows =
        [
            new(CalendarSort.Publication, "Spring offers", "To be published Wed 18 Nov 2026, 09:00, planned by aiko", "/publish?change=spring", [], false, [new CalendarBar(3.4, 3.4, false, false, "planned")]),
            new(CalendarSort.Schedule, "Contract ends soon", "every tuesday at 10:00, for Contract ends: 17 Nov, 10:00", "/events", ["App push"], false, [.. Enumerable.Range(0, days / 7).Select(w => new CalendarBar((7 * w) + 1.4, (7 * w) + 1.4, false, false, "10:00"))]),
            new(CalendarSort.Action, "3 months <half>", "Valid from 12 Nov to 24 Dec", "/actions?path=retain%2Fstay%2Fhalf", ["App push", "E-mail"], false, [new CalendarBar(0, days, true, true, "valid")]),
            new(CalendarSort.Action, "Upgrade", "Valid until 20 Nov", "/actions?path=grow%2Fplan%2Fupgrade", [], true, [new CalendarBar(0, 4, true, false, "valid")]),
            new(CalendarSort.Quiet, "App push", "No messages from 21:00 to 08:00", "/contacts", ["App push"], false, [.. Enumerable.Range(0, days).Select(d => new CalendarBar(d, d + 0.33, false, false, "quiet"))]),
            new(CalendarSort.Budget, "Coupons", "At most 500 a week", "/contacts", [], false, [new CalendarBar(0, days, false, false, "500")]),
        ];
        return Task.FromResult<CalendarView?>(new CalendarView(IsEmpty ? [] : rows, [("push", "App push"), ("mail", "E-mail")], 12));
    }
}
