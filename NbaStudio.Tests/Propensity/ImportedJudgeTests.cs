using NbaStudio.Engine.Propensity;

namespace NbaStudio.Tests.Propensity;

public sealed class ImportedJudgeTests
{
    [Fact]
    public void Evidence_CalibratedAnswers_NarrowsTheInterval_AndHoldsNothingBack()
    {
        var judge = new ImportedJudge();
        var random = new Random(2);
        var before = judge.Evidence.SpreadOf(0.1);
        before.ShouldBe(Math.Sqrt(1 / (30 * 0.1 * 0.9)), 1e-12);
        for (var i = 0; i < 4_000; i++)
        {
            var p = 0.02 + (0.1 * random.NextDouble());
            judge.Observe(p, random.NextDouble() < p, false);
            judge.Evidence.IsHeldBack.ShouldBeFalse($"at {i}");
        }

        judge.Evidence.SpreadOf(0.1).ShouldBeLessThan(before / 3);
        judge.Evidence.CalibrationRatio.ShouldBeInRange(0.67, 1.5);
        judge.Evidence.Responses.ShouldBe(4_000);
    }

    // By hand: 100 answers of 10 % give 9 of information, 20 positives a surprise of 10.
    [Fact]
    public void Spread_OfAModelThatIsOff_KnowsHowFar()
    {
        var evidence = ImportedEvidence.None with { Information = 9, Surprise = 10 };
        evidence.SpreadOf(0.1).ShouldBe(Math.Sqrt((1 / 11.7) + (10 / 11.7 * (10 / 11.7))), 1e-12);
        evidence.SpreadOf(0).ShouldBeLessThanOrEqualTo(Evidence.MostSpread);
        ImportedEvidence.None.SpreadOf(1).ShouldBe(Evidence.MostSpread);
    }

    [Theory]
    [InlineData(2.5)]
    [InlineData(0.4)]
    public void Gate_AnswersThatAreOff_CloseIt_AndTwoGoodChecksOpenIt(double times)
    {
        var judge = new ImportedJudge();
        var random = new Random(3);
        for (var i = 0; i < 1_500; i++)
        {
            judge.Observe(Math.Min(0.9, 0.08 * times), random.NextDouble() < 0.08, false);
        }

        judge.Evidence.IsHeldBack.ShouldBeTrue();
        judge.Evidence.CalibrationRatio.ShouldBeInRange(times * 0.6, times * 1.6);
        for (var i = 0; i < 1_500; i++)
        {
            judge.Observe(0.08, random.NextDouble() < 0.08, false);
        }

        judge.Evidence.IsHeldBack.ShouldBeFalse();
    }

    [Fact]
    public void Observe_NoAnswer_IsNoEvidence_AndALatePositiveIsOne()
    {
        var judge = new ImportedJudge();
        judge.Observe(double.NaN, true, false);
        judge.Observe(1.2, true, false);
        judge.Evidence.ShouldBe(ImportedEvidence.None);
        judge.Observe(0.1, false, false);
        judge.Observe(0.1, true, true);
        (judge.Evidence.Responses, judge.Evidence.Positives).ShouldBe((1, 1));
        judge.Evidence.Surprise.ShouldBe(0.9, 1e-12);
    }

    [Fact]
    public void Catalogue_AnotherFile_IsBelievedAgain_AndTheSameOneIsNot()
    {
        var score = new ImportedScore("score.x", 1);
        PredictorDefinition[] predictors = [new("a", PredictorType.Numeric), new("score.x", PredictorType.Numeric)];
        TreatmentInfo Info(ImportedScore? imported) => new(1, 1, 1, 1, 0.1, TimeSpan.FromDays(60)) { Imported = imported };
        var learner = new PropensityLearner();
        learner.SetCatalogue([Info(score)], predictors);
        var random = new Random(5);
        for (var i = 1; i <= 1_000; i++)
        {
            learner.Learn(new(i, i * 60_000L, 1, [random.NextDouble(), 0.6], random.NextDouble() < 0.1));
        }

        Held(learner).ShouldBe(true);
        learner.SetCatalogue([Info(score) with { StartingPropensity = 0.2 }], predictors);
        Held(learner).ShouldBe(true, "the model is the same");
        using (var stream = new MemoryStream())
        {
            learner.Write(stream);
            stream.Position = 0;
            Held(PropensityLearner.Read(stream)).ShouldBe(true);
        }

        learner.SetCatalogue([Info(score with { Fingerprint = 2 })], predictors);
        Held(learner).ShouldBe(false);
        learner.Report(1)!.Imported!.Responses.ShouldBe(0);
        learner.SetCatalogue([Info(null)], predictors);
        Held(learner).ShouldBeNull();

        static bool? Held(PropensityLearner learner)
        {
            var models = learner.Publish();
            var performance = models.PerformanceOf(models.RowOf(1));
            performance.Imported.ShouldBe(learner.Report(1)!.Imported);
            return performance.Imported?.IsHeldBack;
        }
    }
}
