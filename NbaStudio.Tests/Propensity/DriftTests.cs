using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Tests.Propensity;

public sealed class DriftTests
{
    [Fact]
    public void Watch_PredictionsThatHold_StaysSilentWhoeverIsAsked()
    {
        var watch = new DriftWatch();
        var random = new Random(1);
        for (var i = 0; i < 100_000; i++)
        {
            // Whom one asks changes all the time: no reason for an alarm.
            var p = i / 5_000 % 2 == 0 ? 0.01 + (0.05 * random.NextDouble()) : 0.3 * random.NextDouble();
            watch.Observe(p, random.NextDouble() < p, out _).ShouldBeNull($"at {i}");
        }
    }

    [Theory]
    [InlineData(0.4, DriftKind.LessThanSaid, 1_500)]
    [InlineData(2.5, DriftKind.MoreThanSaid, 400)]
    public void Watch_OtherLevel_TellsSoonAndSinceWhen(double times, DriftKind kind, int within)
    {
        var watch = new DriftWatch();
        var random = new Random(2);
        for (var i = 0; i < 5_000; i++)
        {
            var p = 0.02 + (0.08 * random.NextDouble());
            watch.Observe(p, random.NextDouble() < p, out _).ShouldBeNull();
        }

        for (var i = 1; i <= within; i++)
        {
            var p = 0.02 + (0.08 * random.NextDouble());
            if (watch.Observe(p, random.NextDouble() < p * times, out var since) is { } found)
            {
                found.ShouldBe(kind);
                since.ShouldBeInRange(i / 4, 4 * i);
                return;
            }
        }

        Assert.Fail($"No alarm within {within} responses.");
    }

    [Fact]
    public void Watch_OthersAccept_TellsOfTheRankingThoughTheLevelHolds()
    {
        var watch = new DriftWatch();
        var random = new Random(3);
        for (var i = 0; i < 5_000; i++)
        {
            var p = random.Next(2) == 0 ? 0.02 : 0.1;
            watch.Observe(p, random.NextDouble() < p, out _).ShouldBeNull();
        }

        DriftKind? found = null;
        for (var i = 0; i < 1_500 && found is null; i++)
        {
            var p = random.Next(2) == 0 ? 0.02 : 0.1;
            found = watch.Observe(p, random.NextDouble() < 0.12 - p, out _);
        }

        found.ShouldBe(DriftKind.Ranking);
    }

    [Fact]
    public void Watch_LatePositives_CountOnceTheyAreKnown()
    {
        // Half of the positives come late: first they look like silence.
        var watch = new DriftWatch();
        var random = new Random(4);
        var late = new Queue<double>();
        for (var i = 0; i < 30_000; i++)
        {
            var p = 0.02 + (0.08 * random.NextDouble());
            var positive = random.NextDouble() < p;
            var isLate = positive && random.Next(2) == 0;
            watch.Observe(p, positive && !isLate, out _).ShouldBeNull($"at {i}");
            if (isLate)
            {
                late.Enqueue(p);
            }

            while (late.Count > 5)
            {
                watch.Correct(late.Dequeue());
            }
        }
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(2, 0.2, true)]
    public void Spread_SomeOffersMoreAndOthersLess_IsToldThoughTheSumHolds(double more, double less, bool isTold)
    {
        var watch = new SpreadWatch();
        var random = new Random(7);
        var told = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var treatment = random.Next(40);
            var p = 0.03 + (0.04 * random.NextDouble());
            var truth = i < 10_000 ? p : p * (treatment % 9 < 4 ? more : less);
            var positive = random.NextDouble() < truth;
            var isWide = watch.Observe(treatment, p, positive, _ => 0.05, out var since);
            if (isWide)
            {
                i.ShouldBeGreaterThan(10_000, "nothing had changed");
                told = i - 10_000;
                since.ShouldBeGreaterThanOrEqualTo(512);
                break;
            }
        }

        (told is > 0 and < 3_000).ShouldBe(isTold);
    }

    [Fact]
    public void Learn_TastesTurn_MarksIt_AndIsSoonAsGoodAsBefore()
    {
        var harness = new LearnerHarness(4, 3);
        var random = new Random(5);
        var values = new double[3];
        double Loss(int responses, double sign)
        {
            var loss = 0.0;
            for (var i = 0; i < responses; i++)
            {
                for (var p = 0; p < values.Length; p++)
                {
                    values[p] = random.NextDouble() - 0.5;
                }

                var truth = 1 / (1 + Math.Exp(-(-2.5 + (sign * 4 * (values[0] - values[1])))));
                var positive = random.NextDouble() < truth;
                harness.Learn(1 + random.Next(4), values, positive);
                loss += Engine.Evaluation.LogLoss.Of(harness.Learner.LastSaid.Served, positive) - Engine.Evaluation.LogLoss.Of(truth, positive);
            }

            return loss / responses;
        }

        Loss(8_000, 1);
        var before = Loss(2_000, 1);
        harness.Learner.DriftCount.ShouldBe(0);
        Loss(2_000, -1);
        harness.Learner.DriftCount.ShouldBeGreaterThan(0);
        Loss(4_000, -1);
        Loss(2_000, -1).ShouldBeLessThan(before + 0.01);

        var report = harness.Learner.Report(1)!;
        report.Drifts.ShouldContain(d => d.Kind == DriftKind.Ranking);
        report.Drifts.ShouldBe(report.Drifts.OrderBy(d => d.Time));
        harness.Learner.Drifts.ShouldAllBe(d => d.Model == DriftedModel.All);
    }

    [Fact]
    public void Checkpoint_InTheMiddleOfADrift_GoesOnBitForBit()
    {
        var harness = new LearnerHarness(3, 2);
        var random = new Random(6);
        PropensityLearner? copy = null;
        for (var i = 0; i < 5_000; i++)
        {
            var values = new[] { random.NextDouble(), random.NextDouble() };
            var sign = i < 3_000 ? 1 : -1;
            var positive = random.NextDouble() < 1 / (1 + Math.Exp(-(-2 + (sign * 3 * (values[0] - 0.5)))));
            var treatment = 1 + random.Next(3);
            harness.Learn(treatment, values, positive);
            copy?.Learn(new(harness.Position, harness.Time, treatment, values, positive)).ShouldBeTrue();
            if (i == 3_100)
            {
                using var stream = new MemoryStream();
                harness.Learner.Write(stream);
                stream.Position = 0;
                copy = PropensityLearner.Read(stream);
            }
        }

        copy!.DriftCount.ShouldBe(harness.Learner.DriftCount);
        harness.Learner.DriftCount.ShouldBeGreaterThan(0);
        copy.Report(1)!.Drifts.ShouldBe(harness.Learner.Report(1)!.Drifts);
        for (var i = 0; i < 50; i++)
        {
            var values = new[] { random.NextDouble(), random.NextDouble() };
            copy.Predict(1 + (i % 3), values).ShouldBe(harness.Learner.Predict(1 + (i % 3), values));
        }
    }
}
