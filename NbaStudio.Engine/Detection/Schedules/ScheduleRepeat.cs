namespace NbaStudio.Engine.Detection.Schedules;

/// <summary>How a schedule repeats.</summary>
public enum ScheduleRepeat : byte
{
    /// <summary>On some days of the week.</summary>
    Weekly,

    /// <summary>On one day of each month.</summary>
    Monthly,

    /// <summary>On one date.</summary>
    Once,
}
