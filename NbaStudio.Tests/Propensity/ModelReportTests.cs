using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Tests.Propensity;

public sealed class ModelReportTests
{
    private const long Day = 86_400_000;
    private const int Key = 7;

    [Fact]
    public void Report_UnknownTreatment_IsNull() => Learner().Report(99).ShouldBeNull();

    [Fact]
    public void Report_NoResponses_SaysTheGuessAndNothingElse()
    {
        var report = Learner().Report(Key)!;
        (report.Source, report.Responses, report.Kept, report.Calibration).ShouldBe((EvidenceSource.StartingPropensity, 0, 0, null));
        report.Prior.ShouldBe(0.1);
        report.Curve.ShouldBeEmpty();
        report.History.ShouldBeEmpty();
        report.Speakers.ShouldBeEmpty();
        report.Predictors.Count.ShouldBe(3);
        report.Predictors.ShouldAllBe(p => p.Bins.Count == 0 && !p.IsUsed);
    }

    [Fact]
    public void Report_ManyResponses_IsWhatAnOutsiderWouldCount()
    {
        // What was served is asked for before each response is learned, as a decision would.
        var learner = Learner();
        var random = new Random(3);
        var served = new List<double>();
        var outcomes = new List<bool>();
        var values = new double[3];
        for (var i = 0; i < 3_000; i++)
        {
            Draw(random, values);
            var models = learner.Publish();
            var bins = new byte[3];
            models.Bin(values, bins);
            var p = new double[1];
            models.Score(bins, [models.RowOf(Key)], p);
            var positive = random.NextDouble() < Truth(values);
            served.Add(p[0]);
            outcomes.Add(positive);
            learner.Learn(new Response(i + 1, i * Day / 200, Key, values, positive));
        }

        var report = learner.Report(Key)!;
        report.Responses.ShouldBe(3_000);
        report.Positives.ShouldBe(outcomes.Count(o => o));
        report.Kept.ShouldBe(2_000);
        double[] last = [.. served.TakeLast(2_000)];
        bool[] happened = [.. outcomes.TakeLast(2_000)];
        report.KeptPositives.ShouldBe(happened.Count(o => o));
        report.Served.LogLoss.ShouldBe(LogLoss.Mean(last, happened), 1e-6);
        report.Served.Auc.ShouldBe(RankingQuality.Auc(last, happened), 1e-6);
        report.Served.LogLoss.ShouldBeInRange(report.Served.Low, report.Served.High);
        report.Served.LogLoss.ShouldBeLessThan(report.BaseRate.LogLoss);
        report.Calibration!.Value.ShouldBe(last.Sum() / report.KeptPositives, 1e-6);
        report.Curve.Count.ShouldBe(10);
        report.Curve.Sum(b => b.Count).ShouldBe(2_000);
        report.CalibrationError.ShouldBe(CalibrationCurve.EqualMassError(last, happened), 1e-6);

        // The models' own figure is as old as the last fit.
        learner.Publish().PerformanceOf(0).ServedAuc.ShouldBe(report.Served.Auc, 0.02);

        // The history has every response once, and its loss is the served one.
        report.History.Sum(h => h.Responses).ShouldBe(3_000);
        report.History.Sum(h => h.Positives).ShouldBe((int)report.Positives);
        report.History.Count.ShouldBeLessThanOrEqualTo(64);
        (report.History.Sum(h => h.Served * h.Responses) / 3_000).ShouldBe(LogLoss.Mean(served.ToArray(), outcomes.ToArray()), 1e-6);
        report.History.Select(h => h.Until).ShouldBeInOrder();
        report.Speakers[^1].Source.ShouldBe(report.Source);
        report.Speakers.Select(s => s.Responses).ShouldBeInOrder();
    }

    [Fact]
    public void Report_Predictors_BestFirstWithReadableBins()
    {
        var learner = Learner();
        Teach(learner, 3_000, 5);
        var report = learner.Report(Key)!;
        report.Predictors.Select(p => p.Auc).ShouldBeInOrder(SortDirection.Descending);
        report.Predictors[^1].Name.ShouldBe("noise");
        report.Predictors[^1].Auc.ShouldBeInRange(0.45, 0.55);
        var age = report.Predictors.Single(p => p.Name == "age");
        age.Auc.ShouldBeGreaterThan(0.6);
        age.IsUsed.ShouldBeTrue();
        age.Weight.ShouldBeGreaterThan(report.Predictors[^1].Weight);
        age.Bins[0].Kind.ShouldBe(PredictorBinKind.Missing);
        age.Bins[1].From.ShouldBe(double.NegativeInfinity);
        age.Bins[^1].To.ShouldBe(double.PositiveInfinity);
        age.Bins.Skip(2).Zip(age.Bins.Skip(1)).ShouldAllBe(pair => pair.First.From == pair.Second.To);
        age.Bins[^1].Contribution.ShouldBeGreaterThan(age.Bins[1].Contribution);
        age.Bins.Sum(b => b.Responses).ShouldBeGreaterThan(1_000);

        var plan = report.Predictors.Single(p => p.Name == "plan");
        var gold = plan.Bins.Single(b => b.Kind == PredictorBinKind.Text && b.Code == PredictorCodes.Of(Value.OfText("gold")));
        var silver = plan.Bins.Single(b => b.Kind == PredictorBinKind.Text && b.Code == PredictorCodes.Of(Value.OfText("silver")));
        (gold.Positives / gold.Responses).ShouldBeGreaterThan(silver.Positives / silver.Responses);
        plan.Bins[^1].Kind.ShouldBe(PredictorBinKind.OtherTexts);
    }

    [Fact]
    public void Overview_AndReport_AgreeOnWhatIsHeldBack()
    {
        // The rate falls from 40 % to 2 % and rises again, so that what was learned is far off.
        var learner = Learner();
        var random = new Random(9);
        var values = new double[3];
        var (seen, held) = (0, 0);
        for (var i = 0; i < 8_000; i++)
        {
            Draw(random, values);
            learner.Learn(new Response(i + 1, i * Day / 200, Key, values, random.NextDouble() < ((i / 2_000) % 2 == 0 ? 0.4 : 0.02)));
            if (i % 50 != 49)
            {
                continue;
            }

            var (report, models) = (learner.Report(Key)!, learner.Publish());
            seen++;
            var isHeldBack = models.PerformanceOf(models.RowOf(Key)).IsHeldBack;
            held += isHeldBack ? 1 : 0;
            (isHeldBack && report.Source == EvidenceSource.Pooled).ShouldBeFalse("who speaks is not held back");
            (isHeldBack && !report.AreCountsHeldBack && !report.IsPooledHeldBack).ShouldBeFalse("the report says which one");
            (report.AreCountsHeldBack && report.Source != EvidenceSource.Pooled && !isHeldBack).ShouldBeFalse("and the overview says so too");
        }

        held.ShouldBeInRange(1, seen - 1);
    }

    [Fact]
    public void Report_AfterCheckpoint_IsTheSame()
    {
        var learner = Learner();
        Teach(learner, 2_500, 11);
        using var stream = new MemoryStream();
        learner.Write(stream);
        stream.Position = 0;
        var read = PropensityLearner.Read(stream);
        System.Text.Json.JsonSerializer.Serialize(read.Report(Key), Json).ShouldBe(System.Text.Json.JsonSerializer.Serialize(learner.Report(Key), Json));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Json = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static PropensityLearner Learner()
    {
        var learner = new PropensityLearner();
        learner.SetCatalogue(
            [new TreatmentInfo(Key, 3, 2, 1, 0.1, TimeSpan.FromDays(60))],
            [new("age", PredictorType.Numeric), new("plan", PredictorType.Categorical), new("noise", PredictorType.Numeric)]);
        return learner;
    }

    private static void Teach(PropensityLearner learner, int responses, int seed)
    {
        var random = new Random(seed);
        var values = new double[3];
        for (var i = 0; i < responses; i++)
        {
            Draw(random, values);
            learner.Learn(new Response(i + 1, i * Day / 200, Key, values, random.NextDouble() < Truth(values)));
        }
    }

    private static void Draw(Random random, double[] values)
    {
        values[0] = random.Next(100) < 5 ? double.NaN : random.Next(20, 80);
        values[1] = Value.OfText(random.Next(2) == 0 ? "gold" : "silver").Predictor;
        values[2] = random.NextDouble();
    }

    private static double Truth(double[] values) =>
        (double.IsNaN(values[0]) ? 0.1 : 0.02 + ((values[0] - 20) * 0.004)) * (values[1] == Value.OfText("gold").Predictor ? 1.4 : 0.6);
}
