using NbaStudio.Engine.Propensity;

namespace NbaStudio.Tests.Propensity;

public sealed class LearnerBehaviourTests
{
    [Fact]
    public void Correct_KeptNegative_LeavesTheSameModelAsIfItHadBeenPositive()
    {
        var corrected = new LearnerHarness(1, 1);
        var direct = new LearnerHarness(1, 1);
        for (var i = 0; i < 300; i++)
        {
            corrected.Learn(1, [i % 9], i % 11 == 0);
            direct.Learn(1, [i % 9], i % 11 == 0);
        }

        corrected.Learn(1, [4], false);
        corrected.Correct(1, [4], corrected.Time);
        direct.Time += 60_000;
        direct.Learn(1, [4], true);
        var a = corrected.Learner.Publish();
        var b = direct.Learner.Publish();

        LearnerHarness.Score(a, 1, 4).ShouldBe(LearnerHarness.Score(b, 1, 4), 1e-12);
        a.EvidenceOf(0).Positives.ShouldBe(b.EvidenceOf(0).Positives);
        a.EvidenceOf(0).Responses.ShouldBe(b.EvidenceOf(0).Responses);
    }

    [Fact]
    public void Counts_TakeBackAfterForgetting_RemovesExactlyWhatIsLeft()
    {
        var day = (long)TimeSpan.FromDays(1).TotalMilliseconds;
        var counts = new BinCounts(1, 60 * day);
        counts.Advance(0);
        counts.Add([3], 0, 0, false);
        counts.Add([3], 0, 0, false);
        counts.Advance(60 * day);
        counts.Negatives.ShouldBe(1, 1e-12); // two, a half-life ago

        counts.TakeBackNegative([3], 0, 0);

        counts.Negatives.ShouldBe(0.5, 1e-12);
        (counts.Stored(0, 3, 0, false) * counts.Scale).ShouldBe(0.5, 1e-12);
        counts.TakeBackNegative([3], 30 * day, 0);
        counts.Negatives.ShouldBe(0); // floor
        counts.Advance(60L * 365 * day); // far beyond the first rescaling
        counts.Add([3], 60L * 365 * day, 0, true);
        counts.Positives.ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Learn_OneResponse_MovesTheNextPropensity()
    {
        var harness = new LearnerHarness(1, 1);
        var before = LearnerHarness.Score(harness.Learner.Publish(), 1, 1);
        harness.Learn(1, [1], true);
        var afterPositive = LearnerHarness.Score(harness.Learner.Publish(), 1, 1);
        harness.Learn(1, [1], false);

        afterPositive.ShouldBeGreaterThan(before);
        LearnerHarness.Score(harness.Learner.Publish(), 1, 1).ShouldBeLessThan(afterPositive);
        harness.Learner.Publish().Version.ShouldBe(2);
    }

    [Fact]
    public void Learn_DistributionMoves_MakesANewGridWarmedFromKeptResponses()
    {
        var harness = new LearnerHarness(1, 1);
        var random = new Random(5);
        for (var i = 0; i < 3000; i++)
        {
            Step(0);
        }

        harness.Learner.Publish().GridOf(0)!.Version.ShouldBe(1);
        for (var i = 0; i < 12_000; i++)
        {
            Step(50);
        }

        var models = harness.Learner.Publish();
        models.GridOf(0)!.Version.ShouldBe(2);
        models.GridOf(0)!.Edges.ShouldAllBe(e => e > 50);
        LearnerHarness.Score(models, 1, 59).ShouldBeGreaterThan(2 * LearnerHarness.Score(models, 1, 51));

        void Step(double shift)
        {
            var value = random.NextDouble() * 10;
            harness.Learn(1, [value + shift], random.NextDouble() < 0.02 * value);
        }
    }

    [Fact]
    public void Learn_SteadyDistribution_KeepsItsGrid()
    {
        var harness = new LearnerHarness(1, 3);
        var random = new Random(6);
        for (var i = 0; i < 15_000; i++)
        {
            harness.Learn(1, [random.NextDouble(), random.Next(3), random.Next(5) == 0 ? double.NaN : 1], random.Next(50) == 0);
        }

        var models = harness.Learner.Publish();
        for (var p = 0; p < 3; p++)
        {
            models.GridOf(p)!.Version.ShouldBe(1);
        }
    }

    [Fact]
    public void Gate_ModelThatOverPredicts_IsHeldBackUntilTwoGoodChecks()
    {
        var gate = new CalibrationGate();
        Check(0.30);
        gate.IsClosed.ShouldBeTrue();
        Check(0.10);
        gate.IsClosed.ShouldBeTrue();
        Check(0.10);
        gate.IsClosed.ShouldBeFalse();
        gate.LastRatio.ShouldBe(1, 1e-9);
        Check(0.02);
        gate.IsClosed.ShouldBeTrue(); // under-prediction too
        Check(0.12);
        Check(0.30);
        Check(0.12);
        gate.IsClosed.ShouldBeTrue(); // the row of good checks was broken

        void Check(double p)
        {
            for (var i = 1; i <= 200; i++)
            {
                gate.Observe(p, i % 10 == 0);
            }
        }
    }

    [Fact]
    public void Checkpoint_PlusRemainingResponses_IsBitIdentical()
    {
        var harness = new LearnerHarness(5, 3, null);
        var random = new Random(77);
        for (var i = 0; i < 4321; i++)
        {
            Step(harness.Learner, i);
        }

        using var stream = new MemoryStream();
        harness.Learner.Write(stream);
        stream.Position = 0;
        var restored = PropensityLearner.Read(stream);
        restored.SetCatalogue(harness.Treatments, harness.Predictors);
        ShouldBeSame(harness.Learner.Publish(), restored.Publish());
        for (var i = 0; i < 5000; i++)
        {
            var values = Values(i);
            var response = new Response(harness.Position + i + 1, harness.Time + (i * 60_000L), 1 + (i % 5), values, random.NextDouble() < 0.03 * values[0]);
            harness.Learner.Learn(response);
            restored.Learn(response);
            if (i % 97 == 0)
            {
                harness.Learner.Publish(); // how often one of them publishes must not matter
            }
        }

        var models = harness.Learner.Publish();
        models.EvidenceOf(0).Source.ShouldBeOneOf(EvidenceSource.Model, EvidenceSource.Pooled);
        ShouldBeSame(models, restored.Publish());
        using var first = new MemoryStream();
        using var second = new MemoryStream();
        harness.Learner.Write(first);
        restored.Write(second);
        first.ToArray().ShouldBe(second.ToArray());

        void Step(PropensityLearner learner, int i)
        {
            var values = Values(i);
            harness.Learn(1 + (i % 5), values, random.NextDouble() < 0.03 * values[0], learner);
        }

        double[] Values(int i) => [random.NextDouble() * 10, random.Next(4) == 0 ? double.NaN : random.Next(100), i % 13];
    }

    [Fact]
    public void Read_OtherBytes_SaysWhatIsWrong() =>
        Should.Throw<InvalidDataException>(() => PropensityLearner.Read(new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])))
            .Message.ShouldContain("not a checkpoint");

    [Fact]
    public void SetCatalogue_PredictorAddedAndTreatmentGone_KeepsEvidence()
    {
        var harness = new LearnerHarness(2, 2);
        var random = new Random(14);
        for (var i = 0; i < 5000; i++)
        {
            var value = random.NextDouble() * 10;
            harness.Learn(1 + (i % 2), [value, random.NextDouble()], random.NextDouble() < 0.02 * value);
        }

        var before = harness.Learner.Publish();
        PredictorDefinition[] predictors = [new("customer.new", PredictorType.Categorical), .. harness.Predictors];
        harness.Learner.SetCatalogue([harness.Treatments[0], harness.Treatments[0] with { Key = 9, StartingPropensity = 0.3 }], predictors);
        var after = harness.Learner.Publish();

        LearnerHarness.Score(after, 1, double.NaN, 9, 0.5).ShouldBe(LearnerHarness.Score(before, 1, 9, 0.5), 1e-12);
        after.EvidenceOf(after.RowOf(2)).Responses.ShouldBe(2500);
        // Its sister was accepted more often than the marketer had guessed: the new one starts above its own guess.
        LearnerHarness.Score(after, 9, double.NaN, 9, 0.5).ShouldBeInRange(0.3, 0.8);
        after.EvidenceOf(after.RowOf(9)).Responses.ShouldBe(0);
        after.RowOf(1234).ShouldBe(-1);
    }

    [Fact]
    public void Learn_BadInput_IsRefusedByName()
    {
        var learner = new LearnerHarness(1, 2).Learner;
        Should.Throw<ArgumentException>(() => learner.Learn(new(1, 1, 1, [1], true))).Message.ShouldContain("2 predictors");
        Should.Throw<ArgumentException>(() => learner.Learn(new(1, 1, 1, [1, 2], false, true)));
        learner.Learn(new(5, 1, 99, [1, 2], true)).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => learner.Learn(new(4, 1, 1, [1, 2], true)));
        learner.Learn(new(6, 1, 1, [1e308, double.NegativeInfinity], true)).ShouldBeTrue();
        Should.Throw<ArgumentException>(() => learner.SetCatalogue([new(1, 1, 1, 1, 1.5, TimeSpan.FromDays(1))], []));
        Should.Throw<ArgumentException>(() => learner.SetCatalogue([], [new("a", PredictorType.Numeric), new("a", PredictorType.Numeric)]));
    }

    [Fact]
    public void Publish_OneTreatmentChanged_SharesTheOtherBlocks()
    {
        var harness = new LearnerHarness(800, 2);
        harness.Learn(1, [1, 2], true);
        var first = harness.Learner.Publish();
        harness.Learn(300, [1, 2], true);
        var second = harness.Learner.Publish();

        second.Blocks[0].ShouldBeSameAs(first.Blocks[0]);
        second.Blocks[1].ShouldNotBeSameAs(first.Blocks[1]);
        second.Blocks[3].ShouldBeSameAs(first.Blocks[3]);
    }

    private static void ShouldBeSame(PropensityModels left, PropensityModels right)
    {
        left.Version.ShouldBe(right.Version);
        left.RowCount.ShouldBe(right.RowCount);
        var random = new Random(1);
        var rows = Enumerable.Range(0, left.RowCount).ToArray();
        var (a, b) = (new double[rows.Length], new double[rows.Length]);
        for (var trial = 0; trial < 200; trial++)
        {
            double[] values = [random.NextDouble() * 10, random.Next(5) == 0 ? double.NaN : random.Next(100), random.Next(13)];
            var (leftBins, rightBins) = (new byte[3], new byte[3]);
            left.Bin(values, leftBins);
            right.Bin(values, rightBins);
            leftBins.ShouldBe(rightBins);
            left.Score(leftBins, rows, a);
            right.Score(rightBins, rows, b);
            a.ShouldBe(b); // to the last bit
        }

        foreach (var row in rows)
        {
            left.EvidenceOf(row).ShouldBe(right.EvidenceOf(row));
        }
    }
}
