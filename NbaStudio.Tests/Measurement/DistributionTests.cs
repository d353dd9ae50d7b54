using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.Distributions;
using NbaStudio.Engine.Measurement.Numerics;

namespace NbaStudio.Tests.Measurement;

/// <summary>Against printed tables.</summary>
public sealed class DistributionTests
{
    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.5, 0)]
    [InlineData(0.05, -1.6448536269514722)]
    [InlineData(0.999999, 4.753424308822899)]
    public void Normal_Quantile_IsThatOfTables(double probability, double z)
    {
        NormalDistribution.Quantile(probability).ShouldBe(z, 1e-9);
        NormalDistribution.Above(z).ShouldBe(1 - probability, 1e-12);
    }

    [Fact]
    public void Normal_FarTail_KeepsItsDigits() => NormalDistribution.Above(6).ShouldBe(9.865876450376981e-10, 1e-21);

    [Theory]
    [InlineData(0.05, 1, 12.706204736432095)]
    [InlineData(0.05, 3, 3.182446305284263)]
    [InlineData(0.01, 30, 2.7499956535670305)]
    [InlineData(0.05, 1e7, 1.9599642218)]
    public void Student_TwoSided_IsThatOfTables(double alpha, double degrees, double t)
    {
        StudentDistribution.TwoSided(alpha, degrees).ShouldBe(t, 1e-8);
        StudentDistribution.Beyond(t, degrees).ShouldBe(alpha, 1e-9);
    }

    [Fact]
    public void IncompleteBeta_KnownForms_AreMet()
    {
        IncompleteBeta.Of(1, 3, 0.2).ShouldBe(1 - Math.Pow(0.8, 3), 1e-12);
        IncompleteBeta.Of(2, 2, 0.3).ShouldBe((3 * 0.09) - (2 * 0.027), 1e-12);
        IncompleteBeta.Of(500, 700, 0.4).ShouldBe(1 - IncompleteBeta.Of(700, 500, 0.6), 1e-12);
    }

    [Fact]
    public void IncompleteGamma_Upper_KeepsItsDigitsWhereItIsSmall()
    {
        IncompleteGamma.Upper(1, 50).ShouldBe(Math.Exp(-50), 1e-34);
        (IncompleteGamma.Upper(2.5, 1) + IncompleteGamma.Lower(2.5, 1)).ShouldBe(1, 1e-15);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(-3e-9)]
    [InlineData(0.7)]
    [InlineData(-0.999)]
    public void Precise_NearZero_KeepsAllDigits(double x)
    {
        // The series where it converges at once, the plain form where nothing cancels.
        Precise.LogOnePlus(x).ShouldBe(Math.Abs(x) < 1e-6 ? x - (x * x / 2) : Math.Log(1 + x), Math.Abs(x) * 1e-14);
        Precise.ExpMinusOne(x).ShouldBe(Math.Abs(x) < 1e-6 ? x + (x * x / 2) : Math.Exp(x) - 1, Math.Abs(x) * 1e-14);
    }

    [Fact]
    public void Digamma_KnownValues_AreMet()
    {
        Digamma.Of(1).ShouldBe(-0.5772156649015329, 1e-13);
        Digamma.Of(0.5).ShouldBe(-1.9635100260214235, 1e-13);
        Digamma.Of(100).ShouldBe(4.600161852738087, 1e-13);
    }

    [Fact]
    public void GaussLegendre_Polynomials_AreExact()
    {
        var rule = new GaussLegendre(16);
        var sum = 0.0;
        for (var i = 0; i < rule.Nodes.Length; i++)
        {
            sum += rule.Weights[i] * Math.Pow(rule.Nodes[i], 30);
        }

        sum.ShouldBe(2 / 31.0, 1e-14);
    }
}
