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

        var list = rows.Select(r => new ReportRow(r.Key, r.Value.Name, r.Value.Now, r.Value.Before));
        return Task.FromResult(new ReportView(
            question, statistics.Since, total, before,
            question.By == ReportBy.Day ? Days(question, rows) : [.. list.OrderByDescending(r => r.Now.Revenue).ThenByDescending(r => r.Now.Chosen).ThenBy(r => r.Id, StringComparer.Ordinal)],
            [.. policy.Objectives.Select(o => (o.Id, o.Label.In(language)))], [.. policy.Channels.Select(c => (c.Id, c.Label.In(language)))]));
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
        var index = policy.TreatmentIndexOfKey(treatmentKey);
        var treatment = index < 0 ? null : policy.Treatments[index];
        var objective = treatment is null ? null : policy.Objectives[treatment.Objective];
        var channel = treatment is null ? null : policy.Channels[treatment.Channel];
        if ((question.Objective is { } wanted && objective?.Id != wanted) || (question.Channel is { } on && channel?.Id != on))
        {
            return null;
        }

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
