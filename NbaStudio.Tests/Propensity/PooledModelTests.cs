using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Pooled;

namespace NbaStudio.Tests.Propensity;

public sealed class PooledModelTests
{
    private static readonly ResponseCells None = new(0);
    private const long Start = 1_760_000_000_000;

    [Fact]
    public void Predict_WithoutEvidence_IsTheMarketersGuess()
    {
        var info = new TreatmentInfo(1, 10, 100, 7, 0.04, TimeSpan.FromDays(60));
        var model = new PooledModel(0);

        Predict(model.Of(info, PooledModel.OffsetOf(info))).ShouldBe(0.04, 1e-12);
        PooledModel.OffsetOf(info with { StartingPropensity = null }).ShouldBe(Math.Log(0.02 / 0.98), 1e-12);
    }

    // Normal prior, one logistic observation: the posterior's mode solves s' = s + S (y - sigmoid(s')). Checked against a search over the density.
    [Theory]
    [InlineData(0.001, true)]
    [InlineData(0.05, true)]
    [InlineData(0.05, false)]
    [InlineData(0.7, false)]
    public void Learn_OneResponse_MovesToTheModeOfThePosterior(double guess, bool positive)
    {
        var info = new TreatmentInfo(1, 10, 100, 7, guess, TimeSpan.FromDays(60));
        var model = new PooledModel(0);
        var treatment = model.Of(info, PooledModel.OffsetOf(info));
        var variance = Enumerable.Range(0, PooledPriors.Levels).Sum(PooledPriors.Intercept);

        Learn(model, treatment, Start, positive);

        var sign = positive ? -1 : 1;
        var mode = Enumerable.Range(-20_000, 40_001).Select(i => treatment.Offset + (i * 1e-4))
            .MaxBy(s => -(Math.Pow(s - treatment.Offset, 2) / (2 * variance)) - Math.Log(1 + Math.Exp(sign * s)));
        treatment.Bias.ShouldBe(mode, 2e-4);
    }

    [Fact]
    public void Learn_OfASister_HelpsTheFamilyMoreThanStrangers()
    {
        var model = new PooledModel(0);
        PooledTreatment Treatment(int key, int action, int group)
        {
            var info = new TreatmentInfo(key, action, group, 1, 0.05, TimeSpan.FromDays(60));
            return model.Of(info, PooledModel.OffsetOf(info));
        }

        var (learned, sameAction, sameGroup, stranger) = (Treatment(1, 10, 100), Treatment(2, 10, 100), Treatment(3, 11, 100), Treatment(4, 12, 101));
        for (var i = 0; i < 400; i++)
        {
            Learn(model, learned, Start + i, i % 4 == 0);
        }

        Predict(learned).ShouldBe(0.25, 0.03);
        var p = new[] { learned, sameAction, sameGroup, stranger }.Select(t => Predict(t)).ToArray();
        p.ShouldBe(p.OrderDescending());
        p[1].ShouldBeGreaterThan(0.15);
        p[3].ShouldBeGreaterThan(0.05); // all treatments share a little
    }

    [Fact]
    public void Correct_ALatePositive_OutweighsItsNegative()
    {
        var info = new TreatmentInfo(1, 10, 100, 7, 0.05, TimeSpan.FromDays(60));
        var (late, silent) = (new PooledModel(0), new PooledModel(0));
        var (a, b) = (late.Of(info, PooledModel.OffsetOf(info)), silent.Of(info, PooledModel.OffsetOf(info)));
        Learn(late, a, Start, false);
        Learn(silent, b, Start, false);

        late.Age(Start + 1);
        PooledModel.Correct(a, None, PooledModel.Look(a, None));

        Predict(a).ShouldBeGreaterThan(0.05);
        Predict(b).ShouldBeLessThan(0.05);
    }

    [Fact]
    public void Learn_AWholeYearLater_ForgetsHowSureItWas_NotWhatItLearned()
    {
        var info = new TreatmentInfo(1, 10, 100, 7, 0.05, TimeSpan.FromDays(60));
        var model = new PooledModel(0);
        var treatment = model.Of(info, PooledModel.OffsetOf(info));
        for (var i = 0; i < 2000; i++)
        {
            Learn(model, treatment, Start, i % 3 == 0);
        }

        var (p, sure) = (Predict(treatment), treatment.Units[3].Intercept.Variance);
        Learn(model, treatment, Start + (365L * 86_400_000), true);

        Predict(treatment).ShouldBe(p, 0.12);
        treatment.Units[3].Intercept.Variance.ShouldBeGreaterThan(2 * sure);
        treatment.Units[3].Intercept.Variance.ShouldBeLessThanOrEqualTo(PooledPriors.Intercept(3));
    }

    [Fact]
    public void Learner_TasteSharedByTreatmentsWithFewResponsesEach_IsServedByThePooledModel_AndBeatsTheirOwnCounts()
    {
        var harness = new LearnerHarness(40, 4);
        var random = new Random(11);
        for (var i = 0; i < 8000; i++)
        {
            var x = Customer(random);
            harness.Learn(1 + (i % 40), x, random.NextDouble() < Truth(x));
        }

        var models = harness.Learner.Publish();
        var error = 0.0;
        for (var i = 0; i < 400; i++)
        {
            var x = Customer(random);
            error += Math.Pow(Math.Log(LearnerHarness.Score(models, 1 + (i % 40), x) / Truth(x)), 2);
        }

        Enumerable.Range(0, 40).Count(r => models.EvidenceOf(r).Source == EvidenceSource.Pooled).ShouldBeGreaterThan(30);
        Math.Sqrt(error / 400).ShouldBeLessThan(0.55); // 200 responses a treatment; the guess alone is off by 1.11, the true mean rate by 0.98
    }

    [Fact]
    public void Spread_WithEvidence_ShrinksForTheTreatmentAndLessForStrangers()
    {
        var harness = new LearnerHarness(40, 4);
        var random = new Random(15);
        var before = Spreads();
        for (var i = 0; i < 6000; i++)
        {
            var x = Customer(random);
            harness.Learn(1 + (i % 20), x, random.NextDouble() < Truth(x)); // the other twenty are never shown
        }

        var after = Spreads();
        before.ShouldAllBe(s => s > 0.5);
        after[..20].Max().ShouldBeLessThan(after[20..].Min());
        after[20..].Max().ShouldBeLessThanOrEqualTo(Evidence.MostSpread);

        double[] Spreads()
        {
            var models = harness.Learner.Publish();
            return [.. Enumerable.Range(1, 40).Select(k => models.EvidenceOf(models.RowOf(k)).Spread)];
        }
    }

    [Fact]
    public void Relevance_PredictorsThatMatterAndThatDoNot_AreToldApart()
    {
        var harness = new LearnerHarness(40, 12);
        var random = new Random(14);
        for (var i = 0; i < 12_000; i++)
        {
            var x = Enumerable.Range(0, 12).Select(_ => random.NextDouble()).ToArray();
            harness.Learn(1 + (i % 40), x, random.NextDouble() < 1 / (1 + Math.Exp(3 - (3 * (x[0] - 0.5)) - (2 * (x[5] - 0.5)))));
        }

        var relevance = harness.Learner.PooledRelevance.ToArray();
        var noise = relevance.Where((_, p) => p is not 0 and not 5).ToArray();
        relevance[0].ShouldBeGreaterThan(3 * noise.Max());
        relevance[5].ShouldBeGreaterThan(2 * noise.Max());
        noise.ShouldAllBe(r => r < 1);
    }

    // Independent normal weights: the posterior under a prior is (evidence + 1 / prior); exchanging priors must give the same as having had the new one.
    [Fact]
    public void ExchangePrior_ThereAndBack_ChangesNothing_AndSetsTheNewPosterior()
    {
        double[] one = [1, 1];
        double[] other = [4, 0.1];
        var unit = new PooledUnit(3, 7, one);
        var prior = unit.Weights.Select(w => w.Variance).ToArray();
        var (pull, evidence) = (new double[prior.Length], new double[prior.Length]);
        for (var at = 0; at < prior.Length; at++)
        {
            (pull[at], evidence[at]) = ((at % 5) - 2.0, at % 7);
            unit.Weights[at].Variance = unit.Weights[at].Settled = 1 / (evidence[at] + (1 / prior[at]));
            unit.Weights[at].Mean = pull[at] * unit.Weights[at].Variance;
        }

        var before = unit.Weights.ToArray();
        unit.ExchangePrior(one, other);

        for (var at = 0; at < prior.Length; at++)
        {
            var variance = 1 / (evidence[at] + (1 / (prior[at] * other[PooledUnit.PredictorOf(at, other.Length)])));
            unit.Weights[at].Variance.ShouldBe(variance, 1e-12);
            unit.Weights[at].Mean.ShouldBe(pull[at] * variance, 1e-12);
        }

        unit.ExchangePrior(other, one);
        for (var at = 0; at < prior.Length; at++)
        {
            unit.Weights[at].Mean.ShouldBe(before[at].Mean, 1e-12);
        }
    }

    [Fact]
    public void Score_RowsOfThePooledModelTogether_EqualEachAlone()
    {
        var harness = new LearnerHarness(70, 4);
        var random = new Random(12);
        for (var i = 0; i < 9000; i++)
        {
            var x = Customer(random);
            harness.Learn(1 + (i % 70), x, random.NextDouble() < Truth(x));
        }

        var models = harness.Learner.Publish();
        var rows = Enumerable.Range(0, 70).ToArray();
        var (bins, alone, together) = (new byte[4], new double[70], new double[70]);
        for (var trial = 0; trial < 100; trial++)
        {
            models.Bin(Customer(random), bins);
            models.Score(bins, rows, together);
            foreach (var row in rows)
            {
                models.Score(bins, [row], alone.AsSpan(row, 1));
            }

            together.ShouldBe(alone);
        }

        rows.Count(r => models.EvidenceOf(r).Source == EvidenceSource.Pooled).ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Checkpoint_InTheMiddle_GoesOnToTheSameModelsBitForBit()
    {
        var harness = new LearnerHarness(40, 4);
        var random = new Random(13);
        PropensityLearner? copy = null;
        for (var i = 0; i < 6000; i++)
        {
            if (i == 3000)
            {
                using var stream = new MemoryStream();
                harness.Learner.Write(stream);
                PropensityLearner.IsCurrent(stream.ToArray()).ShouldBeTrue();
                stream.Position = 0;
                copy = PropensityLearner.Read(stream);
            }

            var x = Customer(random);
            var positive = random.NextDouble() < Truth(x);
            harness.Learn(1 + (i % 40), x, positive);
            copy?.Learn(new(harness.Position, harness.Time, 1 + (i % 40), x, positive)).ShouldBeTrue();
        }

        var (left, right) = (harness.Learner.Publish(), copy!.Publish());
        for (var i = 0; i < 200; i++)
        {
            var x = Customer(random);
            LearnerHarness.Score(left, 1 + (i % 40), x).ShouldBe(LearnerHarness.Score(right, 1 + (i % 40), x));
        }

        left.EvidenceOf(0).Source.ShouldBe(EvidenceSource.Pooled);
    }

    [Fact]
    public void IsCurrent_CheckpointOfAnotherProgram_IsNot() => PropensityLearner.IsCurrent([0x4E, 0x42, 0x50, 0x4D, 1, 0, 0, 0]).ShouldBeFalse();

    private static double[] Customer(Random random) => [.. Enumerable.Range(0, 4).Select(_ => (random.NextDouble() * 2) - 1)];

    private static double Truth(double[] x) => 1 / (1 + Math.Exp(2.2 - (1.5 * x[0]) - x[1]));

    private static double Predict(PooledTreatment treatment) => PooledModel.Predict(treatment, None);

    private static void Learn(PooledModel model, PooledTreatment treatment, long time, bool positive)
    {
        model.Age(time);
        model.Learn(treatment, None, PooledModel.Look(treatment, None), positive, stays: false, out _);
    }
}
