using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Tests.Propensity;

public sealed class PropensityModelsTests
{
    [Fact]
    public void Empty_AnyRow_IsTheDefault()
    {
        var p = new double[1];

        PropensityModels.Empty.Score([], [PropensityModels.Empty.RowOf(5)], p);

        p[0].ShouldBe(CountModel.DefaultPropensity);
    }

    [Fact]
    public void Score_ManyRowsTogether_EqualsEachAloneToTheLastBit()
    {
        var (models, random) = Trained(300, 12);
        var bins = new byte[12];
        var all = Enumerable.Range(0, models.RowCount).ToArray();
        var alone = new double[all.Length];
        var together = new double[all.Length];
        for (var trial = 0; trial < 300; trial++)
        {
            models.Bin(Customer(random, 12), bins);
            foreach (var row in all)
            {
                models.Score(bins, [row], alone.AsSpan(row, 1));
            }

            // In order, with gaps, and in no order: what is asked for beside a row changes nothing.
            var rows = all.Where(_ => random.Next(4) >= trial % 4).ToArray();
            if (trial % 5 == 0)
            {
                random.Shuffle(rows);
            }

            models.Score(bins, rows, together);
            together[..rows.Length].ShouldBe(rows.Select(r => alone[r]));
        }

        all.Count(r => models.EvidenceOf(r).Source == EvidenceSource.Model).ShouldBeGreaterThan(60);
        alone.Distinct().Count().ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Score_AllocatesNothing()
    {
        var (models, random) = Trained(70, 3);
        var values = Customer(random, 3);
        var bins = new byte[3];
        var rows = Enumerable.Range(0, 70).ToArray();
        var p = new double[70];
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
        {
            Run();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Run()
        {
            models.Bin(values, bins);
            models.Score(bins, rows, p);
            models.Score(bins, rows.AsSpan(7, 1), p);
        }
    }

    [Fact]
    public void Grid_ManyNumbers_HasBinsOfEqualMassAndMissingApart()
    {
        var harness = new LearnerHarness(1, 1);
        for (var i = 0; i < 500; i++)
        {
            harness.Learn(1, [i * 7919 % 500], false);
        }

        var grid = harness.Learner.Publish().GridOf(0)!;
        grid.Count.ShouldBe(16);
        grid.BinOf(double.NaN).ShouldBe((byte)0);
        grid.BinOf(double.NegativeInfinity).ShouldBe((byte)1);
        grid.BinOf(1e308).ShouldBe((byte)15);
        Enumerable.Range(0, 500).GroupBy(i => grid.BinOf((double)i)).ShouldAllBe(g => g.Count() >= 32 && g.Count() <= 35);
    }

    [Fact]
    public void Grid_Texts_KeepTheMostFrequentAndARest()
    {
        var learner = new PropensityLearner();
        learner.SetCatalogue([new(1, 1, 1, 1, 0.1, TimeSpan.FromDays(60))], [new("customer.plan", PredictorType.Categorical)]);
        for (var i = 0; i < 600; i++)
        {
            var text = i % 4 != 0 ? "plan" + (i % 3) : "rare" + i;
            learner.Learn(new(i + 1, i, 1, [new TextValue(text).Code], false));
        }

        var grid = learner.Publish().GridOf(0)!;
        byte[] common = [.. Enumerable.Range(0, 3).Select(i => grid.BinOf(new TextValue("PLAN" + i).Code))];
        common.Distinct().Count().ShouldBe(3);
        common.ShouldAllBe(b => b >= 1 && b <= 3);
        grid.BinOf(new TextValue("never seen").Code).ShouldBe((byte)(grid.Count - 1));
    }

    [Fact]
    public void Bin_WrongNumberOfValues_IsRefused()
    {
        var models = new LearnerHarness(1, 2).Learner.Publish();
        Should.Throw<ArgumentException>(() => models.Bin([1], new byte[2])).Message.ShouldContain("2 predictors");
        Should.Throw<ArgumentOutOfRangeException>(() => models.Score([0, 0], [7], new double[1]));
    }

    private static (PropensityModels Models, Random Random) Trained(int treatments, int predictors)
    {
        var harness = new LearnerHarness(treatments, predictors, 0.1);
        var random = new Random(99);
        for (var i = 0; i < treatments * 900; i++)
        {
            var key = 1 + (i % treatments);
            var values = Customer(random, predictors);
            var p = 0.03 + (0.3 * Math.Max(0, values[key % predictors] / 10)) + (key % 5 * 0.01);
            harness.Learn(key, values, random.NextDouble() < (double.IsNaN(p) ? 0.02 : p));
        }

        return (harness.Learner.Publish(), random);
    }

    private static double[] Customer(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(10) == 0 ? double.NaN : random.NextDouble() * 10)];
}
