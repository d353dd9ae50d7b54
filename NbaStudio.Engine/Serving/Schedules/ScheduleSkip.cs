namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>Why a run passed over a customer of the audience. Stored: never renumber.</summary>
public enum ScheduleSkip : byte
{
    /// <summary>No longer in the audience when the decision was due.</summary>
    LeftAudience = 1,

    /// <summary>In another time zone by then.</summary>
    OtherZone = 2,

    /// <summary>Erased meanwhile.</summary>
    Erased = 3,

    /// <summary>The decision failed; the log says why.</summary>
    Failed = 4,
}
