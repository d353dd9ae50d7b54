using System.Globalization;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>Reports over the numbers of days, under the names of the policy in force.</summary>
internal sealed class ReportReader(NbaEngine engine, ReportStatistics statistics) : IReportReader
{
    public Task<ReportView> ReadAsync(ReportQuestion question, string language, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.Days is < 1 or > ReportQuestion.MostDays)
        {
            throw new ArgumentException($"The report is of {question.Days} days; allowed are 1 to {ReportQuestion.MostDays}.", nameof(question));
        }

        return question.By == ReportBy.Segment ? Task.Run(() => new SegmentReport(engine, question, language).Read(statistics.Since, cancellationToken), cancellationToken) : Task.FromResult(Read(question, language));
    }

    private ReportView Read(ReportQuestion question, string language)
    {
        var policy = engine.Policy!;
        var rows = new Dictionary<string, (string Name, ReportNumbers Now, ReportNumbers Before)>(StringComparer.Ordinal);
        var (total, before) = (default(ReportNumbers), default(ReportNumbers));
        foreach (var (day, treatment, numbers) in statistics.Between(question.FromBefore, question.To))
        {
            var isNow = day >= question.From;
            if (Row(policy, question, day, treatment, language) is not { } row)
            {
                continue;
            }

            (total, before) = isNow ? (total + numbers, before) : (total, before + numbers);
            var known = rows.GetValueOrDefault(row.Id);
            rows[row.Id] = isNow ? (row.Name, known.Now + numbers, known.Before) : (row.Name, known.Now, known.Before + numbers);
        }

        return View(policy, question, language, statistics.Since, total, before, question.By == ReportBy.Day ? Days(question, rows) : Ordered(rows.Select(r => new ReportRow(r.Key, r.Value.Name, r.Value.Now, r.Value.Before))));
    }

    /// <summary>Those that brought most first.</summary>
    public static IReadOnlyList<ReportRow> Ordered(IEnumerable<ReportRow> rows) =>
        [.. rows.OrderByDescending(r => r.Now.Revenue).ThenByDescending(r => r.Now.Chosen).ThenBy(r => r.Id, StringComparer.Ordinal)];

    /// <summary>A report with what can be chosen.</summary>
    public static ReportView View(
        PolicySnapshot policy, ReportQuestion question, string language, DateOnly? since, ReportNumbers total, ReportNumbers before, IReadOnlyList<ReportRow> rows) => new(
        question, since, total, before, rows, [.. policy.Objectives.Select(o => (o.Id, o.Label.In(language)))], [.. policy.Channels.Select(c => (c.Id, c.Label.In(language)))]);

    /// <summary>Whether what happened to a treatment is asked about.</summary>
    public static bool IsAsked(PolicySnapshot policy, ReportQuestion question, int treatmentKey)
    {
        var treatment = policy.TreatmentIndexOfKey(treatmentKey) is var index and >= 0 ? policy.Treatments[index] : null;
        return (question.Objective is null || (treatment is not null && policy.Objectives[treatment.Objective].Id == question.Objective))
            && (question.Channel is null || (treatment is not null && policy.Channels[treatment.Channel].Id == question.Channel));
    }

    // A day on which nothing happened is a day too.
    private static List<ReportRow> Days(ReportQuestion question, Dictionary<string, (string Name, ReportNumbers Now, ReportNumbers Before)> rows)
    {
        var days = new List<ReportRow>();
        for (var day = question.From; day <= question.To; day = day.AddDays(1))
        {
            var (_, now, before) = rows.GetValueOrDefault(Name(day));
            days.Add(new ReportRow(Name(day), Name(day), now, before));
        }

        return days;
    }

    /// <summary>Where a treatment's day counts; null where it is filtered out. What the policy no longer has counts under its key.</summary>
    private static (string Id, string Name)? Row(PolicySnapshot policy, ReportQuestion question, DateOnly day, int treatmentKey, string language)
    {
        if (!IsAsked(policy, question, treatmentKey))
        {
            return null;
        }

        var index = policy.TreatmentIndexOfKey(treatmentKey);
        var treatment = index < 0 ? null : policy.Treatments[index];
        var objective = treatment is null ? null : policy.Objectives[treatment.Objective];
        var channel = treatment is null ? null : policy.Channels[treatment.Channel];

        var gone = string.Create(CultureInfo.InvariantCulture, $"#{treatmentKey}");
        return question.By switch
        {
            ReportBy.Day => (Name(day < question.From ? day.AddDays(question.Days) : day), ""),
            _ when treatment is null => (gone, gone),
            ReportBy.Objective => (objective!.Id, objective.Label.In(language)),
            ReportBy.Channel => (channel!.Id, channel.Label.In(language)),
            _ => (policy.Actions[treatment.Action].Id, policy.Actions[treatment.Action].Label.In(language)),
        };
    }

    private static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
