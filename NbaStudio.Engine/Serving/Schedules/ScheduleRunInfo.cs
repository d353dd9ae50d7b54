using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>A run of a schedule as it stands. Immutable.</summary>
/// <param name="Id">Key of the trigger and the due time; the same after a restart.</param>
/// <param name="Trigger">Name of the trigger when the run began.</param>
/// <param name="Due">The instant; on the clocks of <paramref name="Zones"/> it is the time that the schedule names.</param>
/// <param name="Zones">IANA names: the run is for customers of these zones.</param>
/// <param name="Occurrences">1; for <see cref="ScheduleRunStatus.Missed"/> how many times in a row were missed, up to this one.</param>
/// <param name="EndedAt">Null while it runs.</param>
/// <param name="Customers">Customers there were when it began.</param>
/// <param name="Looked">Of these, looked at so far, whether or not they are of the audience.</param>
/// <param name="Decided">Customers for whom a decision said something.</param>
/// <param name="Silences">Customers for whom it said nothing, by reason. Quiet hours decide again when they end, outside the run.</param>
/// <param name="Skipped">Customers of the audience passed over, by reason.</param>
public sealed record ScheduleRunInfo(
    string Id, int TriggerKey, string Trigger, DateTimeOffset Due, IReadOnlyList<string> Zones, ScheduleRunStatus Status, int Occurrences, DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt, long Customers, long Looked, long Decided, IReadOnlyDictionary<SilenceCode, long> Silences, IReadOnlyDictionary<ScheduleSkip, long> Skipped)
{
    /// <summary>Customers for whom the run decided nothing to say.</summary>
    public long Silent => Silences.Values.Sum();

    /// <summary>Customers for whom the run decided.</summary>
    public long Reached => Decided + Silent;
}
