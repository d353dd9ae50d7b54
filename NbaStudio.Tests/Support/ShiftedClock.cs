namespace NbaStudio.Tests.Support;

/// <summary>The system's clock, moved: for filling a feed with a past.</summary>
public sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
