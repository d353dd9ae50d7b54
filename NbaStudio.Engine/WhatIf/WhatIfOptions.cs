namespace NbaStudio.Engine.WhatIf;

/// <summary>How a scenario is run over a sample.</summary>
public sealed record WhatIfOptions
{
    /// <summary>Threads, 1 or more.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Attribute of the customers by which results are split; null = none.</summary>
    public string? Segment { get; init; }

    /// <summary>Decides every decision from its start, also where ranking again would do: what tests and benchmarks compare with.</summary>
    public bool FromTheStart { get; init; }

    /// <summary>Also follows contacts through time (<see cref="WhatIfResult.AlongTime"/>).</summary>
    public bool AlongTime { get; init; }

    /// <summary>Only what would be chosen and its sums: no intervals, no data check, no examples. For many settings in a row.</summary>
    public bool FiguresOnly { get; init; }
}
