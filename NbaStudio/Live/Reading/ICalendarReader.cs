using System.Globalization;

namespace NbaStudio.Live.Reading;

/// <summary>What runs when: publications, schedules, validity of actions, hours, budgets on one time line. Thread safe.</summary>
public interface ICalendarReader
{
    /// <summary>Null before the first policy.</summary>
    Task<CalendarView?> ReadAsync(CalendarQuestion question, string language, CancellationToken cancellationToken = default);
}

public enum CalendarSpan : byte { Month, Week }

/// <summary>A week from Monday on, or a month, in the workspace's zone.</summary>
/// <param name="First">Its first day.</param>
/// <param name="Channel">Id of the channel that is asked about; null = all.</param>
public sealed record CalendarQuestion(DateOnly First, CalendarSpan Span, string? Channel)
{
    public int Days => Span == CalendarSpan.Week ? 7 : DateTime.DaysInMonth(First.Year, First.Month);

    public CalendarQuestion Before => At(First.AddDays(-1));

    public CalendarQuestion After => At(First.AddDays(Days));

    /// <summary>The week or month that has the day.</summary>
    public CalendarQuestion At(DateOnly day, CalendarSpan? span = null) => Of(day, span ?? Span, Channel);

    /// <summary>What an address asks for. What it leaves out or cannot mean is as usual: the month of today, all channels.</summary>
    public static CalendarQuestion Read(string? from, string? span, string? channel, DateOnly today) => Of(
        DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1970 and < 9000 ? day : today,
        string.Equals(span, nameof(CalendarSpan.Week), StringComparison.OrdinalIgnoreCase) ? CalendarSpan.Week : CalendarSpan.Month, string.IsNullOrEmpty(channel) ? null : channel);

    /// <summary>The address of the page that asks this.</summary>
    public string ToPath() =>
        string.Create(CultureInfo.InvariantCulture, $"/calendar?from={First:yyyy-MM-dd}&span={(Span == CalendarSpan.Week ? "week" : "month")}") + (Channel is null ? "" : "&channel=" + Uri.EscapeDataString(Channel));

    private static CalendarQuestion Of(DateOnly day, CalendarSpan span, string? channel) =>
        new(span == CalendarSpan.Week ? day.AddDays(-(((int)day.DayOfWeek + 6) % 7)) : new DateOnly(day.Year, day.Month, 1), span, channel);
}

/// <param name="Rows">By sort, then by time.</param>
/// <param name="Channels">Id and name of every channel.</param>
/// <param name="Undated">Actions that run whatever the date.</param>
public sealed record CalendarView(IReadOnlyList<CalendarRow> Rows, IReadOnlyList<(string Id, string Name)> Channels, int Undated);

public enum CalendarSort : byte { Publication, Trial, Schedule, Action, Objective, Quiet, Budget }

/// <summary>One thing on the time line.</summary>
/// <param name="About">All of it in words, the times included.</param>
/// <param name="Link">Where it is edited.</param>
/// <param name="Channels">Names of the channels that it is about; empty = all.</param>
/// <param name="IsPaused">It stands there and does not run.</param>
public sealed record CalendarRow(CalendarSort Sort, string Name, string About, string Link, IReadOnlyList<string> Channels, bool IsPaused, IReadOnlyList<CalendarBar> Bars);

/// <summary>A part of the time line, in days of the wall clock since the first day: both ends lie in it.</summary>
/// <param name="To">The same as the begin for a moment.</param>
/// <param name="BeginsBefore">It began before the first day.</param>
/// <param name="EndsAfter">It goes on after the last day.</param>
/// <param name="Text">For a tooltip.</param>
public sealed record CalendarBar(double From, double To, bool BeginsBefore, bool EndsAfter, string Text)
{
    public bool IsMoment => From == To;
}
