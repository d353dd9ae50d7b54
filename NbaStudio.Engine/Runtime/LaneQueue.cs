namespace NbaStudio.Engine.Runtime;

/// <summary>The three queues of a lane, served in this order, with at least one in eight from the last.</summary>
public enum LaneQueue
{
    /// <summary>Somebody waits for the answer.</summary>
    Callers = 0,

    /// <summary>Events and outcomes.</summary>
    Events = 1,

    /// <summary>Timers, schedules, deliveries.</summary>
    Due = 2,
}
