using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Tests.Arbitration;

public sealed class ExplorationTests
{
    [Theory]
    [InlineData(10, 0.317947, 0.232558, 0.227273, 0.222222)]
    [InlineData(100, 0.621032, 0.142857, 0.125, 0.111111)]
    [InlineData(1000, 0.929342, 0.029412, 0.022727, 0.018519)]
    public void InverseGap_ReferenceCosts_GivesReferenceNumbers(double gamma, params double[] expected)
    {
        double[] gaps = [0, 0.03, 0.04, 0.05]; // costs -.05 -.02 -.01 0 against the lowest
        var probabilities = new double[4];

        Exploration.InverseGap(gaps, 0, gamma, probabilities);

        for (var i = 0; i < 4; i++)
        {
            probabilities[i].ShouldBe(expected[i], 1e-6);
        }
    }

    [Fact]
    public void Probabilities_RandomShortlists_KeepTheBudgetSumToOneAndFollowPriority()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 3000; trial++)
        {
            var priorities = Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.NextDouble() * (random.Next(3) == 0 ? 0.01 : 1)).OrderDescending().ToArray();
            var budget = Math.Pow(10, -7 * random.NextDouble());
            var probabilities = new double[priorities.Length];

            var gamma = Exploration.Probabilities(priorities, 0, budget, 0, probabilities);

            var cost = 0.0;
            for (var i = 0; i < priorities.Length; i++)
            {
                cost += probabilities[i] * Exploration.Gap(priorities[i], priorities[0]);
                probabilities[i].ShouldBeInRange(0, 1);
                if (i > 0)
                {
                    probabilities[i].ShouldBeLessThanOrEqualTo(probabilities[i - 1] + 1e-12);
                }
            }

            cost.ShouldBeLessThanOrEqualTo(budget * (1 + 1e-12));
            probabilities.Sum().ShouldBe(1, 1e-12);
            if (gamma is > 0 and < double.PositiveInfinity)
            {
                cost.ShouldBe(budget, budget * 1e-6); // the smallest gamma spends all of it
            }
        }
    }

    [Fact]
    public void Probabilities_RandomShortlists_GiveTheGammaOfPlainBisectionToTheLastBit()
    {
        var (random, searched) = (new Random(12), 0);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var steep = random.Next(4) == 0 ? 1e-9 : 1;
            var priorities = Enumerable.Range(0, random.Next(2, 34)).Select(_ => random.Next(5) == 0 ? 1 : 1 - (steep * random.NextDouble())).OrderDescending().ToArray();
            var budget = Math.Pow(10, -9 * random.NextDouble());
            var gaps = priorities.Select(p => Exploration.Gap(p, priorities[0])).ToArray();

            var gamma = Exploration.Probabilities(priorities, 0, budget, 0, new double[priorities.Length]);

            gamma.ShouldBe(Bisect(gaps, budget));
            searched += gamma is > 0 and < double.PositiveInfinity ? 1 : 0;
        }

        searched.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void Probabilities_BudgetZero_TakesTheBest()
    {
        var probabilities = new double[3];

        Exploration.Probabilities([2, 2, 1], 1, 0, 0, probabilities);

        probabilities.ShouldBe([0, 1, 0]);
    }

    [Fact]
    public void Probabilities_OneCandidate_IsCertain()
    {
        var probabilities = new double[1];

        Exploration.Probabilities([0.3], 0, 0.5, 0.1, probabilities);

        probabilities.ShouldBe([1]);
    }

    [Fact]
    public void Probabilities_EqualPriorities_AreDrawnEvenly()
    {
        var probabilities = new double[4];

        Exploration.Probabilities([1, 1, 1, 1], 2, 0.01, 0, probabilities).ShouldBe(0);

        probabilities.ShouldAllBe(p => Math.Abs(p - 0.25) < 1e-15);
    }

    [Fact]
    public void Probabilities_BadInput_IsRefused()
    {
        var probabilities = new double[2];
        Should.Throw<ArgumentException>(() => Exploration.Probabilities([1, 0.5], 0, 0.01, 1, probabilities));
        Should.Throw<ArgumentException>(() => Exploration.Probabilities([1, 2], 0, 0.01, 0, probabilities));
        Should.Throw<ArgumentException>(() => Exploration.Probabilities([1, double.NaN], 0, 0.01, 0, probabilities));
        Should.Throw<ArgumentOutOfRangeException>(() => Exploration.Probabilities([1, 0.5], 0, 1.5, 0, probabilities));
        Should.Throw<ArgumentOutOfRangeException>(() => Exploration.Probabilities([1, 0.5], 2, 0.1, 0, probabilities));
        Should.Throw<ArgumentException>(() => Exploration.Probabilities([1, 0.5, 0.2], 0, 0.1, 0, probabilities));
    }

    [Fact]
    public void Favour_RandomShortlists_CostsNoMoreThanTheBudget()
    {
        var random = new Random(12);
        var halves = 0;
        for (var trial = 0; trial < 3000; trial++)
        {
            var priorities = Enumerable.Range(0, random.Next(2, 9)).Select(_ => random.NextDouble()).OrderDescending().ToArray();
            var (budget, share) = (random.NextDouble() * 0.3, random.NextDouble());
            var favoured = random.Next(1, priorities.Length);
            var gap = Exploration.Gap(priorities[favoured], priorities[0]);
            var probabilities = new double[priorities.Length];
            Exploration.Probabilities(priorities, 0, (1 - share) * budget, 0, probabilities);
            var before = probabilities.ToArray();

            var chance = Exploration.Chance(gap, share * budget);
            Exploration.Favour(favoured, chance, probabilities);

            chance.ShouldBe(Math.Min(0.5, share * budget / gap), 1e-12);
            probabilities.Sum().ShouldBe(1, 1e-12);
            probabilities[favoured].ShouldBe(chance + ((1 - chance) * before[favoured]), 1e-12);
            probabilities.Select((p, i) => p * Exploration.Gap(priorities[i], priorities[0])).Sum().ShouldBeLessThanOrEqualTo(budget * (1 + 1e-12));
            halves += chance == 0.5 ? 1 : 0;
        }

        halves.ShouldBeInRange(300, 2700);
        Exploration.Chance(0, 0).ShouldBe(0);
        Exploration.Chance(0, 0.01).ShouldBe(0.5);
    }

    [Fact]
    public void Draw_ManySeeds_FollowsTheProbabilities()
    {
        double[] probabilities = [0.7, 0, 0.2, 0.1];
        var counts = new int[4];
        for (var seed = 0; seed < 40_000; seed++)
        {
            var random = new DecisionRandom(StableHash.Of("decision", seed));
            counts[Exploration.Draw(probabilities, random.NextDouble())]++;
        }

        counts[1].ShouldBe(0);
        for (var i = 0; i < 4; i++)
        {
            Math.Abs(counts[i] - (40_000 * probabilities[i])).ShouldBeLessThanOrEqualTo(4 * Math.Sqrt(40_000 * probabilities[i] * (1 - probabilities[i])) + 0.5);
        }
    }

    [Fact]
    public void Draw_UniformNearOne_NeverPicksAnImpossibleOne() =>
        Exploration.Draw([0.1, 0.2, 0.7 - 1e-15, 0], 1 - Math.Pow(2, -53)).ShouldBe(2);

    [Fact]
    public void Probabilities_HotPath_AllocatesNothing()
    {
        double[] priorities = [5, 4, 3, 2, 1, 0.5, 0.2, 0.1];
        var probabilities = new double[8];
        Exploration.Probabilities(priorities, 0, 0.01, 0, probabilities);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Exploration.Probabilities(priorities, 0, 0.01, 0, probabilities);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static double Bisect(double[] gaps, double budget)
    {
        var (low, high) = (0.0, Exploration.HighestGamma);
        if (Cost(high) > budget)
        {
            return double.PositiveInfinity;
        }

        for (var step = 0; step < 60; step++)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Cost(middle) <= budget ? (low, middle) : (middle, high);
        }

        return Cost(0) <= budget ? 0 : high;

        double Cost(double gamma) => gaps.Aggregate(0.0, (sum, gap) => sum + (gap / (gaps.Length + (gamma * gap))));
    }
}
