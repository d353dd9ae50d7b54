using System.Globalization;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Schedules;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;
using NbaStudio.Localization;

namespace NbaStudio.Live.Readers;

/// <summary>Collects the rows of a calendar. Times are those of the workspace's wall clock; schedules and quiet hours run on each customer's.</summary>
internal sealed class CalendarRows
{
    private const int Listed = 6;
    private static readonly string[] Week = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly List<CalendarRow> _rows = [];
    private readonly PolicySnapshot _policy;
    private readonly PolicyDocument _document;
    private readonly CalendarQuestion _question;
    private readonly Words _words;
    private readonly Formats _formats;
    private readonly ContactSentences _sentences;
    private readonly DateTime _first;
    private int _undated;

    /// <param name="nameOf">Name of an objective, group, action, treatment or channel by its kind and id.</param>
    public CalendarRows(PolicySnapshot policy, CalendarQuestion question, string language, Func<string, string, string> nameOf)
    {
        (_policy, _document, _question, _words) = (policy, policy.Document, question, new Words(language));
        _formats = new Formats(new FormatSettings(_words, _document.Currency, policy.Zone));
        _sentences = new ContactSentences(_words, _formats, nameOf);
        _first = question.First.ToDateTime(TimeOnly.MinValue);
    }

    /// <summary>What was published, what is to be, and what is watched.</summary>
    public void AddPublications(IReadOnlyList<RevisionInfo> revisions, PublicationsView publications)
    {
        var bars = revisions.OrderBy(r => r.Time).Select(r => (Bar: Moment(r.Time, _words["calendar.revision", _formats.Number(r.Number), r.Author, _formats.Stamp(r.Time)]), r.Time)).Where(r => r.Bar is not null).ToList();
        Add(CalendarSort.Publication, _words["calendar.published"], Times(bars.Select(b => b.Time)), "/publish", [], false, bars.Select(b => b.Bar!));
        foreach (var (plan, name) in publications.Plans.Where(p => p.Plan.State == PlanState.Waiting).Select(p => (p.Plan, p.Name)))
        {
            var about = plan.Share is { } share ? _words["calendar.plannedShare", _formats.Stamp(plan.At), plan.Who, _formats.Percent(share)] : _words["calendar.planned", _formats.Stamp(plan.At), plan.Who];
            Add(CalendarSort.Publication, name, about, "/publish?change=" + Uri.EscapeDataString(plan.ChangeId), [], false, Of(Moment(plan.At, about)));
        }

        foreach (var watch in publications.Watches.Select(w => w.Watch).Where(w => w.State == WatchState.Watching))
        {
            var about = _words["calendar.watched", _formats.Stamp(watch.Since), _formats.Stamp(watch.Until)];
            Add(CalendarSort.Publication, _words["calendar.watch", _formats.Number(watch.Revision)], about, "/publish", [], false, Of(Between(watch.Since, watch.Until, about)));
        }
    }

    /// <summary>Changes that a share of customers has, or had.</summary>
    public void AddTrials(IReadOnlyList<PolicyTrial> trials)
    {
        foreach (var trial in trials.OrderBy(t => t.Since))
        {
            var (share, since) = (_formats.Percent(trial.Share), _formats.Stamp(trial.Since));
            var about = trial.State == TrialState.Running ? _words["calendar.trialRuns", share, since]
                : _words[trial.State == TrialState.Published ? "calendar.trialPublished" : "calendar.trialEnded", share, since, _formats.Stamp(trial.EndedAt ?? trial.Since)];
            Add(CalendarSort.Trial, trial.Name, about, "/publish?change=" + Uri.EscapeDataString(trial.ChangeId), [], false, Of(Between(trial.Since, trial.State == TrialState.Running ? null : trial.EndedAt ?? trial.Since, about)));
        }
    }

    /// <summary>Times of triggers, and what became of those that have passed.</summary>
    public void AddSchedules(IReadOnlyList<ScheduleRunInfo> runs)
    {
        foreach (var trigger in _policy.Triggers.Where(t => t.Schedule is not null))
        {
            var document = _document.Triggers.First(t => t.Name == trigger.Name);
            var done = runs.Where(r => r.TriggerKey == trigger.Key).ToLookup(r => r.Due);
            List<DateTimeOffset> times = [.. TimesOf(trigger)];
            var about = _words["calendar.schedule", ScheduleSentences.Of(trigger.Schedule!.Times, _words), AudienceName(document.Audience), Times(times)];
            Add(CalendarSort.Schedule, trigger.Label.In(_words.Language), about, "/events", document.Channels, false, times.Select(time => Moment(time, Told(time, done[time]))!));
        }
    }

    /// <summary>Actions that have a begin or an end.</summary>
    public void AddActions()
    {
        var found = from objective in _document.Objectives from @group in objective.Groups from action in @group.Actions select (objective, @group, action, Activity.Of(objective, @group, action));
        foreach (var (objective, group, action, activity) in found.Where(f => f.Item4.Kind != ActivityKind.Archived).OrderBy(f => f.Item4.From).ThenBy(f => f.Item4.To))
        {
            // Its own dates and those of what it belongs under: where it may be chosen.
            var (validFrom, validTo) = (Moment(activity.From), Moment(activity.To));
            if ((validFrom, validTo) is (null, null))
            {
                _undated += IsAsked([.. action.Treatments.Select(t => t.Channel)]) ? 1 : 0;
                continue;
            }

            var about = (validFrom, validTo) switch
            {
                ({ } from, { } to) => _words["calendar.valid", _formats.Stamp(from), _formats.Stamp(to)],
                ({ } from, null) => _words["calendar.validFrom", _formats.Stamp(from)],
                _ => _words["calendar.validTo", _formats.Stamp(validTo!.Value)],
            };
            var link = "/actions?path=" + Uri.EscapeDataString($"{objective.Id}/{group.Id}/{action.Id}");
            Add(CalendarSort.Action, Label(action.Id, action.Label), about, link, [.. action.Treatments.Select(t => t.Channel).Distinct()], activity.Kind == ActivityKind.Paused, Of(Between(validFrom, validTo, about)));
        }
    }

    /// <summary>Hours in which objectives are active, and those in which customers are left alone.</summary>
    public void AddHours()
    {
        foreach (var objective in _document.Objectives)
        {
            if (objective is { Schedule: { } schedule, Archived: false })
            {
                var (from, to) = (schedule.From ?? "00:00", schedule.To ?? "24:00");
                var about = _words["calendar.active", from, to, Days(schedule.Days)];
                Add(CalendarSort.Objective, Label(objective.Id, objective.Label), about, "/actions?path=" + Uri.EscapeDataString(objective.Id), [], objective.Paused, Hours(schedule.Days, from, to, about));
            }
        }

        foreach (var channel in _document.Channels)
        {
            if (channel.QuietHours is { } hours)
            {
                var about = _sentences.Of(channel);
                Add(CalendarSort.Quiet, Label(channel.Id, channel.Label), about, "/contacts", [channel.Id], false, Hours(hours.Days, hours.From, hours.To, about));
            }
        }

        foreach (var rule in _document.ContactPolicies)
        {
            if (rule is { Kind: "quietHours", Hours: { } hours })
            {
                var about = _sentences.Of(rule);
                Add(CalendarSort.Quiet, Label(rule.Id, rule.Label), about, "/contacts", rule.Scope.Channel is { } one ? [one] : [], false, Hours(hours.Days, hours.From, hours.To, about));
            }
        }
    }

    /// <summary>Periods after which budgets begin anew.</summary>
    public void AddBudgets()
    {
        foreach (var budget in _document.Budgets)
        {
            var about = _sentences.Of(budget);
            var starts = budget.Period switch
            {
                "day" => Enumerable.Range(0, _question.Days),
                "week" => Enumerable.Range(0, _question.Days).Where(i => i == 0 || _question.First.AddDays(i).DayOfWeek == DayOfWeek.Monday),
                _ => Enumerable.Range(0, _question.Days).Where(i => i == 0 || (budget.Period == "month" && _question.First.AddDays(i).Day == 1)),
            };
            int[] begins = [.. starts, _question.Days];
            Add(CalendarSort.Budget, Label(budget.Id, budget.Label), about, "/contacts", budget.Scope.Channel is { } one ? [one] : [], false,
                begins.Zip(begins.Skip(1), (from, to) => new CalendarBar(from, to, from == 0 && !Begins(budget.Period, from), to == _question.Days && !Begins(budget.Period, to), about)));
        }
    }

    public CalendarView ToView() => new(_rows, [.. _document.Channels.Select(c => (c.Id, Label(c.Id, c.Label)))], _undated);

    private void Add(CalendarSort sort, string name, string about, string link, IReadOnlyList<string> channels, bool paused, IEnumerable<CalendarBar> bars)
    {
        if (IsAsked(channels) && bars.ToList() is { Count: > 0 } shown)
        {
            _rows.Add(new CalendarRow(sort, name, about, link, [.. channels.Select(id => _document.Channels.FirstOrDefault(c => c.Id == id) is { } channel ? Label(id, channel.Label) : id)], paused, shown));
        }
    }

    private bool IsAsked(IReadOnlyList<string> channels) => _question.Channel is not { } asked || channels.Count == 0 || channels.Contains(asked);

    private IEnumerable<DateTimeOffset> TimesOf(TriggerSnapshot trigger)
    {
        // From a day before on, so that no offset of the zone hides a time; what lies outside has no bar.
        var time = new DateTimeOffset(_first.AddDays(-1), TimeSpan.Zero).ToUnixTimeMilliseconds();
        while ((time = trigger.Schedule!.Times.Next(time, _policy.Zone)) != long.MaxValue && Day(DateTimeOffset.FromUnixTimeMilliseconds(time)) < _question.Days)
        {
            if (Day(DateTimeOffset.FromUnixTimeMilliseconds(time)) >= 0)
            {
                yield return DateTimeOffset.FromUnixTimeMilliseconds(time);
            }
        }
    }

    // A run of another zone is due at another instant: it is told on the Events page.
    private string Told(DateTimeOffset time, IEnumerable<ScheduleRunInfo> runs) =>
        runs.FirstOrDefault() is { } run ? _words["calendar.ran", _formats.Stamp(time), _formats.Number(run.Decided), _formats.Number(run.Silent)] : _formats.Stamp(time);

    private IEnumerable<CalendarBar> Hours(IReadOnlyList<string> days, string from, string to, string text)
    {
        if (HourOf(from) is not { } begin || HourOf(to) is not { } end)
        {
            yield break;
        }

        var length = end > begin ? end - begin : end - begin + 1;
        for (var day = -1; day < _question.Days; day++)
        {
            var (start, stop) = (day + begin, day + begin + length);
            if (stop > 0 && start < _question.Days && (days.Count == 0 || days.Contains(Week[(int)_question.First.AddDays(day).DayOfWeek], StringComparer.OrdinalIgnoreCase)))
            {
                yield return new CalendarBar(Math.Max(0, start), Math.Min(_question.Days, stop), start < 0, stop > _question.Days, text);
            }
        }
    }

    // Part of the day that has gone by then; null where it is no time.
    private static double? HourOf(string text) => text == "24:00" ? 1
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan().TotalDays : null;

    private bool Begins(string period, int day) => period switch
    {
        "day" => true,
        "week" => _question.First.AddDays(day).DayOfWeek == DayOfWeek.Monday,
        "month" => _question.First.AddDays(day).Day == 1,
        _ => false,
    };

    private CalendarBar? Between(DateTimeOffset? from, DateTimeOffset? to, string text)
    {
        var (begin, end) = (from is { } f ? Day(f) : double.NegativeInfinity, to is { } t ? Day(t) : double.PositiveInfinity);
        return end <= 0 || begin >= _question.Days || end <= begin ? null
            : new CalendarBar(Math.Max(0, begin), Math.Min(_question.Days, end), begin < 0, end > _question.Days, text);
    }

    private static DateTimeOffset? Moment(long milliseconds) => milliseconds is long.MinValue or long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private CalendarBar? Moment(DateTimeOffset time, string text) => Day(time) is var day && day >= 0 && day < _question.Days ? new CalendarBar(day, day, false, false, text) : null;

    private double Day(DateTimeOffset time) => (TimeZoneInfo.ConvertTime(time, _policy.Zone).DateTime - _first).TotalDays;

    private static IEnumerable<CalendarBar> Of(CalendarBar? bar) => bar is null ? [] : [bar];

    private string Times(IEnumerable<DateTimeOffset> times)
    {
        List<DateTimeOffset> all = [.. times];
        var listed = string.Join(_words["list.comma"], all.Take(Listed).Select(time => _formats.Moment(time)));
        return all.Count > Listed ? _words["calendar.more", listed, _formats.Number(all.Count - Listed)] : listed;
    }

    private string Days(IReadOnlyList<string> days) => days.Count is 0 or 7 ? _words["contacts.everyDay"] : _words["contacts.onDays", string.Join(_words["diff.comma"], days.Select(day => _words.Or("word." + day.ToLowerInvariant(), "word.unknown")))];

    private string AudienceName(string? name) => name is null ? ""
        : _policy.Audiences.FirstOrDefault(a => a.Name == name)?.Label.In(_words.Language) ?? name;

    private string Label(string id, IReadOnlyDictionary<string, string>? label) => new LabelSnapshot(id, _policy.DefaultLanguage, label).In(_words.Language);
}
