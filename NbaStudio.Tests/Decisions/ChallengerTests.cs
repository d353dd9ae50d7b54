using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Records;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Decisions;

/// <summary>Exploration of what may be better for all we know.</summary>
public sealed class ChallengerTests
{
    [Fact]
    public void Decide_UnsureCandidateBelowTheThreshold_IsDrawnAtThePriceOfTheBudget()
    {
        // 4 against 1 (below the threshold of 2): a gap of 0.75, so four fifths of a budget of 0.0375 show it in 4 % of decisions. Nobody else is there to spend the rest on.
        var policy = Policy([100, 100], budget: 0.0375);
        var view = new View([0.04, 0.01], [0, 1.8]);

        var drawn = Enumerable.Range(0, 20_000).Select(i => Decide(policy, view, i)).ToList();

        drawn[0].Ranked.Select(r => r.Probability).ShouldBe([0.96, 0.04], 1e-12);
        drawn.Count(r => Chosen(r) == 1).ShouldBeInRange(690, 910);
        drawn.ShouldAllBe(r => r.SlotProbability[0] == r.Ranked[r.Filled[0]].Probability);
    }

    [Theory]
    [InlineData(0.0, 0.03)] // certain
    [InlineData(1.2, 0.03)] // one deviation up it is worth 3.2: still less than the best
    [InlineData(1.8, 0.0)] // no budget
    public void Decide_NothingThatCouldBeBetter_OrNoBudget_TakesTheBest(double spread, double budget)
    {
        var policy = Policy([100, 100], budget);
        var view = new View([0.04, 0.01], [0, spread]);

        Enumerable.Range(0, 500).ShouldAllBe(i => Chosen(Decide(policy, view, i)) == 0);
    }

    [Fact]
    public void Decide_NothingAboveTheThreshold_StaysSilent_HoweverUnsure()
    {
        var policy = Policy([100, 100], budget: 0.5);
        var view = new View([0.01, 0.012], [1.9, 1.9]);

        Enumerable.Range(0, 200).ShouldAllBe(i => Decide(policy, view, i).IsSilence);
    }

    [Fact]
    public void Decide_ChallengerBelowNothing_PaysItsWholeLoss()
    {
        // Worth 2 less 4 for the contact: -2 against 4, a loss of 1.5 times the best.
        var policy = Policy([100, 100], budget: 0.0375, change: c => c with { CostPerContact = 4 });
        var view = new View([0.08, 0.02], [0, 1.9]);

        var result = Decide(policy, view, 1);

        result.Ranked.Select(r => r.Priority).ShouldBe([4, -2], 1e-9);
        result.Ranked[1].Probability.ShouldBe(0.03 / 1.5, 1e-12);
    }

    [Fact]
    public void Decide_ChallengerBelowTheMinimumPropensity_OrAShortlistOfOne_IsNotShown()
    {
        var view = new View([0.04, 0.01], [0, 1.8]);

        var (unlikely, alone) = (Policy([100, 100], 0.3, minimum: 0.02), Policy([100, 100], 0.3, shortlist: 1));

        Enumerable.Range(0, 500).ShouldAllBe(i => Chosen(Decide(unlikely, view, i)) == 0);
        Enumerable.Range(0, 500).ShouldAllBe(i => Chosen(Decide(alone, view, i)) == 0);
    }

    [Fact]
    public void Decide_RandomCandidates_KeepsTheBudget_SumsToOne_AndRepeatsFromItsRecord()
    {
        var random = new Random(31);
        var below = 0;
        for (var trial = 0; trial < 400; trial++)
        {
            var count = random.Next(2, trial % 2 == 0 ? 6 : 60);
            var budget = random.NextDouble() * 0.3;
            var policy = Policy([.. Enumerable.Range(0, count).Select(_ => (double)random.Next(20, 400))], budget, random.Next(1, 9), threshold: 30);
            var view = new View([.. Enumerable.Range(0, count).Select(_ => Math.Pow(random.NextDouble(), 3))], [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 2)]);
            for (var i = 0; i < 10; i++)
            {
                var inputs = Inputs(policy, i, random.Next(1, 4));
                var result = DecisionPipeline.Run(new DecisionContext(policy), inputs, view);
                if (result.IsSilence)
                {
                    continue;
                }

                var best = result.Ranked.Max(r => r.Priority);
                result.Ranked.Where(r => !double.IsNaN(r.Probability)).Sum(r => r.Probability).ShouldBe(1, 1e-9);
                result.Ranked.Where(r => !double.IsNaN(r.Probability)).Sum(r => r.Probability * Exploration.Gap(r.Priority, best)).ShouldBeLessThanOrEqualTo(budget * (1 + 1e-9));
                below += result.Ranked.Any(r => r.Probability > 0 && r.Priority <= 30) ? 1 : 0;

                var writer = new ByteWriter(10_000);
                DecisionResultCodec.Write(writer, result, default);
                var (read, _) = DecisionResultCodec.Read(writer.Written);
                var again = Redecide.Run(new DecisionContext(policy), inputs, new RecordedPropensities(inputs, read, policy)).Result;
                again.Filled.Select(f => f < 0 ? -1 : again.Ranked[f].Treatment).ShouldBe(result.Filled.Select(f => f < 0 ? -1 : result.Ranked[f].Treatment));
                again.SlotProbability.ShouldBe(result.SlotProbability);
            }
        }

        below.ShouldBeGreaterThan(20);
    }

    private static int Chosen(DecisionResult result) => result.Ranked[result.Filled[0]].Treatment;

    private static DecisionResult Decide(PolicySnapshot policy, View view, int number) => DecisionPipeline.Run(new DecisionContext(policy), Inputs(policy, number, 1), view);

    private static DecisionInputs Inputs(PolicySnapshot policy, int number, int slots)
    {
        var inputs = new DecisionInputs
        {
            Id = new DecisionId(1, number), Now = 1_700_000_000_000, Revision = 1, Seed = StableHash.Of("challenger", number), Layout = policy.Layout, Values = new Value[policy.Layout.Count],
        };
        inputs.Slots.AddRange(Enumerable.Range(0, slots).Select(i => new SlotRequest([policy.Channels[0].Key], "tile", i)));
        return inputs;
    }

    private static PolicySnapshot Policy(double[] values, double budget, int shortlist = 8, int threshold = 2, double minimum = 0, Func<ChannelDocument, ChannelDocument>? change = null)
    {
        var document = TestPolicy.Of([.. values.Select((v, i) => TestPolicy.Action("a" + i, v))]).WithChannel("web", c => (change?.Invoke(c) ?? c) with { ExplorationBudget = budget });
        var compilation = PolicyCompiler.Compile(document with { Arbitration = document.Arbitration with { SilenceThreshold = threshold, Shortlist = shortlist, MinimumPropensity = minimum } }, 1, DateTimeOffset.UnixEpoch);
        return compilation.Snapshot.ShouldNotBeNull(string.Join("\n", compilation.Issues));
    }

    private sealed class View(double[] propensities, double[] spreads) : IPropensityView
    {
        public long Version => 1;

        public void Score(ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores)
        {
            foreach (var t in treatments)
            {
                scores.Put(t, propensities[t], 1000, PropensitySource.Model, spreads[t]);
            }
        }

        public void ScoreHead(HeadKind head, ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores) =>
            throw new NotSupportedException("The policy has no further heads.");
    }
}
