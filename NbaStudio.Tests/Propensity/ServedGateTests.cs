using NbaStudio.Engine.Propensity;

namespace NbaStudio.Tests.Propensity;

/// <summary>The calibration gate judges what decisions used, and what is said before learning where another spoke.</summary>
public sealed class ServedGateTests
{
    [Theory]
    [InlineData(ServedBy.Pooled)]
    [InlineData(ServedBy.Counts)]
    public void Gate_ServedTwiceOfWhatHappened_HoldsThatModelBack_ThoughItsLatestPredictionsHold(ServedBy by)
    {
        var harness = new LearnerHarness(1, 2);
        Feed(harness, 3_000, default);
        harness.Learner.Report(1)!.IsPooledHeldBack.ShouldBeFalse();
        harness.Learner.Report(1)!.AreCountsHeldBack.ShouldBeFalse();

        Feed(harness, 1_000, new(0.4f, by, 1));
        var report = harness.Learner.Report(1)!;
        (report.IsPooledHeldBack, report.AreCountsHeldBack).ShouldBe((by == ServedBy.Pooled, by == ServedBy.Counts));
        report.Calibration!.Value.ShouldBeGreaterThan(1.3, "the report tells of what was served");

        // Held back it is not served: what it would have said opens the gate again.
        Feed(harness, 1_000, new(0.1f, ServedBy.BaseRate, 2));
        report = harness.Learner.Report(1)!;
        (report.IsPooledHeldBack, report.AreCountsHeldBack).ShouldBe((false, false));
    }

    [Fact]
    public void Duel_IsBetweenWhatBothSayNow_WhateverWasServed()
    {
        var plain = new LearnerHarness(1, 2);
        var served = new LearnerHarness(1, 2);
        Feed(plain, 2_000, default);
        Feed(served, 2_000, new(0.15f, ServedBy.BaseRate, 1));
        served.Learner.Report(1)!.Source.ShouldBe(plain.Learner.Report(1)!.Source);
        served.Learner.Report(1)!.Speakers.ShouldBe(plain.Learner.Report(1)!.Speakers);
        served.Learner.Predict(1, [0.4, 0.6]).ShouldBe(plain.Learner.Predict(1, [0.4, 0.6]));
    }

    private static void Feed(LearnerHarness harness, int responses, ServedPropensity served)
    {
        var random = new Random(3);
        for (var i = 0; i < responses; i++)
        {
            double[] values = [random.NextDouble(), random.NextDouble()];
            var time = harness.Time + 60_000;
            harness.Answer(1, values, random.NextDouble() < 0.05 + (0.2 * values[0]), time, time, 0, served: served);
        }
    }
}
