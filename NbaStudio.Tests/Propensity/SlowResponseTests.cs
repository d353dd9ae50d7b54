using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Tests.Propensity;

public sealed class SlowResponseTests
{
    private const long Hour = 3_600_000;
    private const long Window = 48 * Hour;

    [Fact]
    public void Learn_PositiveOfALongWindow_WaitsUntilItsSilencesAreKnown()
    {
        var harness = new LearnerHarness(1, 1);
        var start = harness.Time;
        harness.Answer(1, [0.1], true, start + Hour, start, start + Window);
        Responses(harness).ShouldBe(0, "who did not answer is not known yet");
        harness.Answer(1, [0.2], false, start + Window, start, start + Window);
        Responses(harness).ShouldBe(0, "other silences of the same end are still being told");
        harness.Answer(1, [0.3], true, start + Window + SlowResponses.Grace, start + Window + SlowResponses.Grace, 0);
        Responses(harness).ShouldBe(3);
        harness.Learner.Report(1)!.Positives.ShouldBe(2);

        harness.Answer(1, [0.3], true, start + Window + Hour, start + Window + Hour, start + Window + (2 * Hour));
        Responses(harness).ShouldBe(4, "a window of an hour is short: learned at once");
    }

    [Fact]
    public void Learn_AnswersOfOneEnd_ComeInNoOrderThatTheOutcomeKnows()
    {
        var harness = new LearnerHarness(1, 1);
        var start = harness.Time;
        for (var i = 0; i < 60; i++)
        {
            harness.Answer(1, [0.5], true, start + i, start, start + Window);
        }

        for (var i = 0; i < 60; i++)
        {
            harness.Answer(1, [0.5], false, start + Window, start, start + Window);
        }

        harness.Answer(1, [0.5], false, start + Window + Hour, start + Window + Hour, 0);
        var curve = harness.Learner.Report(1)!.History; // in stretches of 25 responses
        curve.Take(4).ShouldAllBe(s => s.Positives >= 6 && s.Positives <= 19);
    }

    [Fact]
    public void Learn_CorrectionWhileItsNegativeWaits_FollowsIt()
    {
        var harness = new LearnerHarness(1, 1);
        var start = harness.Time;
        for (var i = 1; i <= 30; i++)
        {
            harness.Answer(1, [i], false, start + i, start, start + Window); // a refusal, early
        }

        harness.Answer(1, [7], true, start + Hour, start, start + Window, correctionOf: start + 7);
        harness.Answer(1, [99], false, start + Window + Hour, start + Window + Hour, 0);
        (Responses(harness), harness.Learner.Report(1)!.Positives).ShouldBe((31, 1));
    }

    [Fact]
    public void Learn_LongWindows_ServesWhatIsTrue_WhereLearningAsItComesServesTheFirstAnswers()
    {
        double First(bool waits)
        {
            var stream = new DelayedStream(8, TimeSpan.FromDays(2), 3, waits);
            stream.Run(5_760, DelayedStream.Taste); // four days; nothing is known in the first two
            return stream.Ratio();
        }

        First(waits: true).ShouldBeInRange(0.75, 1.25);
        First(waits: false).ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Care_ResetAndPause_HoldForWhatWaitsByTheEndOfItsWindow()
    {
        var harness = new LearnerHarness(1, 1);
        var start = harness.Time;
        harness.Answer(1, [1], true, start + Hour, start, start + Window);
        harness.Answer(1, [2], true, start + Hour, start, start + (2 * Window));
        harness.Learner.Care(harness.Position + 1, 1, ModelCareKind.Reset, start + Window + Hour, "ann").ShouldBeTrue("the first is learned before");
        Responses(harness).ShouldBe(0);
        harness.Position++;
        harness.Answer(1, [3], true, start + (3 * Window), start + (3 * Window), 0);
        Responses(harness).ShouldBe(2, "the second belongs to silences that are learned after the reset");
    }

    [Theory]
    [InlineData(ModelCareKind.Reset, 2)] // the silence after it, and the last answer
    [InlineData(ModelCareKind.Paused, 3)] // the first answer, the silence before it, and the last answer
    public void Care_JustAfterAWindow_HoldsForWhatIsStillToldOfIt(ModelCareKind kind, int learned)
    {
        var harness = new LearnerHarness(1, 1);
        var (start, minute) = (harness.Time, 60_000L);
        harness.Answer(1, [0], true, start + 1, start, start + Hour);
        harness.Answer(1, [1], false, start + Window, start, start + Window);
        harness.Answer(1, [2], false, start + Window + (2 * minute), start, start + Window + (2 * minute));
        Care(harness, kind, start + Window + minute);
        if (kind == ModelCareKind.Paused)
        {
            Care(harness, ModelCareKind.Resumed, start + Window + (4 * minute));
        }

        harness.Answer(1, [3], false, start + (2 * Window), start + (2 * Window), 0);

        Responses(harness).ShouldBe(learned);

        static void Care(LearnerHarness harness, ModelCareKind kind, long time) =>
            harness.Learner.Care(++harness.Position, 1, kind, time, "ann").ShouldBeTrue();
    }

    [Fact]
    public void Checkpoint_WhileResponsesWait_GoesOnBitForBit_AlsoWithAnotherListOfPredictors()
    {
        var harness = new LearnerHarness(3, 2);
        var random = new Random(4);
        PropensityLearner? copy = null;
        for (var i = 0; i < 1_500; i++)
        {
            var (start, positive) = (harness.Time + 60_000, random.Next(5) == 0);
            double[] values = [random.NextDouble(), random.NextDouble()];
            harness.Answer(1 + random.Next(3), values, positive, start, start, start + (random.Next(3) * 5 * Hour), copy, new(0.1f, (ServedBy)random.Next(6), i));
            if (i == 700)
            {
                using var stream = new MemoryStream(Bytes(harness.Learner));
                copy = PropensityLearner.Read(stream);
                Bytes(copy).ShouldBe(Bytes(harness.Learner));
            }

            if (i == 750)
            {
                // The order turns round while hundreds wait.
                PredictorDefinition[] turned = [harness.Predictors[1], harness.Predictors[0]];
                harness.Learner.SetCatalogue(harness.Treatments, turned);
                copy!.SetCatalogue(harness.Treatments, turned);
            }
        }

        Bytes(copy!).ShouldBe(Bytes(harness.Learner));
        harness.Learner.Report(1)!.Responses.ShouldBeGreaterThan(350);
    }

    private static long Responses(LearnerHarness harness) => harness.Learner.Report(1)!.Responses;

    private static byte[] Bytes(PropensityLearner learner)
    {
        using var stream = new MemoryStream();
        learner.Write(stream);
        return stream.ToArray();
    }
}
