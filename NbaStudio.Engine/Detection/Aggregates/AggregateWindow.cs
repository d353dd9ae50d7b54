using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Aggregates;

/// <summary>The steps in which aggregates move.</summary>
/// <remarks>Step n covers (n x width, (n + 1) x width], so the window (floor((now - W)/width) x width, now] is whole steps.</remarks>
public static class AggregateWindow
{
    /// <summary>Shortest window.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>Longest window.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    /// <summary>The instant after which events count now, milliseconds since 1970 UTC: what is shown beside the number.</summary>
    public static long StartOf(AggregateDefinition definition, long now) => FirstStep(definition, now) * definition.StepMilliseconds;

    internal static long StepOf(AggregateDefinition definition, long time) => FloorDivide(time - 1, definition.StepMilliseconds);

    internal static long FirstStep(AggregateDefinition definition, long now) =>
        FloorDivide(now - WindowOf(definition), definition.StepMilliseconds);

    // How far behind the newest step an older one may still be inside the window.
    internal static long StepsKept(AggregateDefinition definition) =>
        (WindowOf(definition) + definition.StepMilliseconds - 1) / definition.StepMilliseconds;

    private static long WindowOf(AggregateDefinition definition) => definition.Window.Ticks / TimeSpan.TicksPerMillisecond;

    private static long FloorDivide(long value, long divisor) => value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor);
}
