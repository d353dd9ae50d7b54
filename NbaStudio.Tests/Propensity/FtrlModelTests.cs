using NbaStudio.Benchmarks.Propensity;

namespace NbaStudio.Tests.Propensity;

/// <summary>The yardstick reproduces the published numbers.</summary>
public sealed class FtrlModelTests
{
    [Fact]
    public void Learn_GoldenVectors_HoldTo1E8()
    {
        var model = new FtrlModel(3, 0.1, 1, 0, 1);
        (int[] Row, bool Positive)[] rows = [([0, 1], true), ([0, 2], false), ([0, 1], false), ([1, 2], true), ([0, 1], true)];
        double[] expected = [0.5, 0.5078118643, 0.5086204315, 0.4929043316, 0.5015906979];
        for (var i = 0; i < rows.Length; i++)
        {
            model.Learn(rows[i].Row, rows[i].Positive).ShouldBe(expected[i], 1e-8);
        }

        double[] z = [-0.02400339, -1.10680489, 0.06699097];
        double[] n = [1.01497947, 1.01425259, 0.51501891];
        for (var i = 0; i < 3; i++)
        {
            model.Z[i].ShouldBe(z[i], 1e-8);
            model.N[i].ShouldBe(n[i], 1e-8);
        }
    }

    [Fact]
    public void Sigma_SmallStepAfterManyResponses_IsNotLost() => FtrlModel.Sigma(1e6, 1e-4, 0.1).ShouldBe(5e-7, 1e-12);
}
