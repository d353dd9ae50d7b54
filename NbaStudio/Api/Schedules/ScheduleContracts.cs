using NbaStudio.Engine.Serving.Schedules;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Schedules;

/// <param name="Schedules">Of the published policy, in its order.</param>
/// <param name="Runs">Those that go on and the last 100 that ended, newest first.</param>
public sealed record SchedulesAnswer(IReadOnlyList<ScheduleAnswer> Schedules, IReadOnlyList<RunAnswer> Runs)
{
    internal static SchedulesAnswer Of(ScheduleOverview overview) => new(
        [.. overview.Schedules.Select(s => new ScheduleAnswer(
            s.Name, s.Times, s.Audience, s.PacePerMinute, Engine.Conditions.Durations.Format(s.ValidFor), [.. s.Next.Select(n => new NextTimeAnswer(n.Due, n.Zones))]))],
        [.. overview.Runs.Select(r => RunAnswer.Of(r))]);
}

/// <param name="Trigger">Name of the trigger.</param>
/// <param name="Times">Its schedule in canonical form.</param>
/// <param name="PacePerMinute">Absent = as many as the hub can.</param>
/// <param name="Next">The next times, earliest first.</param>
public sealed record ScheduleAnswer(string Trigger, string Times, string Audience, int? PacePerMinute, string ValidFor, IReadOnlyList<NextTimeAnswer> Next);

/// <param name="Zones">Time zones whose customers it is for.</param>
public sealed record NextTimeAnswer(DateTimeOffset Due, IReadOnlyList<string> Zones);

/// <summary>A run of a schedule.</summary>
/// <param name="Occurrences">For missed: how many times in a row were missed, up to this one; else 1.</param>
/// <param name="Customers">Customers there were when it began; of these, <paramref name="Looked"/> were looked at so far.</param>
/// <param name="Reached">Customers decided for: <paramref name="Decided"/> to say something, <paramref name="Silent"/> not to.</param>
/// <param name="Silences">How many by reason; quietHours are decided again when these end, outside the run.</param>
/// <param name="Skipped">Customers of the audience passed over, by reason.</param>
public sealed record RunAnswer(
    string Id, string Trigger, DateTimeOffset Due, IReadOnlyList<string> Zones, ScheduleRunStatus Status, int Occurrences, DateTimeOffset StartedAt, DateTimeOffset? EndedAt,
    long Customers, long Looked, long Reached, long Decided, long Silent, IReadOnlyDictionary<string, long> Silences, IReadOnlyDictionary<string, long> Skipped)
{
    internal static RunAnswer Of(ScheduleRunView view)
    {
        var run = view.Run;
        return new RunAnswer(
            run.Id, run.Trigger, run.Due, run.Zones, run.Status, run.Occurrences, run.StartedAt, run.EndedAt, run.Customers, run.Looked, run.Reached, run.Decided, run.Silent,
            Words(run.Silences), Words(run.Skipped));
    }

    private static Dictionary<string, long> Words<T>(IReadOnlyDictionary<T, long> counts)
        where T : struct, Enum =>
        counts.ToDictionary(c => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(c.Key.ToString()), c => c.Value, StringComparer.Ordinal);
}

/// <param name="Customers">All customers when the count began; of these, <paramref name="Looked"/> were looked at.</param>
/// <param name="Members">Of these, of the audience now.</param>
/// <param name="Complete">Whether all were looked at.</param>
public sealed record ReachAnswer(string Trigger, long Customers, long Looked, long Members, bool Complete);
