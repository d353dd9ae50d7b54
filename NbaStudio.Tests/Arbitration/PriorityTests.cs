using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Tests.Arbitration;

public sealed class PriorityTests
{
    private static readonly PriorityWeights Mixed = new(0.5, 2, 0, 1, 0.02, 40);

    [Fact]
    public void Of_NeutralWeights_IsThePlainProductLessCosts()
    {
        var priority = Priority.Of(new(0.04, 2, 30, 1.5), PriorityWeights.Neutral, 0.12, 0.05);

        priority.ShouldBe((0.04 * 2 * 30 * 1.5) - 0.12 - 0.05);
    }

    [Fact]
    public void Of_WeightZero_PutsTheReferenceInPlaceOfTheFactor()
    {
        var cheap = Priority.Product(new(0.08, 1, 1, 1), Mixed);
        var dear = Priority.Product(new(0.08, 1, 1000, 1), Mixed);

        cheap.ShouldBe(dear);
        cheap.ShouldBe(0.02 * Math.Pow(4, 0.5) * 40, 1e-12); // P: 0.02 x (0.08/0.02)^0.5
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_LeverZero_NeverTakesPartWhateverItsWeight(double weight) =>
        Priority.Of(new(0.5, 1, 100, 0), PriorityWeights.Neutral with { L = weight }, 0, 0).ShouldBe(0);

    [Fact]
    public void Factor_AnyWeight_LeavesTheReferenceWhereItIs()
    {
        for (var weight = 0.0; weight <= 2; weight += 0.1)
        {
            Priority.Factor(0.03, weight, 0.03).ShouldBe(0.03, 1e-15);
        }
    }

    [Fact]
    public void Inverse_RandomCandidates_FindsTheExactEdge()
    {
        var random = new Random(7);
        var found = 0;
        for (var trial = 0; trial < 500; trial++)
        {
            var factors = new PriorityFactors(random.NextDouble() * 0.2, 0.5 + random.NextDouble(), random.NextDouble() * 200, 0.1 + random.NextDouble());
            var weights = new PriorityWeights(0.2 + random.NextDouble(), 1, 0.2 + random.NextDouble(), 0.2 + random.NextDouble(), 0.02, 50);
            var target = random.NextDouble() * 5;

            var lever = PriorityInverse.LeverNeeded(factors, weights, 0.1, 0.02, target);
            var value = PriorityInverse.ValueNeeded(factors, weights, 0.1, 0.02, target);
            var p = PriorityInverse.PropensityNeeded(factors, weights, 0.1, 0.02, target);

            ShouldBeEdge(x => Priority.Of(factors with { L = x }, weights, 0.1, 0.02), lever, target, PriorityInverse.HighestLever);
            ShouldBeEdge(x => Priority.Of(factors with { V = x }, weights, 0.1, 0.02), value, target, 1e15);
            ShouldBeEdge(x => Priority.Of(factors with { P = x }, weights, 0.1, 0.02), p, target, PriorityInverse.HighestPropensity);
            found += lever is null ? 0 : 1;
        }

        found.ShouldBeGreaterThan(400);
    }

    [Fact]
    public void Inverse_WorkedExample_GivesTheNumberOfTheFormula()
    {
        // 0.04 x 1 x 30 x L - 0.2 > 2.2 needs L > 2
        PriorityInverse.LeverNeeded(new(0.04, 1, 30, 1), PriorityWeights.Neutral, 0.1, 0.1, 2.2)!.Value.ShouldBe(2, 1e-12);
        PriorityInverse.ValueNeeded(new(0.04, 1, 30, 1), PriorityWeights.Neutral, 0.1, 0.1, 2.2)!.Value.ShouldBe(60, 1e-10);
        PriorityInverse.PropensityNeeded(new(0.04, 1, 30, 1), PriorityWeights.Neutral, 0.1, 0.1, 2.2)!.Value.ShouldBe(0.08, 1e-13);
    }

    [Fact]
    public void Inverse_Impossible_IsNull()
    {
        PriorityInverse.PropensityNeeded(new(0.04, 1, 1, 1), PriorityWeights.Neutral, 0, 0, 1).ShouldBeNull();
        PriorityInverse.ValueNeeded(new(0.04, 1, 1, 1), PriorityWeights.Neutral with { V = 0 }, 0, 0, 1).ShouldBeNull();
        PriorityInverse.ValueNeeded(new(0.04, 1, 1, 0), PriorityWeights.Neutral, 0, 0, 1).ShouldBeNull();
        PriorityInverse.LeverNeeded(new(0.04, 1, 1, 1), PriorityWeights.Neutral, 0, 0, 1, 10).ShouldBeNull();
    }

    private static void ShouldBeEdge(Func<double, double> priority, double? needed, double target, double highest)
    {
        if (needed is null)
        {
            priority(highest).ShouldBeLessThanOrEqualTo(target);
            return;
        }

        priority(needed.Value).ShouldBeGreaterThan(target);
        priority(Math.BitDecrement(needed.Value)).ShouldBeLessThanOrEqualTo(target);
    }
}
