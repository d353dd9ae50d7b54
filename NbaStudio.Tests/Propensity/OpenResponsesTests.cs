using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Pooled;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Tests.Propensity;

/// <summary>Responses that the pooled model visits again, and what becomes of them.</summary>
public sealed class OpenResponsesTests
{
    private const int Open = 500;

    // The log posterior is concave, so where it is stationary there is its one mode: every weight is its prior variance times what all responses pull, y - p each.
    [Fact]
    public void Visit_AllResponsesAgainAndAgain_ComesToTheModeOfThePosterior()
    {
        var random = new Random(3);
        PredictorState[] predictors = [.. Enumerable.Range(0, 3).Select(i => Gridded("p" + i, random))];
        double[] relevance = [1, 1, 1];
        var model = new PooledModel(predictors.Length);
        var treatments = new[] { (1, 10, 100), (2, 10, 100), (3, 11, 100), (4, 12, 101) }
            .Select(k => new TreatmentInfo(k.Item1, k.Item2, k.Item3, 1, 0.05, TimeSpan.FromDays(60))).Select(i => model.Of(i, PooledModel.OffsetOf(i))).ToArray();
        var responses = Enumerable.Range(0, 80).Select(i =>
        {
            var cells = new ResponseCells(predictors.Length);
            cells.Set([.. predictors.Select(p => (byte)random.Next(p.Grid!.Count))], predictors);
            return (Treatment: treatments[i % 4], Cells: cells, Positive: random.NextDouble() < 0.15);
        }).ToArray();

        var pulls = responses.Select(r => model.Learn(r.Treatment, r.Cells, PooledModel.Look(r.Treatment, r.Cells), r.Positive, stays: true, out _)).ToArray();
        Distance().ShouldBeGreaterThan(0.003, "one step for each is far from it");
        for (var round = 0; round < 400; round++)
        {
            for (var i = 0; i < responses.Length; i++)
            {
                pulls[i] = PooledModel.Visit(responses[i].Treatment, responses[i].Cells, responses[i].Positive, pulls[i]);
            }
        }

        Distance().ShouldBeLessThan(1e-6);

        // The farthest that a weight lies from its prior variance times all pulls.
        double Distance()
        {
            var most = 0.0;
            foreach (var unit in treatments.SelectMany(t => t.Units).Distinct())
            {
                var wanted = new PooledUnit(unit.Level, unit.Key, relevance);
                foreach (var (treatment, cells, positive) in responses.Where(r => r.Treatment.Units.Contains(unit)))
                {
                    Pull(wanted, cells, (positive ? 1 : 0) - PooledModel.Predict(treatment, cells));
                }

                most = Math.Max(most, Farthest(unit, wanted));
            }

            return most;
        }
    }

    [Fact]
    public void Settle_RightAfterLearning_IsTheSameAsNeverHavingBeenOpen()
    {
        var random = new Random(4);
        PredictorState[] predictors = [Gridded("a", random), Gridded("b", random)];
        var (left, right) = (new PooledModel(2), new PooledModel(2));
        var info = new TreatmentInfo(1, 10, 100, 1, 0.05, TimeSpan.FromDays(60));
        var (a, b) = (left.Of(info, PooledModel.OffsetOf(info)), right.Of(info, PooledModel.OffsetOf(info)));
        for (var i = 0; i < 50; i++)
        {
            var cells = new ResponseCells(2);
            cells.Set([(byte)random.Next(8), (byte)random.Next(8)], predictors);
            left.Learn(a, cells, PooledModel.Look(a, cells), i % 5 == 0, stays: true, out _);
            PooledModel.Settle(a, cells);
            right.Learn(b, cells, PooledModel.Look(b, cells), i % 5 == 0, stays: false, out _);
        }

        for (var level = 0; level < PooledPriors.Levels; level++)
        {
            Farthest(a.Units[level], b.Units[level]).ShouldBeLessThan(1e-9);
            a.Units[level].Intercept.Settled.ShouldBe(b.Units[level].Intercept.Settled, 1e-9);
            a.Units[level].Intercept.Settled.ShouldBeLessThan(PooledPriors.Intercept(level));
        }
    }

    // Grids are made anew, priors are exchanged, negatives become positives, predictors come and go: as long as all responses are open, nothing may stand in a weight but what they pull.
    [Fact]
    public void Weights_WhileEveryResponseIsOpen_AreWhatTheResponsesPull()
    {
        var harness = new LearnerHarness(10, 3);
        var random = new Random(5);
        List<(double[] X, long Time)> silent = [];
        for (var i = 0; i < 4_900; i++)
        {
            double[] x = [random.NextDouble() + (i < 2_500 ? 0 : 0.7), random.NextDouble() < 0.2 ? double.NaN : random.Next(9), i < 600 ? 1 : random.NextDouble()];
            var positive = random.NextDouble() < (x[1] > 4 ? 0.2 : 0.05);
            harness.Learn(1 + (i % 10), x, positive);
            if (!positive && i % 10 == 0 && i > 4_000)
            {
                silent.Add((x, harness.Time));
            }

            if (i is 700 or 4_100)
            {
                Check(harness.Learner);
            }
        }

        harness.Learner.Predictors[0].Grid!.Version.ShouldBe(2);
        harness.Learner.PooledRelevance.ToArray().ShouldAllBe(f => f != 1);
        Check(harness.Learner);
        foreach (var (x, time) in silent)
        {
            harness.Correct(1, x, time);
        }

        Check(harness.Learner);
        harness.Learner.SetCatalogue(harness.Treatments, [harness.Predictors[0], harness.Predictors[1], new("customer.new", PredictorType.Categorical), new("customer.other", PredictorType.Numeric)]);
        Check(harness.Learner);
        using var stream = new MemoryStream();
        harness.Learner.Write(stream);
        stream.Position = 0;
        var copy = PropensityLearner.Read(stream);
        Check(copy);
        for (var i = 0; i < 90; i++)
        {
            double[] x = [random.NextDouble(), random.NextDouble(), random.Next(4), 1];
            harness.Learn(1 + (i % 10), x, i % 11 == 0);
            copy.Learn(new(harness.Position, harness.Time, 1 + (i % 10), x, i % 11 == 0)).ShouldBeTrue();
        }

        Check(harness.Learner);
        for (var treatment = 1; treatment <= 10; treatment++)
        {
            copy.Predict(treatment, [0.4, 0.7, 3, 1]).ShouldBe(harness.Learner.Predict(treatment, [0.4, 0.7, 3, 1]));
        }
    }

    // Customers with a high value accept four times as often. The first bins come at 500, so the first stretch ends with all pulls in new weights; in the last one nothing is open any more.
    [Fact]
    public void Learn_OnFromOpenToSettled_GoesOnToBeMoreRight()
    {
        var error = new double[2];
        for (var run = 0; run < 24; run++)
        {
            var harness = new LearnerHarness(1, 2);
            var random = new Random(100 + run);
            for (var i = 0; i < 1_500; i++)
            {
                double[] x = [random.NextDouble(), random.NextDouble()];
                var truth = x[0] > 0.5 ? 0.16 : 0.04;
                harness.Learn(1, x, random.NextDouble() < truth);
                if (i is (>= 510 and < 660) or >= 1_350)
                {
                    error[i < 1_350 ? 0 : 1] += Math.Pow(Math.Log(harness.Learner.LastSaid.Pooled / truth), 2) / 150 / 24;
                }
            }
        }

        error[0].ShouldBeLessThan(0.3, "the mean rate for everybody is off by 0.54");
        error[1].ShouldBeLessThan(0.8 * error[0]);
    }

    [Fact]
    public void Learn_TwoMonthsLater_SettlesWhatIsOldWithItsEvidence()
    {
        var harness = new LearnerHarness(1, 1);
        for (var i = 0; i < 40; i++)
        {
            harness.Learn(1, [i], i % 4 == 0);
        }

        var treatment = harness.Learner.Treatments[0];
        var settled = treatment.Pooled.Units[3].Intercept.Settled;
        settled.ShouldBe(PooledPriors.Intercept(3));
        harness.Time += (long)TimeSpan.FromDays(PooledPriors.HalfLifeDays + 1).TotalMilliseconds;
        harness.Learn(1, [1], false);

        treatment.Pooled.Units[3].Intercept.Settled.ShouldBeLessThan(0.9 * settled);
        Enumerable.Range(0, 40).Count(treatment.Kept.IsOpen).ShouldBe(0);
        treatment.Kept.IsOpen(40).ShouldBeTrue();
    }

    [Fact]
    public void Learn_MoreThanStayOpen_SettlesTheOldestUntilNoneIsLeft()
    {
        var harness = new LearnerHarness(2, 2);
        var random = new Random(6);
        void Teach(int treatment, int count)
        {
            for (var i = 0; i < count; i++)
            {
                harness.Learn(treatment, [random.NextDouble(), random.NextDouble()], random.NextDouble() < 0.1);
            }
        }

        int OpenOf(int row) => Enumerable.Range(0, harness.Learner.Treatments[row].Kept.Count).Count(harness.Learner.Treatments[row].Kept.IsOpen);

        Teach(1, Open);
        OpenOf(0).ShouldBe(Open);
        Teach(1, 50);
        OpenOf(0).ShouldBe(Open - 100);
        Teach(1, 200);
        OpenOf(0).ShouldBe(0);
        var settled = harness.Learner.Treatments[0].Pooled.Units[3].Intercept;
        settled.Settled.ShouldBe(settled.Variance, settled.Variance / 5, "as sure as everything together");
        Teach(1, 20);
        OpenOf(0).ShouldBe(0);
        Teach(2, 40);
        (OpenOf(0), OpenOf(1)).ShouldBe((0, 40), "each treatment has its own");

        harness.Learner.Care(harness.Position, 2, ModelCareKind.Reset, harness.Time, "ann").ShouldBeTrue();
        Teach(2, 10);
        OpenOf(1).ShouldBe(10);
    }

    [Fact]
    public void SetCatalogue_TreatmentInAnotherFamily_LeavesWhatItTaughtTheFirstOne()
    {
        var harness = new LearnerHarness(2, 2);
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            harness.Learn(1, [random.NextDouble(), random.NextDouble()], i % 3 == 0);
        }

        var treatment = harness.Learner.Treatments[0];
        var group = treatment.Pooled.Units[2];
        var taught = group.Intercept;
        taught.Mean.ShouldBeGreaterThan(0);

        harness.Learner.SetCatalogue([harness.Treatments[0] with { GroupKey = 77 }, harness.Treatments[1]], harness.Predictors);

        Enumerable.Range(0, 300).Count(treatment.Kept.IsOpen).ShouldBe(0);
        group.Intercept.Mean.ShouldBe(taught.Mean);
        group.Intercept.Settled.ShouldBeLessThan(taught.Settled);
        for (var i = 0; i < 400; i++)
        {
            harness.Learn(1, [random.NextDouble(), random.NextDouble()], false);
        }

        Enumerable.Range(300, 400).Count(treatment.Kept.IsOpen).ShouldBe(400, "to its new family it is new");
        group.Intercept.Mean.ShouldBe(taught.Mean);
        treatment.Pooled.Units[2].Intercept.Mean.ShouldBeLessThan(0);
    }

    private static void Check(PropensityLearner learner)
    {
        var states = learner.Treatments;
        var farthest = 0.0;
        foreach (var unit in states.SelectMany(t => t.Pooled.Units).Distinct())
        {
            var wanted = new PooledUnit(unit.Level, unit.Key, learner.PooledRelevance);
            foreach (var (weight, at) in unit.Weights.Select((w, at) => (w, at)))
            {
                weight.Settled.ShouldBeLessThanOrEqualTo(wanted.Weights[at].Variance * (1 + 1e-9), "the prior of all open responses");
                wanted.Weights[at].Settled = weight.Settled;
            }

            foreach (var treatment in states.Where(t => t.Pooled.Units.Contains(unit)))
            {
                for (var i = 0; i < treatment.Kept.Count; i++)
                {
                    treatment.Kept.IsOpen(i).ShouldBeTrue();
                    var cells = new ResponseCells(learner.PredictorCount);
                    cells.Set(treatment.Kept.Bins(i), learner.Predictors);
                    Pull(wanted, cells, treatment.Kept.Pull(i));
                }
            }

            farthest = Math.Max(farthest, Farthest(unit, wanted));
        }

        farthest.ShouldBeLessThan(1e-9);
    }

    private static void Pull(PooledUnit unit, ResponseCells cells, double pull)
    {
        unit.Intercept.Mean += PooledPriors.Intercept(unit.Level) * pull;
        if (unit.Weights.Length == 0)
        {
            return;
        }

        foreach (var place in cells.Places)
        {
            unit.Weights[place].Mean += unit.Weights[place].Settled * pull;
        }

        for (var p = 0; p < cells.Positions.Length; p++)
        {
            unit.Slopes[p].Mean += unit.Slopes[p].Settled * cells.Positions[p].Mean * pull;
        }
    }

    private static double Farthest(PooledUnit one, PooledUnit other) => one.Weights.Zip(other.Weights, (a, b) => Math.Abs(a.Mean - b.Mean)).Append(Math.Abs(one.Intercept.Mean - other.Intercept.Mean)).Max();

    private static PredictorState Gridded(string name, Random random)
    {
        var state = new PredictorState(new(name, PredictorType.Numeric));
        for (var i = 0; i < PredictorState.SampleSize; i++)
        {
            state.Observe(PredictorCode.Of(i % 9 == 0 ? double.NaN : random.NextDouble(), PredictorType.Numeric), out _);
        }

        state.Grid.ShouldNotBeNull();
        return state;
    }
}
