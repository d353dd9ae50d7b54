using NbaStudio.Engine.Propensity;

namespace NbaStudio.Tests.Propensity;

public sealed class PooledModelTests
{
    [Theory]
    [InlineData(-4)]
    [InlineData(-2)]
    [InlineData(0)]
    [InlineData(1.5)]
    public void Quantile_OfBelow_GivesBackTheNumber(double x) => NormalCurve.Quantile(NormalCurve.Below(x)).ShouldBe(x, 1e-5);

    [Fact]
    public void Below_KnownPoints_AreExactToTheSeventhDigit()
    {
        NormalCurve.Below(0).ShouldBe(0.5, 1e-7);
        NormalCurve.Below(-1.959963984540054).ShouldBe(0.025, 1e-8);
        NormalCurve.Below(3).ShouldBe(0.9986501019683699, 1e-7);
    }

    [Fact]
    public void Predict_NoEvidence_IsTheStartingPropensity()
    {
        var model = new PooledModel();
        model.SetPredictors([]);

        model.Predict(new TreatmentInfo(1, 1, 1, 0.03, TimeSpan.FromDays(60)), 0.03, [], []).ShouldBe(0.03, 1e-12);
    }

    [Fact]
    public void Predict_OnlyNegatives_NeverRises()
    {
        var model = new PooledModel();
        model.SetPredictors([]);
        var treatment = new TreatmentInfo(1, 1, 1, 0.05, TimeSpan.FromDays(60));
        var last = 0.05;
        for (var i = 0; i < 500; i++)
        {
            model.Learn(treatment, 0.05, [], [], false, false);
            var p = model.Predict(treatment, 0.05, [], []);
            p.ShouldBeLessThanOrEqualTo(last);
            last = p;
        }

        last.ShouldBeLessThan(0.02);
    }

    [Fact]
    public void Predict_OtherTreatmentOfTheAction_SharesItsEvidence()
    {
        var model = new PooledModel();
        model.SetPredictors([]);
        var shown = new TreatmentInfo(1, 7, 3, 0.05, TimeSpan.FromDays(60));
        var sibling = shown with { Key = 2 };
        var random = new Random(4);
        for (var i = 0; i < 2000; i++)
        {
            model.Learn(shown, 0.05, [], [], random.NextDouble() < 0.01, false);
        }

        model.Predict(sibling, 0.05, [], []).ShouldBeInRange(0.006, 0.016);
    }

    [Fact]
    public void Contest_BetterChallenger_WinsAndAWorseOneLoses()
    {
        var (better, worse) = (new Contest(100), new Contest(100));
        for (var i = 0; i < 50; i++)
        {
            better.Observe(0.1, 0.2 + (i % 2 * 0.05));
            worse.Observe(0.2 + (i % 2 * 0.05), 0.1);
        }

        (better.IsWon, better.IsLost, worse.IsWon, worse.IsLost).ShouldBe((true, false, false, true));
    }
}
