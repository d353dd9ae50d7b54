using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Tests.Propensity;

public sealed class LearnerCareTests
{
    [Fact]
    public void Reset_OnlyTreatmentOfItsFamily_IsAsIfNothingHadBeenLearned()
    {
        var harness = new LearnerHarness(1, 2, 0.1);
        Teach(harness, 900, 1);
        harness.Learner.Predict(1, [9, 1]).ShouldBeGreaterThan(0.2);

        harness.Learner.Care(harness.Position + 1, 1, ModelCareKind.Reset, harness.Time, "ann").ShouldBeTrue();

        harness.Learner.Predict(1, [9, 1]).ShouldBe(0.1, 1e-9);
        harness.Learner.Predict(1, [1, 1]).ShouldBe(0.1, 1e-9);
        var report = harness.Learner.Report(1)!;
        (report.Responses, report.Kept, report.History.Count, report.Speakers.Count).ShouldBe((0, 0, 0, 0));
        report.Care.ShouldBe([new ModelCareEntry(harness.Time, ModelCareKind.Reset, "ann", 900)]);
        LearnerHarness.Score(harness.Learner.Publish(), 1, 9, 1).ShouldBe(0.1, 1e-6, "served at once");
    }

    [Fact]
    public void Reset_BesideOthers_LeavesThemAsTheyAre()
    {
        var harness = new LearnerHarness(4, 2, 0.1);
        Teach(harness, 3_000, 4);
        double[] Others() => [.. Enumerable.Range(2, 3).SelectMany(t => new[] { harness.Learner.Predict(t, [9, 1]), harness.Learner.Predict(t, [2, double.NaN]) })];
        var (before, own) = (Others(), harness.Learner.Predict(1, [9, 1]));

        harness.Learner.Care(harness.Position + 1, 1, ModelCareKind.Reset, harness.Time, "ann").ShouldBeTrue();

        Others().ShouldBe(before);
        harness.Learner.Predict(1, [9, 1]).ShouldNotBe(own);
        harness.Learner.Care(harness.Position + 2, 1, ModelCareKind.Reset, harness.Time, "ann").ShouldBeFalse("nothing is left");
        harness.Learner.Care(harness.Position + 3, 77, ModelCareKind.Reset, harness.Time, "ann").ShouldBeFalse("in no catalogue");
        harness.Learner.Version.ShouldBe(harness.Position + 3);
    }

    [Fact]
    public void Pause_ResponsesBetween_ChangeNothing()
    {
        var harness = new LearnerHarness(2, 2, 0.1);
        Teach(harness, 500, 2);
        harness.Learner.Care(harness.Position, 1, ModelCareKind.Paused, harness.Time, "ann").ShouldBeTrue();
        harness.Learner.Care(harness.Position, 1, ModelCareKind.Paused, harness.Time, "ann").ShouldBeFalse();
        var before = harness.Learner.Predict(1, [9, 1]);
        var responses = harness.Learner.Report(1)!.Responses;
        for (var i = 0; i < 40; i++)
        {
            harness.Learner.Learn(new(harness.Position, harness.Time, 1, [9, 1], true)).ShouldBeFalse();
        }

        harness.Learner.Predict(1, [9, 1]).ShouldBe(before);
        var report = harness.Learner.Report(1)!;
        (report.Responses, report.PassedOver, report.PausedSince).ShouldBe((responses, 40, harness.Time));

        harness.Learner.Care(harness.Position, 1, ModelCareKind.Resumed, harness.Time, "ann").ShouldBeTrue();
        harness.Learn(1, [9, 1], true);
        harness.Learner.Report(1)!.Responses.ShouldBe(responses + 1);
    }

    [Fact]
    public void Correction_OfANegativeThatIsNotInTheModels_IsPassedOver()
    {
        var harness = new LearnerHarness(1, 1, 0.1);
        long Negative()
        {
            harness.Learn(1, [1], false);
            return harness.Time;
        }

        bool Correct(long negative) => harness.Learner.Learn(new(harness.Position, ++harness.Time, 1, [1], true, true, negative));
        var forgotten = Negative();
        harness.Learner.Care(harness.Position, 1, ModelCareKind.Reset, ++harness.Time, "ann").ShouldBeTrue();
        var kept = Negative();
        harness.Learner.Care(harness.Position, 1, ModelCareKind.Paused, ++harness.Time, "ann").ShouldBeTrue();
        var passed = ++harness.Time;
        harness.Learner.Learn(new(harness.Position, passed, 1, [1], false)).ShouldBeFalse();
        harness.Learner.Care(harness.Position, 1, ModelCareKind.Resumed, ++harness.Time, "ann").ShouldBeTrue();

        (Correct(forgotten), Correct(passed), Correct(kept)).ShouldBe((false, false, true));
        harness.Learner.Report(1)!.Positives.ShouldBe(1);
    }

    [Fact]
    public void Checkpoint_AroundAReset_IsBitIdentical()
    {
        var harness = new LearnerHarness(5, 3, null);
        var random = new Random(5);
        for (var i = 0; i < 2_500; i++)
        {
            harness.Learn(1 + (i % 5), [random.Next(10), random.Next(4), 1], random.Next(9) == 0);
        }

        harness.Learner.Care(harness.Position, 2, ModelCareKind.Reset, harness.Time, "ann").ShouldBeTrue();
        harness.Learner.Care(harness.Position, 3, ModelCareKind.Paused, harness.Time, "ann").ShouldBeTrue();
        using var stream = new MemoryStream();
        harness.Learner.Write(stream);
        stream.Position = 0;
        var restored = PropensityLearner.Read(stream);
        for (var i = 1; i <= 2_500; i++)
        {
            var response = new Response(harness.Position + i, harness.Time + (i * 3_600_000L), 1 + (i % 5), [random.Next(10), random.Next(4), 1], random.Next(9) == 0);
            harness.Learner.Learn(response).ShouldBe(response.TreatmentKey != 3);
            restored.Learn(response);
        }

        using var first = new MemoryStream();
        using var second = new MemoryStream();
        harness.Learner.Write(first);
        restored.Write(second);
        second.ToArray().ShouldBe(first.ToArray());
    }

    private static void Teach(LearnerHarness harness, int responses, int treatments)
    {
        var random = new Random(3);
        for (var i = 0; i < responses; i++)
        {
            double[] values = [random.Next(10), random.Next(3)];
            harness.Learn(1 + (i % treatments), values, random.NextDouble() < 0.05 + (0.04 * values[0]));
        }
    }
}
