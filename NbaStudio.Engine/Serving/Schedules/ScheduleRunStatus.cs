namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>How a run of a schedule stands. Stored: never renumber.</summary>
public enum ScheduleRunStatus : byte
{
    /// <summary>It goes through the customers.</summary>
    Running = 1,

    /// <summary>It went through all of them.</summary>
    Completed = 2,

    /// <summary>A person stopped it.</summary>
    Stopped = 3,

    /// <summary>The policy no longer has its trigger as a schedule.</summary>
    Removed = 4,

    /// <summary>It did not start: the hub was down, or its clock jumped, longer than the trigger is valid.</summary>
    Missed = 5,

    /// <summary>The hub was down for longer than the trigger is valid while it ran; it was not resumed.</summary>
    Interrupted = 6,
}
