using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>An event as the journal keeps it.</summary>
/// <param name="Time">Its own time, milliseconds since 1970 UTC.</param>
/// <param name="TakenAt">When it was taken in.</param>
internal sealed record JournaledEvent(TextValue Type, long Time, long TakenAt, IReadOnlyDictionary<string, Value> Properties)
{
    /// <summary>Whether it was young enough when it came to touch windows and patterns.</summary>
    public bool TouchesWindows => TakenAt - Time <= (long)EventIntake.OldestForWindows.TotalMilliseconds;
}

/// <summary>Reads events back from the journal as they were counted: those that came in, and the outcomes that the journal has in full. Thread safe.</summary>
internal sealed class JournalEvents(RecordReader records)
{
    /// <summary>The event of an entry; null when it is none, was erased, or is of no wanted type.</summary>
    /// <param name="policy">What names the ids of an outcome.</param>
    /// <param name="isWanted">Which types are of interest.</param>
    public JournaledEvent? Read(JournalRow row, PolicySnapshot policy, Func<TextValue, bool> isWanted)
    {
        if (row is { Kind: JournalKind.Event, Payload: not null })
        {
            var input = JournalPayloads.ReadEvent(row.Payload);
            var type = new TextValue(input.Type);
            return isWanted(type) ? new JournaledEvent(type, input.Time.ToUnixTimeMilliseconds(), row.Time, input.Properties) : null;
        }

        return row is { Kind: JournalKind.Outcome, Payload: not null } ? ReadOutcome(JournalPayloads.ReadOutcome(row.Payload), row, policy, isWanted) : null;
    }

    // Outcomes that the journal has only in part cannot be told again.
    private JournaledEvent? ReadOutcome(in OutcomeEntry outcome, JournalRow row, PolicySnapshot policy, Func<TextValue, bool> isWanted)
    {
        var type = OutcomeEventTypes.Of(outcome.Kind);
        if (!isWanted(type) || !OutcomeEvents.IsJournaled(type.Original))
        {
            return null;
        }

        var id = new DecisionId(row.Customer, outcome.Decision);
        var trigger = records.Read(id) is { } record ? record.Policy.TriggerOfKey(record.Inputs.Trigger)?.Name : null;
        return new JournaledEvent(type, outcome.Time, row.Time, OutcomeEvents.PropertiesOf(policy, id, outcome.Treatment, outcome.Channel, trigger, outcome.Amount));
    }
}
