using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions;

/// <summary>What a compiled expression reads: the values of the slots of one layout, and the clock of the decision. Reused between decisions by one thread.</summary>
public sealed class EvaluationFrame(int slotCount)
{
    public Value[] Slots { get; } = new Value[slotCount];

    /// <summary>Now, as milliseconds since 1970 UTC: read once per decision.</summary>
    public long NowMilliseconds { get; set; }

    /// <summary>Zone of "day" functions: the customer's, else the workspace's.</summary>
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>Scratch of arithmetic: as deep as an expression may be nested.</summary>
    internal double[] Stack { get; } = new double[ConditionLimits.MaximumDepth + 1];

    public void Clear() => Array.Clear(Slots);
}
