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
            watch.Observe(i + 1, i * 120_000L, p, random.NextDouble() < p, out _).ShouldBeNull($"at {i}");
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
            watch.Observe(i + 1, i * 120_000L, p, random.NextDouble() < p, out _).ShouldBeNull();
        }

        for (var i = 1; i <= within; i++)
        {
            var p = 0.02 + (0.08 * random.NextDouble());
            if (watch.Observe(i + 1, i * 120_000L, p, random.NextDouble() < p * times, out var since) is { } found)
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
            watch.Observe(i + 1, i * 120_000L, p, random.NextDouble() < p, out _).ShouldBeNull();
        }

        DriftKind? found = null;
        for (var i = 0; i < 1_500 && found is null; i++)
        {
            var p = random.Next(2) == 0 ? 0.02 : 0.1;
            found = watch.Observe(i + 1, i * 120_000L, p, random.NextDouble() < 0.12 - p, out _);
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
            watch.Observe(i + 1, i * 120_000L, p, positive && !isLate, out _).ShouldBeNull($"at {i}");
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
            var isWide = watch.Observe(i + 1, i * 120_000L, treatment, p, positive, _ => 0.05, out var since);
            if (isWide)
            {
                i.ShouldBeGreaterThan(10_000, "nothing had changed");
                told = i - 10_000;
                since.ShouldBeGreaterThanOrEqualTo(512);
                break;
            }
        }

        if (isTold)
        {
            told.ShouldBeInRange(1, 3_000);
        }
        else
        {
            told.ShouldBe(0);
        }
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
        harness.Learner.Drifts.ShouldNotBeEmpty();
        harness.Learner.Drifts.ShouldAllBe(d => d.Model == DriftedModel.All);
    }

    // A campaign's positives come at once and its silences when the window ends: no change of the world.
    [Theory]
    [InlineData(30)]
    [InlineData(3 * 24 * 60)]
    public void Learn_Campaigns_PositivesFirstAndSilencesLater_LetNothingGo(int windowMinutes)
    {
        var harness = new LearnerHarness(6, 2);
        var random = new Random(8);
        var window = windowMinutes * 60_000L;
        for (var campaign = 0; campaign < 12; campaign++)
        {
            var start = harness.Time + 86_400_000;
            var answers = Enumerable.Range(0, 900).Select(_ => (Treatment: 1 + random.Next(6), Values: new[] { random.NextDouble(), random.NextDouble() }, Positive: random.NextDouble() < 0.06)).ToList();
            foreach (var (answer, i) in answers.Where(a => a.Positive).Select((a, i) => (a, i)))
            {
                harness.Answer(answer.Treatment, answer.Values, true, start + (i * 10_000L), start, start + window);
            }

            foreach (var answer in answers.Where(a => !a.Positive))
            {
                harness.Answer(answer.Treatment, answer.Values, false, start + window, start, start + window);
            }
        }

        harness.Learner.Report(1)!.Responses.ShouldBeGreaterThan(1_500);
        DriftMark[] marks = [.. Enumerable.Range(1, 6).SelectMany(t => harness.Learner.Report(t)!.Drifts).Concat(harness.Learner.Drifts).Distinct()];
        marks.ShouldNotContain(m => m.Kind == DriftKind.Ranking || m.Kind == DriftKind.Mixed); // nothing is let go
        marks.Length.ShouldBeLessThanOrEqualTo(windowMinutes > 60 ? 0 : 3); // what is said of silences of short windows follows the positives learned before
    }

    // Nothing changes in 36 runs of 15,000 decisions each; then other people accept. By immediate answers, and by yes at once and no at the end of the window.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(48)]
    public void Learn_DelayedAnswers_AreJudged_SilentWhileNothingChanges_AndAlarmedAfterwards(int windowHours)
    {
        var falseAlarms = 0L;
        for (var seed = 1; seed <= 36; seed++)
        {
            var stream = new DelayedStream(8, TimeSpan.FromHours(windowHours), seed);
            stream.Run(15_000, DelayedStream.Taste);
            var before = stream.Learner.DriftCount;
            falseAlarms += before;
            Marks(stream.Learner).ShouldNotContain(m => m.Kind == DriftKind.Ranking || m.Kind == DriftKind.Mixed, $"seed {seed}: nothing is let go without a change");
            if (seed <= 4)
            {
                // A window's worth of decisions passes before anything can be known.
                stream.Run(2_500 + (windowHours * 60), DelayedStream.OtherTaste);
                stream.Learner.DriftCount.ShouldBeGreaterThan(before, $"seed {seed}");
                Marks(stream.Learner).ShouldContain(m => m.Kind == DriftKind.Ranking, $"seed {seed}");
            }
        }

        falseAlarms.ShouldBeLessThanOrEqualTo(4, "marks of a level in 540,000 responses and 17 watches");
    }

    // What looks like a taste is chance: a model that took it for one is wrong, but nothing has changed.
    [Theory]
    [InlineData(0)]
    [InlineData(48)]
    public void Learn_NothingTellsWhoAccepts_IsNoChangeOfTastes(int windowHours)
    {
        var told = 0;
        for (var seed = 1; seed <= 12; seed++)
        {
            var stream = new DelayedStream(6, TimeSpan.FromHours(windowHours), seed);
            stream.Run(10_800, (_, _) => 0.06);
            told += Marks(stream.Learner).Count(m => m.Kind is DriftKind.Ranking or DriftKind.Mixed);
        }

        told.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Watch_RankingThatNeverHeld_IsNoChange()
    {
        // All of the spread in what is said is chance, from the first response on.
        var watch = new DriftWatch();
        var random = new Random(11);
        double Said(double truth) => 1 / (1 + Math.Exp(-(Math.Log(truth / (1 - truth)) + (random.Next(2) == 0 ? 0.5 : -0.5))));
        for (var i = 0; i < 12_000; i++)
        {
            watch.Observe(i + 1, i * 120_000L, Said(0.06), random.NextDouble() < 0.06, out _).ShouldNotBe(DriftKind.Ranking, $"at {i}");
        }
    }

    private static DriftMark[] Marks(PropensityLearner learner) =>
        [.. Enumerable.Range(1, 8).SelectMany(t => learner.Report(t)?.Drifts ?? []).Concat(learner.Drifts).Distinct()];

    // What an alarm let go is not taken back a second time when its answer comes late.
    [Fact]
    public void Correct_ANegativeThatWasLetGo_ChangesNoCount()
    {
        var state = new TreatmentState(new(1, 1, 1, 1, 0.05, TimeSpan.FromDays(60)), 1);
        uint[] codes = [1];
        byte[] bins = [1];
        for (var i = 1; i <= 300; i++)
        {
            state.Learn(new(i, i * 1_000L, 1, [1], i % 20 == 0), codes, bins, default, float.NaN, 2_000);
        }

        state.KeepNewest(100);
        (state.Kept.Count, state.KeptPositives).ShouldBe((100, 5));
        state.Counts.Negatives.ShouldBe(95, 0.01);
        state.Correct(new(301, 301_000, 1, [1], true, true, 10_000), codes, bins, default, 2_000);
        (state.Kept.Count, state.KeptPositives).ShouldBe((100, 5));
        state.Counts.Negatives.ShouldBe(95, 0.01);

        state.Correct(new(302, 302_000, 1, [1], true, true, 299_000), codes, bins, default, 2_000); // one that is kept
        (state.Kept.Count, state.KeptPositives).ShouldBe((100, 6));
        state.Counts.Negatives.ShouldBe(94, 0.01);
        state.Counts.StoredSum(0, false).ShouldBe(state.Counts.Stored(0, 1, 0, false) + state.Counts.Stored(0, 1, 1, false), 1e-9);
    }

    [Fact]
    public void Checkpoint_InTheMiddleOfADrift_GoesOnBitForBit()
    {
        var harness = new LearnerHarness(8, 2);
        var random = new Random(6);
        PropensityLearner? copy = null;
        for (var i = 0; i < 5_000; i++)
        {
            var values = new[] { random.NextDouble(), random.NextDouble() };
            var sign = i < 3_000 ? 1 : -1;
            var positive = random.NextDouble() < 1 / (1 + Math.Exp(-(-2 + (sign * 3 * (values[0] - 0.5)))));
            var treatment = 1 + random.Next(8);
            // Every second answer is judged only when its window ends, some of them after the checkpoint.
            harness.Answer(treatment, values, positive, harness.Time + 60_000, harness.Time + 60_000, i % 2 == 0 ? harness.Time + 1_800_000 : 0, copy);
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
            copy.Predict(1 + (i % 8), values).ShouldBe(harness.Learner.Predict(1 + (i % 8), values));
        }
    }
}
