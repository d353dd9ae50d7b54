using NbaStudio.Engine.Policies;
using NbaStudio.Engine.WhatIf;

namespace NbaStudio.Live.Reading;

/// <summary>What a what-if changes, and which recorded decisions it looks at. The same for the page, the API and the command.</summary>
public sealed record Scenario
{
    /// <summary>For people; up to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>A change whose edits are part of it: rules, values, caps, new actions; null = the policy in force.</summary>
    public string? Change { get; init; }

    /// <summary>Decisions of the last this many days, in (0, 400].</summary>
    public double Days { get; init; } = 14;

    /// <summary>Decisions at most, in [1, 50,000]; where there are more, those of a part of the customers.</summary>
    public int Most { get; init; } = WhatIfRange.Usual;

    /// <summary>Weights of P, C, V and L; null = the policy's.</summary>
    public WeightsDocument? Weights { get; init; }

    /// <summary>Levers by id of the objective, in [0, 10].</summary>
    public IReadOnlyDictionary<string, double> Objectives { get; init; } = new Dictionary<string, double>();

    /// <summary>Levers by id of the group.</summary>
    public IReadOnlyDictionary<string, double> Groups { get; init; } = new Dictionary<string, double>();

    /// <summary>Levers by id of the action.</summary>
    public IReadOnlyDictionary<string, double> Actions { get; init; } = new Dictionary<string, double>();

    /// <summary>Context weights by key, in [0, 10].</summary>
    public IReadOnlyDictionary<string, double> ContextWeights { get; init; } = new Dictionary<string, double>();

    /// <summary>Priority at or below which nothing is said, in money, 0 or more; null = the policy's.</summary>
    public double? SilenceThreshold { get; init; }

    /// <summary>In [0, 1]; null = the policy's.</summary>
    public double? MinimumPropensity { get; init; }

    /// <summary>Share of priority that exploring may cost, on every channel, in [0, 0.5]; 0 = off, null = the policy's.</summary>
    public double? Exploration { get; init; }

    /// <summary>Allowed numbers of contact limits by id of the contact policy, which is a cap, in [1, 200].</summary>
    public IReadOnlyDictionary<string, int> Caps { get; init; } = new Dictionary<string, int>();

    /// <summary>Limits of budgets by id, in pieces (1 or more) or money (above 0) as the budget has it.</summary>
    public IReadOnlyDictionary<string, decimal> Budgets { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Attribute of customers by which results are split; null = none.</summary>
    public string? Segment { get; init; }

    /// <summary>Sweeps one or two levers and marks the settings that no other one beats.</summary>
    public FrontRequest? Front { get; init; }
}

/// <summary>Levers to sweep.</summary>
/// <param name="Second">Null = one lever only.</param>
/// <param name="Third">What counts beside acceptance and value: contacts or silence, of which less is better; null = nothing.</param>
public sealed record FrontRequest(LeverName First, LeverName? Second = null, string? Third = null);

/// <param name="Kind">objective, group or action.</param>
public sealed record LeverName(string Kind, string Id);
