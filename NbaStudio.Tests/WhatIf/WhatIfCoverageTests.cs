using NbaStudio.Benchmarks.WhatIf;

namespace NbaStudio.Tests.WhatIf;

/// <summary>The data check against the simulated market's hidden truth, in the very same situations. 400 runs of 20,000 decisions are in the benchmark <c>whatif coverage</c>.</summary>
public sealed class WhatIfCoverageTests
{
    private const int Runs = 40;
    private const int Decisions = 5_000;

    [Fact]
    public void DataCheck_FortyMarkets_HoldsTheTruthInAtLeastThirtyFour()
    {
        var runs = new CoverageRun[Runs];
        Parallel.For(0, Runs, i => runs[i] = CoverageTrial.Run((ulong)i + 1, Decisions));

        var shown = runs.Where(r => r.IsShown).ToList();
        shown.Count.ShouldBeGreaterThanOrEqualTo(36, string.Join("\n", runs.Where(r => !r.IsShown).Select(r => $"{r.Scenario} {r.Check}")));
        runs.Count(r => r.IsCovered).ShouldBeGreaterThanOrEqualTo(34, string.Join("\n", shown.Where(r => !r.IsCovered).Select(r => $"{r.Scenario} {r.Truth} {r.Check.Difference}")));

        // The models know starting propensities only: without the answers they would be far off.
        runs.Average(r => Math.Abs(r.ByModels.Value - r.Truth)).ShouldBeGreaterThan(2 * shown.Average(r => Math.Abs(r.Check.Difference!.Value - r.Truth)));
    }
}
