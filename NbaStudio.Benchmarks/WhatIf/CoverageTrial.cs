using NbaStudio.Engine.Policies;
using NbaStudio.Engine.WhatIf;

namespace NbaStudio.Benchmarks.WhatIf;

/// <summary>How often the interval of the data check holds the truth.</summary>
public static class CoverageTrial
{
    /// <summary>Exploration under which most runs show the check.</summary>
    public const double Exploration = 0.4;

    /// <summary>Scenarios, by turns.</summary>
    public static IReadOnlyList<(string Name, Func<PolicyDocument, PolicyDocument> Change)> Scenarios { get; } =
    [
        ("value off", d => d with { Arbitration = d.Arbitration with { Weights = new WeightsDocument { V = 0 } } }),
        ("grow x 0.2, retain x 3", d => WithLever(WithLever(d, "grow", 0.2), "retain", 3)),
        ("threshold 4 times as high", d => d with { Arbitration = d.Arbitration with { SilenceThreshold = 600 } }),
        ("exploration off", d => d with { Channels = [.. d.Channels.Select(c => c with { ExplorationBudget = 0 })] }),
    ];

    /// <summary>Runs one market and asks it about one scenario.</summary>
    public static CoverageRun Run(ulong seed, int decisions)
    {
        var market = new WhatIfMarket(seed, decisions, Exploration);
        var (name, change) = Scenarios[(int)(seed % (ulong)Scenarios.Count)];
        var scenario = WhatIfMarket.Compile(change(market.Document));
        var result = WhatIfRun.Of(market.Sample, scenario);
        return new CoverageRun(seed, name, market.TrueDifference(scenario), result.Check, result.Value);
    }

    private static PolicyDocument WithLever(PolicyDocument document, string objective, double lever) =>
        document with { Objectives = [.. document.Objectives.Select(o => o.Id == objective ? o with { Lever = lever } : o)] };
}

/// <param name="Truth">Money per decision, from the hidden probabilities on the same situations.</param>
/// <param name="ByModels">What the models say of all slots and decisions.</param>
public sealed record CoverageRun(ulong Seed, string Scenario, double Truth, DataCheck Check, Difference ByModels)
{
    /// <summary>Whether the check was shown.</summary>
    public bool IsShown => Check.Difference is not null;

    /// <summary>Whether its interval holds the truth.</summary>
    public bool IsCovered => Check.Difference?.Interval.Contains(Truth) == true;
}
