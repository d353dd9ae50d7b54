using NbaStudio.Engine.Scores;

namespace NbaStudio.Tests.Scores;

public sealed class ImportedModelTests
{
    [Theory]
    [InlineData("xgboost_binary", 12, ScoreOutput.Probability)]
    [InlineData("xgboost_onehot", 8, ScoreOutput.Probability)]
    [InlineData("xgboost_partition", 8, ScoreOutput.Probability)]
    [InlineData("xgboost_regression", 10, ScoreOutput.Number)]
    public void Score_XGBoostFile_IsWhatXGBoostSays(string name, int trees, ScoreOutput output)
    {
        var model = ModelFiles.Model(name + ".json");

        (model.Format, model.Output, model.Parts).ShouldBe((ScoreFormat.XGBoost, output, trees));
        model.Features.Select(f => f.Name).ShouldBe(["age", "fee", "plan", "visits"]);
        model.Features[2].IsCategorical.ShouldBe(name != "xgboost_binary");
        var rows = ModelFiles.Rows(name + ".csv").ToList();
        rows.Count.ShouldBeGreaterThan(65);
        rows.Select(r => r.Prediction).Distinct().Count().ShouldBeGreaterThan(15);
        foreach (var (features, prediction) in rows)
        {
            // Margins are equal to the last bit; the exponential of another C library may differ in the last bit of a float.
            Math.Abs(model.Score(features) - prediction).ShouldBeLessThanOrEqualTo(output == ScoreOutput.Number ? 0 : 1.2e-7, string.Join(", ", features));
        }
    }

    // Sum of the three trees by hand; the last tree is the leaf 0.02.
    [Theory]
    [InlineData(30, 40, 1, 3, 0.42, "35.5 > 30; plan 1 is in {1, 3, 33}: 0.3; fee at most 50: 0.1")]
    [InlineData(double.NaN, double.NaN, 2, 3, -0.08, "no age goes left by default; plan 2 is out: -0.2; no fee counts as 0: 0.1")]
    [InlineData(35.5, 50, 33, 3, 0.42, "equal goes left; plan 33 is bit 1 of the second word: 0.3; 50: 0.1")]
    [InlineData(36, 60, 1, 0, -0.08, "0 visits are missing and go left: 0.05; in the second tree 0 is a number: -0.15")]
    [InlineData(36, 60, 1, double.NaN, 0.32, "no visits count as 0, so as missing: 0.05; in the second tree they go right by default: 0.25")]
    [InlineData(36, 60, 1, 5, -0.53, "-0.4; -0.15")]
    [InlineData(30, 60, double.NaN, 11, 0.07, "no plan goes right: -0.2; 0.25")]
    [InlineData(30, 0, -1, 3, -0.08, "no category goes right: -0.2; 0.1")]
    [InlineData(30, 0, 64, 3, -0.08, "beyond the set goes right: -0.2; 0.1")]
    [InlineData(30, 0, 3.7, 3, 0.42, "3.7 is category 3: 0.3; 0.1")]
    public void Score_LightGbmFile_IsTheSumOfLeaves(double age, double fee, double plan, double visits, double sum, string why)
    {
        var text = ModelFiles.Text("lightgbm_binary.txt");
        double[] features = [age, fee, plan, visits];

        ModelFiles.Read(text).Score(features).ShouldBe(1 / (1 + Math.Exp(-0.5 * sum)), 1e-12, why);
        ModelFiles.Read(text.Replace("binary sigmoid:0.5", "regression", StringComparison.Ordinal)).Score(features).ShouldBe(sum, 1e-12, why);
        ModelFiles.Read(text.Replace("binary sigmoid:0.5", "regression\naverage_output", StringComparison.Ordinal)).Score(features).ShouldBe(sum / 3, 1e-12, "a random forest gives the mean");
    }

    [Fact]
    public void Score_LogisticFile_IsTheFormula()
    {
        var model = ModelFiles.Read(ModelFiles.Logistic);

        (model.Format, model.Output, model.Parts).ShouldBe((ScoreFormat.Logistic, ScoreOutput.Probability, 3));
        model.Features.Select(f => f.Name).ShouldBe(["age", "plan"]);
        model.Features[1].Texts.ShouldBe(["Basic", "plus"]);
        model.Score([50, 0]).ShouldBe(1 / (1 + Math.Exp(-0.5)), 1e-12, "-2 + 2 + 0.5");
        model.Score([50, 1]).ShouldBe(1 / (1 + Math.Exp(0.25)), 1e-12, "-2 + 2 - 0.25");
        model.Score([50, double.NaN]).ShouldBe(0.5, 1e-12, "a text that is missing or unknown adds nothing");
        model.Score([double.NaN, 0]).ShouldBe(double.NaN, "a number that is missing leaves no answer");
    }

    [Fact]
    public void Score_OtherNumberOfFeatures_IsRefused() =>
        Should.Throw<ArgumentException>(() => ModelFiles.Read(ModelFiles.Logistic).Score([1])).Message.ShouldContain("2 features; 1 values");

    [Fact]
    public void Score_AnyModel_AllocatesNothing()
    {
        ImportedModel[] models = [ModelFiles.Model("xgboost_partition.json"), ModelFiles.Model("lightgbm_binary.txt")];
        double[] features = [30, 40, 1, 3];
        Array.ForEach(models, m => m.Score(features));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = 0.0;
        for (var i = 0; i < 1000; i++)
        {
            sum += models[i & 1].Score(features);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        sum.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Read_XGBoostWithoutNames_NamesFeaturesAsXGBoostDoes()
    {
        var text = ModelFiles.Text("xgboost_binary.json").Replace("\"feature_names\":[\"age\",\"fee\",\"plan\",\"visits\"]", "\"feature_names\":[]", StringComparison.Ordinal);

        ModelFiles.Read(text).Features.Select(f => f.Name).ShouldBe(["f0", "f1", "f2", "f3"]);
    }

    [Fact]
    public void Read_WindowsLinesAndByteOrderMark_AreTheSameModel()
    {
        var model = ModelFiles.Read("\uFEFF" + ModelFiles.Text("lightgbm_binary.txt").Replace("\n", "\r\n", StringComparison.Ordinal));

        model.Score([30, 40, 1, 3]).ShouldBe(1 / (1 + Math.Exp(-0.21)), 1e-12);
        ModelFiles.Read("\uFEFF" + ModelFiles.Logistic.Replace("\n", "\r\n", StringComparison.Ordinal)).Score([50, 0]).ShouldBe(1 / (1 + Math.Exp(-0.5)), 1e-12);
        ModelFiles.Read("\uFEFF" + ModelFiles.Text("xgboost_binary.json")).Parts.ShouldBe(12);
    }

    [Fact]
    public void Read_QuotedLogisticNames_AreUnquoted() =>
        ModelFiles.Read("feature,coefficient\nintercept,0\n\"plan=a, \"\"b\"\"\",1e0\n").Features[0].Texts.ShouldBe(["a, \"b\""]);
}
