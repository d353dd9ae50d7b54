using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Trials;

namespace NbaStudio.Tests.Propensity;

public sealed class PropensityTrialTests
{
    private static readonly PredictorDefinition[] Predictors = [new("x", PredictorType.Numeric), new("noise", PredictorType.Numeric)];

    [Fact]
    public void Next_NoDelay_SaysWhatPublishedModelsSay()
    {
        var trial = new PropensityTrial(Predictors, 0.1);
        var bins = new byte[2];
        var p = new double[1];
        foreach (var (values, positive) in Rows(1_500, 3))
        {
            var models = trial.Learner.Publish();
            models.Bin(values, bins);
            models.Score(bins, [models.RowOf(1)], p);
            trial.Next(values, positive).Model.ShouldBe(p[0], 1e-5);
        }
    }

    [Fact]
    public void Next_Delay_KnowsNothingOfTheLastRows()
    {
        // With all outcomes still on their way the guess is all there is.
        var late = new PropensityTrial(Predictors, 0.1, 400);
        var rows = Rows(800, 5).ToList();
        var said = rows.Select(r => late.Next(r.Values, r.Positive)).ToList();
        said.Take(401).ShouldAllBe(s => s.Model == 0.1 && s.BaseRate == 0.1);

        // And row 400 + i knows what row i of a trial without delay would know.
        var prompt = new PropensityTrial(Predictors, 0.1);
        for (var i = 0; i < 400; i++)
        {
            prompt.Predict(rows[400 + i].Values).ShouldBe(said[400 + i]);
            prompt.Next(rows[i].Values, rows[i].Positive);
        }

        late.Finish();
        late.Report().Responses.ShouldBe(800);
    }

    [Fact]
    public void Scores_SmallTable_IsWhatAHandCounts()
    {
        TrialPrediction[] said = [new(0.8, 0.5), new(0.6, 0.5), new(0.4, 0.5), new(0.2, 0.5)];
        var scores = TrialScores.Of(said, [true, false, true, false], block: 2, top: 2);
        scores.Model.LogLoss.ShouldBe(-(Math.Log(0.8) + Math.Log(0.4) + Math.Log(0.4) + Math.Log(0.8)) / 4, 1e-12);
        scores.Model.Auc.ShouldBe(0.75);
        scores.Model.BlockAuc.ShouldBe(1);
        scores.BaseRate.Auc.ShouldBe(0.5);
        scores.Gain.ShouldBe(Math.Log(2) - scores.Model.LogLoss, 1e-12);
        (scores.TopCount, scores.TopPositives).ShouldBe((2, 1));
        scores.Learns.ShouldBeFalse();
    }

    [Fact]
    public void Scores_BlocksOfOneClass_HaveNoBlockAuc() =>
        TrialScores.Of([new(0.5, 0.5), new(0.4, 0.5), new(0.3, 0.5), new(0.2, 0.5)], [true, true, false, false], block: 2, top: 9).Model.BlockAuc.ShouldBeNull();

    [Fact]
    public void Scores_LearnableRows_LearnsAndNoiseDoesNot()
    {
        Judge(Rows(3_000, 7)).Learns.ShouldBeTrue();

        // Outcomes dealt out anew have nothing to do with their rows: at most a few of twenty seem to, by chance.
        var seeming = Enumerable.Range(0, 20).Count(seed =>
        {
            var random = new Random(seed);
            return Judge(Rows(1_500, seed).Select(r => (r.Values, random.NextDouble() < 0.15))).Learns;
        });
        seeming.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public void Scores_NoRows_IsRefused() => Should.Throw<ArgumentException>(() => TrialScores.Of([], [], 10, 1));

    private static TrialScores Judge(IEnumerable<(double[] Values, bool Positive)> rows)
    {
        var trial = new PropensityTrial(Predictors, 0.1);
        var (said, outcomes) = (new List<TrialPrediction>(), new List<bool>());
        foreach (var (values, positive) in rows)
        {
            said.Add(trial.Next(values, positive));
            outcomes.Add(positive);
        }

        return TrialScores.Of(said, outcomes, 500, 100);
    }

    private static IEnumerable<(double[] Values, bool Positive)> Rows(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            double[] values = [random.NextDouble(), random.NextDouble()];
            yield return (values, random.NextDouble() < 0.05 + (0.3 * values[0]));
        }
    }
}
