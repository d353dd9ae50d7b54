namespace NbaStudio.Tests.Scores;

public sealed class RandomTreeTests
{
    private const int Features = 5;

    [Fact]
    public void Score_RandomTrees_AreThePlainWalkOfEachFormat()
    {
        var random = new Random(11);
        for (var i = 0; i < 60; i++)
        {
            RandomTree[] trees = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => RandomTree.Make(random, Features, random.Next(0, 7)))];
            var boost = ModelFiles.Read(RandomTree.XGBoost(trees, Features, "reg:squarederror"));
            var light = ModelFiles.Read(RandomTree.LightGbm(trees, Features, "regression"));
            for (var n = 0; n < 50; n++)
            {
                double[] x = [.. Enumerable.Range(0, Features).Select(_ => random.Next(8) switch { 0 => double.NaN, 1 => 0, 2 => random.Next(-3, 8), 3 => random.Next(60, 99), _ => random.NextDouble() * 10 - 3 })];
                float[] floats = [.. x.Select(v => (float)v)];

                boost.Score(x).ShouldBe(trees.Aggregate(0.25f, (sum, t) => sum + t.WalkXGBoost(floats)));
                light.Score(x).ShouldBe(trees.Aggregate(0.0, (sum, t) => sum + t.WalkLightGbm(x)));
            }
        }
    }
}
