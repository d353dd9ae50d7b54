using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Engine.Propensity.Starts;

namespace NbaStudio.Tests.Propensity;

public sealed class LearnerStartTests
{
    [Fact]
    public void Start_FileThatTells_IsServedAtOnceAndCountsForItsWeight()
    {
        var harness = new LearnerHarness(3, 2, 0.05);
        Start(harness, File(6_000, 1, 500)).ShouldBeTrue();

        var report = harness.Learner.Report(1)!;
        (report.Responses, report.FromFile, report.Kept, report.Source).ShouldBe((500, 500, 0, EvidenceSource.Model), "nobody was served by the rows");
        report.Care.Select(c => (c.Kind, c.Responses)).ShouldBe([(ModelCareKind.Started, 500L)]);
        report.Starts.Single().Rows.ShouldBe(6_000);
        report.Predictors.Single(p => p.Name == "customer.a").IsUsed.ShouldBeTrue();
        report.Predictors.Single(p => p.Name == "customer.b").Bins.Sum(b => b.Responses).ShouldBe(0, "the file has no column for it");
        var models = harness.Learner.Publish();
        models.EvidenceOf(models.RowOf(1)).FromFile.ShouldBe(500);
        LearnerHarness.Score(models, 1, 9, double.NaN).ShouldBe(0.40, 0.10);
        LearnerHarness.Score(models, 1, 1, double.NaN).ShouldBeLessThan(0.12);
        LearnerHarness.Score(models, 2, 9, double.NaN).ShouldBe(0.05, 1e-6, "another action is not touched");
    }

    [Fact]
    public void Start_LiveResponsesThatDiffer_SoonOutvoteTheFile()
    {
        var harness = new LearnerHarness(1, 1, 0.05);
        Start(harness, File(20_000, 1, 500));
        var random = new Random(5);
        for (var i = 0; i < 1_500; i++)
        {
            harness.Learn(1, [random.Next(10)], random.NextDouble() < 0.02);
        }

        // The file said 4 to 40 %; what is true is 2 % for everybody.
        harness.Learner.Predict(1, [9]).ShouldBeLessThan(0.13);
        var report = harness.Learner.Report(1)!;
        (report.Responses, report.Kept).ShouldBe((2_000, 1_500));
    }

    [Fact]
    public void Reset_AfterAStart_IsAsIfNothingHadBeenLearned()
    {
        var harness = new LearnerHarness(2, 1, 0.1);
        Start(harness, File(3_000, 1, 500));
        harness.Learner.Care(harness.Position + 10, 1, ModelCareKind.Reset, harness.Time, "ann").ShouldBeTrue();
        harness.Learner.Predict(1, [9]).ShouldBe(0.1, 1e-9);
        var report = harness.Learner.Report(1)!;
        (report.Responses, report.FromFile, report.Starts.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void Start_Paused_IsPassedOverWithAllItsParts()
    {
        var harness = new LearnerHarness(1, 1, 0.1);
        harness.Learner.Care(0, 1, ModelCareKind.Paused, harness.Time, "ann");
        var file = File(2_500, 1, 500);
        file.Select((part, i) => harness.Learner.Start(i + 1, 1, part)).ShouldAllBe(taken => !taken);
        harness.Learner.Start(9, 77, file[0]).ShouldBeFalse("in no catalogue");
        harness.Learner.Report(1)!.Responses.ShouldBe(0);
    }

    [Fact]
    public void Write_InTheMiddleOfAFile_ContinuesBitForBit()
    {
        var file = File(4_500, 1, 300);
        var (whole, cut) = (new LearnerHarness(2, 2, null), new LearnerHarness(2, 2, null));
        for (var i = 0; i < 40; i++)
        {
            whole.Learn(1, [i % 7, 1], i % 5 == 0);
            cut.Learn(1, [i % 7, 1], i % 5 == 0);
        }

        Start(whole, file);
        file.Take(2).ToList().ForEach(part => cut.Learner.Start(cut.Position, 1, part));
        using var half = new MemoryStream();
        cut.Learner.Write(half);
        half.Position = 0;
        var restored = PropensityLearner.Read(half);
        file.Skip(2).ToList().ForEach(part => restored.Start(cut.Position, 1, part));
        for (var i = 0; i < 700; i++)
        {
            whole.Learn(1 + (i % 2), [i % 9, i % 4], i % 6 == 0);
            cut.Learn(1 + (i % 2), [i % 9, i % 4], i % 6 == 0, restored);
        }

        Bytes(restored).ShouldBe(Bytes(whole.Learner));
    }

    [Fact]
    public void Start_LateCorrection_NeverTakesARowOfTheFileForItsNegative()
    {
        var harness = new LearnerHarness(1, 1, 0.1);
        Start(harness, File(1_000, 1, 500));
        var before = harness.Learner.Report(1)!.Positives;
        harness.Correct(1, [3], harness.Time);
        var report = harness.Learner.Report(1)!;
        (report.Kept, report.KeptPositives, report.Positives).ShouldBe((1, 1, before + 1), "it is kept as a response of its own");
    }

    [Fact]
    public void Order_FileSortedByItsOutcome_SpreadsPositivesEvenly()
    {
        bool[] outcomes = [.. Enumerable.Range(0, 1_000).Select(i => i < 200)];
        var order = StartLimits.Order(outcomes, 42);
        order.Order().ShouldBe(Enumerable.Range(0, 1_000));
        for (var from = 0; from < 1_000; from += 100)
        {
            order.Skip(from).Take(100).Count(row => outcomes[row]).ShouldBe(20);
        }

        StartLimits.Order(outcomes, 42).ShouldBe(order);
        StartLimits.Order(outcomes, 43).ShouldNotBe(order);
        StartLimits.Share(500, 400).ShouldBe(1);
        StartLimits.Share(500, 2_000).ShouldBe(0.25f);
    }

    /// <summary>Rows whose chance of success rises with customer.a, from 4 to 40 %.</summary>
    internal static List<StartPart> File(int rows, int seed, int effective, long time = 1_760_000_000_000)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, rows).Select(_ => (double)random.Next(10)).ToArray();
        bool[] outcomes = [.. values.Select(v => random.NextDouble() < 0.04 * (v + 1))];
        var start = new FileStart(time, "ann", "old.csv", (ulong)seed, rows, outcomes.Count(o => o), Math.Min(rows, effective), 1);
        return [.. StartLimits.Order(outcomes, start.Fingerprint).Chunk(StartLimits.RowsOfPart).Select((part, i) => new StartPart(
            start, i * StartLimits.RowsOfPart, [new("customer.a", PredictorType.Numeric)], [.. part.Select(row => StartLimits.CodeOf(values[row], PredictorType.Numeric))], [.. part.Select(row => outcomes[row])]))];
    }

    private static bool Start(LearnerHarness harness, List<StartPart> file) => file.TrueForAll(part => harness.Learner.Start(harness.Position, 1, part));

    private static byte[] Bytes(PropensityLearner learner)
    {
        using var stream = new MemoryStream();
        learner.Write(stream);
        return stream.ToArray();
    }
}
