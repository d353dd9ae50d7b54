using NbaStudio.Live.Reading;

namespace NbaStudio.Tests.Support;

/// <summary>A report of the samples.</summary>
public sealed class FakeReports : IReportReader
{
    public List<ReportQuestion> Questions { get; } = [];

    public bool IsEmpty { get; set; }

    public Task<ReportView> ReadAsync(ReportQuestion question, string language, CancellationToken cancellationToken = default)
    {
        Questions.Add(question);
        var ja = language == "ja";
        var rows = IsEmpty ? [] : ConsoleSamples.Objectives.Select((o, i) => new ReportRow(
            o.Id, o.Label.In(language), new ReportNumbers(1_840 - (200 * i), 900, 1_410, 210 - i, 96, 412_300 - (90_000 * i), 3), i == 3 ? default : new ReportNumbers(1_700, 880, 1_300, 190, 104, 398_000, 5))).ToList();
        var (now, before) = rows.Aggregate((default(ReportNumbers), default(ReportNumbers)), (sum, row) => (sum.Item1 + row.Now, sum.Item2 + row.Before));
        return Task.FromResult(new ReportView(
            question, new DateOnly(2026, 11, 8), now, before, rows, [.. ConsoleSamples.Objectives.Select(o => (o.Id, o.Label.In(language)))], [.. ConsoleSamples.Channels.Select(c => (c.Id, ja ? c.Label.In("ja") : c.Label.In("en")))]));
    }
}
