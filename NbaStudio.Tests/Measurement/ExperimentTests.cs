using NbaStudio.Engine.Measurement.Experiments;

namespace NbaStudio.Tests.Measurement;

public sealed class ExperimentTests
{
    [Fact]
    public void Effect_PublishedMeans_GivesThePublishedLift()
    {
        var relative = Effect.Between(new ArmEstimate(3_461, 0.70, 6.2), new ArmEstimate(3_407, 0.41, 3.9), new AlwaysValid()).Relative.ShouldNotBeNull();

        relative.Lift.ShouldBe(0.70732, 5e-6);
        relative.StandardError.ShouldBe(0.37879, 5e-6);
        relative.PValue.ShouldBe(0.06191, 5e-6);
        relative.Fixed.Low.ShouldBe(-0.03526, 5e-6);
        relative.Fixed.High.ShouldBe(1.44989, 5e-6);
    }

    [Fact]
    public void Effect_PublishedProportions_GiveThePublishedAlwaysValidInterval()
    {
        var relative = Effect.Between(Rate(2_422, 3_461), Rate(1_396, 3_000), new AlwaysValid(0.05, 5_000)).Relative.ShouldNotBeNull();

        relative.Lift.ShouldBe(0.50386, 5e-6);
        relative.Anytime.Low.ShouldBe(0.40098, 5e-6);
        relative.Anytime.High.ShouldBe(0.60675, 5e-6);
    }

    [Fact]
    public void Effect_ControlNearZero_HasNoShare()
    {
        Effect.Between(new ArmEstimate(100, 1, 5), new ArmEstimate(100, 0.5, 5), new AlwaysValid()).Relative.ShouldBeNull();
        Should.Throw<ArgumentException>(() => Effect.Between(new ArmEstimate(100, 1, 0), new ArmEstimate(100, 1, 0), new AlwaysValid()));
    }

    [Fact]
    public void AlwaysValid_PValue_IsWhereTheIntervalTouchesZero()
    {
        var anytime = new AlwaysValid(0.05, 3_000);
        foreach (var units in new[] { 100.0, 3_000, 200_000 })
        {
            anytime.PValue(anytime.Multiple(units), units).ShouldBe(0.05, 1e-12);
            anytime.Multiple(units).ShouldBeGreaterThan(1.96);
        }
    }

    [Theory]
    [InlineData(0.05, 1_000, 1.5, 400, 0.5)]
    [InlineData(0.05 / 9, 1_000, 2.3, 1_000, 0.8)]
    [InlineData(0.05, 5_000, 0.2, 60, 0.8)]
    [InlineData(0.05, 1_000, 30, 8_000, 0.5)]
    public void AlwaysValid_TimesNeeded_IsWhereGrowingUnitsBringTheIntervalUnderTheEffect(double alpha, double tuning, double size, double units, double power)
    {
        // Unit by unit: an effect of 1 and the error that it has with so many units.
        var anytime = new AlwaysValid(alpha, tuning);
        var beyond = power == 0.8 ? 0.8416212 : 0;
        var n = 1;
        while ((anytime.Multiple(n) + beyond) * Math.Sqrt(units / n) / size > 1)
        {
            n++;
        }

        (units * anytime.TimesNeeded(size, units, power)).ShouldBeInRange(n - 1.01, n + 0.01);
        anytime.TimesNeeded(1e-9, units, power).ShouldBe(double.PositiveInfinity);
    }

    [Theory]
    [InlineData(700, 1_000, 100, 0.651629, 0.745949)]
    [InlineData(15, 50, 50, 0.129556, 0.511896)]
    [InlineData(5, 50, 50, 0.013021, 0.269264)]
    public void BetaBinomial_PublishedCounts_GiveThePublishedIntervals(int successes, int trials, double tuning, double low, double high)
    {
        var interval = BetaBinomialSequence.Of(successes, trials, tuning);

        interval.Low.ShouldBe(low, 1.1e-6);
        interval.High.ShouldBe(high, 1.1e-6);
    }

    [Fact]
    public void BetaBinomial_LooksAtEveryTrial_HoldTheRate()
    {
        const int Runs = 300;
        var (chance, missed) = (new Chance(4), 0);
        for (var run = 0; run < Runs; run++)
        {
            long yes = 0;
            for (var trial = 1; trial <= 400; trial++)
            {
                yes += chance.Uniform() < 0.03 ? 1 : 0;
                if (!BetaBinomialSequence.Of(yes, trial, 200).Contains(0.03))
                {
                    missed++;
                    break;
                }
            }
        }

        ((double)missed / Runs).ShouldBeLessThanOrEqualTo(0.05);
        BetaBinomialSequence.Of(0, 100).Low.ShouldBe(0);
        BetaBinomialSequence.Of(100, 100).High.ShouldBe(1);
    }

    [Theory]
    [InlineData(600, 400, 2.54e-10, 5e-13)]
    [InlineData(500, 600, 0.0025688, 5e-8)]
    public void SampleRatio_PublishedCounts_GiveThePublishedPValues(long one, long other, double p, double tolerance) =>
        SampleRatio.Of([one, other], [0.5, 0.5]).PValue.ShouldBe(p, tolerance);

    [Fact]
    public void SampleRatio_PlannedShares_AreHeeded()
    {
        SampleRatio.Of([9_000, 1_000], [0.9, 0.1]).PValue.ShouldBe(1, 1e-12);
        SampleRatio.Of([9_000, 1_000], [9, 1]).IsFine.ShouldBeTrue();
        SampleRatio.Of([100, 100, 100], [1, 1, 1]).PValue.ShouldBe(1, 1e-12);
        Should.Throw<ArgumentException>(() => SampleRatio.Of([1, 2], [1, 0]));
    }

    [Fact]
    public void MultipleComparisons_WorkedExample_IsMet()
    {
        double[] p = [0.01, 0.04, 0.03, 0.005];

        MultipleComparisons.Holm(p).ShouldBe([0.03, 0.06, 0.06, 0.02], 1e-12);
        MultipleComparisons.BenjaminiHochberg(p).ShouldBe([0.02, 0.04, 0.04, 0.02], 1e-12);
        MultipleComparisons.Holm([]).ShouldBeEmpty();
    }

    [Fact]
    public void Adjusted_CovariateThatExplains_NarrowsAndKeepsTheEffect()
    {
        var chance = new Chance(12);
        (double[], double[]) Arm(double effect)
        {
            var before = Enumerable.Range(0, 4_000).Select(_ => 10 + chance.Normal()).ToArray();
            return ([.. before.Select(b => (3 * b) + effect + chance.Normal())], before);
        }

        var (control, treated) = (Arm(0), Arm(0.2));
        var adjusted = ArmEstimates.Adjusted([control, treated]);
        var (plain, cuped) = (Effect.Between(ArmEstimates.Mean(treated.Item1), ArmEstimates.Mean(control.Item1), new AlwaysValid()), Effect.Between(adjusted[1], adjusted[0], new AlwaysValid()));

        // Correlation 3 / sqrt(10): a tenth of the variance remains.
        cuped.StandardError.ShouldBe(plain.StandardError * Math.Sqrt(0.1), plain.StandardError * 0.02);
        cuped.Difference.ShouldBe(0.2, 0.08);
        adjusted[0].Mean.ShouldBe(30, 0.2);
        ArmEstimates.Adjusted([([1, 2, 3], [5, 5, 5]), ([2, 3, 5], [5, 5, 5])])[1].Mean.ShouldBe(10 / 3.0, 1e-12, "a covariate that does not vary explains nothing");
    }

    [Fact]
    public void Ratio_CustomersWithManyOrders_CoverTheTruth()
    {
        const int Runs = 400;
        var (chance, covered, naive) = (new Chance(13), 0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var (spend, orders) = (new double[500], new double[500]);
            var each = new List<double>();
            for (var i = 0; i < 500; i++)
            {
                var level = 20 + (8 * chance.Normal());
                orders[i] = 1 + chance.Below(9);
                for (var order = 0; order < orders[i]; order++)
                {
                    each.Add(level + chance.Normal());
                    spend[i] += each[^1];
                }
            }

            var (ratio, asIfOrders) = (ArmEstimates.Ratio(spend, orders), ArmEstimates.Mean([.. each]));
            covered += Math.Abs(ratio.Mean - 20) < 1.96 * Math.Sqrt(ratio.MeanVariance) ? 1 : 0;
            naive += Math.Abs(asIfOrders.Mean - 20) < 1.96 * Math.Sqrt(asIfOrders.MeanVariance) ? 1 : 0;
        }

        ((double)covered / Runs).ShouldBeInRange(0.92, 0.98);
        ((double)naive / Runs).ShouldBeLessThan(0.75, "orders of one customer are not independent");
    }

    [Fact]
    public void SampleSize_UnequalArms_TotalIsTheSumAndHasThePower()
    {
        var plan = SampleSizePlan.For(0.05 * 0.95, 0.055 * 0.945, 0.005, [0.9, 0.1]);

        // (1.959964 + 0.841621)^2 x (0.0475/0.9 + 0.051975/0.1) / 0.005^2
        plan.Total.ShouldBe(179_749);
        plan.Arms.ShouldBe([161_774, 17_975]);
        SampleSizePlan.For(0.05 * 0.95, 0.055 * 0.945, 0.005, [0.5, 0.5]).Total.ShouldBe(62_462);
        SampleSizePlan.For(1, 1, 0.1, [0.2, 0.4, 0.4]).Arms.Count.ShouldBe(3);
        plan.AnytimeTotal.ShouldBeInRange(plan.Total + 1, 3 * plan.Total);
    }

    [Fact]
    public void SampleSize_SimulatedAtThatSize_FindsTheDifferenceAsOftenAsPromised()
    {
        const int Runs = 600;
        var (chance, once, always) = (new Chance(14), 0, 0);
        var plan = SampleSizePlan.For(1, 1, 0.2, [0.75, 0.25]);
        for (var run = 0; run < Runs; run++)
        {
            once += Draw(plan.Total, double.NaN).PValue < 0.05 ? 1 : 0;
            always += Draw(plan.AnytimeTotal, plan.AnytimeTotal).AnytimePValue < 0.05 ? 1 : 0;
        }

        ((double)once / Runs).ShouldBeInRange(0.75, 0.85);
        ((double)always / Runs).ShouldBeInRange(0.75, 0.85);

        Effect Draw(long total, double tuning)
        {
            // Means of normal values are normal: no need to draw each customer.
            var (control, treated) = ((long)(total * 0.75), (long)(total * 0.25));
            return Effect.Between(
                new ArmEstimate(treated, 0.2 + (chance.Normal() / Math.Sqrt(treated)), 1), new ArmEstimate(control, chance.Normal() / Math.Sqrt(control), 1), new AlwaysValid(0.05, double.IsNaN(tuning) ? 1_000 : tuning));
        }
    }

    [Fact]
    public void Judge_SameArmsLookedAtEvery100Customers_NamesAWinnerInAtMost5Percent()
    {
        const int Runs = 250;
        var (chance, named, naive) = (new Chance(15), 0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var (counts, yes) = (new long[2], new long[2]);
            var (anyWinner, anyNaive) = (false, false);
            for (var customer = 1; customer <= 6_000; customer++)
            {
                var arm = chance.Below(2);
                counts[arm]++;
                yes[arm] += chance.Uniform() < 0.1 ? 1 : 0;
                if (customer % 100 == 0)
                {
                    var line = ExperimentJudge.Judge(
                        [new Comparison("bought", "new", Rate(yes[1], counts[1]), Rate(yes[0], counts[0]), (yes[1], yes[0]), false, true)], new SampleRatio(1), new AlwaysValid(), false, false)[0];
                    anyWinner |= line.Verdict is LineVerdict.Better or LineVerdict.Worse;
                    anyNaive |= line.AdjustedPValue < 0.05;
                }
            }

            named += anyWinner ? 1 : 0;
            naive += anyNaive ? 1 : 0;
        }

        ((double)named / Runs).ShouldBeLessThanOrEqualTo(0.05);
        ((double)naive / Runs).ShouldBeGreaterThan(0.15, "a t-test that is looked at again and again finds what is not there");
    }

    [Fact]
    public void Judge_SplitThatIsOff_NamesNoWinner()
    {
        Comparison[] clear = [new("bought", "new", Rate(600, 1_000), Rate(300, 1_000), (600, 300), false, true)];

        ExperimentJudge.Judge(clear, new SampleRatio(0.5), new AlwaysValid(), false, false)[0].Verdict.ShouldBe(LineVerdict.Better);
        ExperimentJudge.Judge([clear[0] with { LowerIsBetter = true }], new SampleRatio(0.5), new AlwaysValid(), false, false)[0].Verdict.ShouldBe(LineVerdict.Worse);
        ExperimentJudge.Judge([clear[0] with { MissingIsEven = false }], new SampleRatio(0.5), new AlwaysValid(), false, false)[0].Verdict.ShouldBe(LineVerdict.Suspicious);
        ExperimentJudge.Judge(clear, new SampleRatio(0.005), new AlwaysValid(), true, false)[0].Verdict.ShouldBe(LineVerdict.Suspicious);
        ExperimentJudge.Judge(clear, new SampleRatio(0.0005), new AlwaysValid(), true, false).ShouldBeEmpty();
    }

    [Fact]
    public void Judge_TwentyLinesOfChance_ClaimsNoneThoughOneLooksGood()
    {
        // One line at p = 0.03 among twenty.
        var lines = Enumerable.Range(0, 20).Select(i => new Comparison($"m{i}", "new", new ArmEstimate(1_000, i == 7 ? 0.0971 : 0, 1), new ArmEstimate(1_000, 0, 1), null, false, true)).ToList();

        var judged = ExperimentJudge.Judge(lines, new SampleRatio(1), new AlwaysValid(), true, false);

        judged[7].Effect!.PValue.ShouldBe(0.03, 0.001);
        judged[7].AdjustedPValue.ShouldBe(0.6, 0.02);
        judged.ShouldAllBe(l => l.Verdict == LineVerdict.NotYet);
        ExperimentJudge.Judge([lines[7]], new SampleRatio(1), new AlwaysValid(), false, false)[0].Verdict.ShouldBe(LineVerdict.OnlyIfPlanned);
    }

    private static ArmEstimate Rate(long yes, long count) => new(count, (double)yes / count, Math.Sqrt((double)yes / count * (1 - ((double)yes / count))));
}
