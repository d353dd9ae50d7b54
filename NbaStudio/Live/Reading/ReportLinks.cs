using System.Globalization;

namespace NbaStudio.Live.Reading;

/// <summary>Reports in addresses: of the page and of its file. Pure.</summary>
public static class ReportLinks
{
    /// <summary>What an address asks for. What it leaves out or cannot mean is as usual: the days up to today, by objective.</summary>
    public static ReportQuestion Read(string? from, string? to, string? by, string? objective, string? channel, DateOnly today, int usualDays)
    {
        var last = Day(to) ?? today;
        var first = Day(from) ?? last.AddDays(1 - usualDays);
        first = first > last ? last : first < last.AddDays(1 - ReportQuestion.MostDays) ? last.AddDays(1 - ReportQuestion.MostDays) : first;
        return new ReportQuestion(
            first, last, Enum.TryParse<ReportBy>(by, ignoreCase: true, out var way) && Enum.IsDefined(way) ? way : ReportBy.Objective, string.IsNullOrEmpty(objective) ? null : objective,
            string.IsNullOrEmpty(channel) ? null : channel);
    }

    public static string Write(string path, ReportQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var address = $"{path}?from={Iso(question.From)}&to={Iso(question.To)}&by={question.By.ToString().ToLowerInvariant()}";
        address += question.Objective is { } objective ? "&objective=" + Uri.EscapeDataString(objective) : "";
        return address + (question.Channel is { } channel ? "&channel=" + Uri.EscapeDataString(channel) : "");
    }

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // The period before has to be in the calendar as well.
    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 9000 ? day : null;
}
