using NbaStudio.Engine.Measurement.Lifetime;
using NbaStudio.Engine.Measurement.Numerics;

namespace NbaStudio.Tests.Measurement;

public sealed class LifetimeModelTests
{
    private static readonly Lazy<List<(CustomerPurchases Seen, int Next)>> ParetoBuyers = new(() => SimulatedBuyers.Pareto(5, 8_000, 26));
    private static readonly Lazy<List<(CustomerPurchases Seen, int Next)>> BetaBuyers = new(() => SimulatedBuyers.BetaGeometric(6, 8_000, 26));

    [Fact]
    public void ParetoNbd_CustomersOfKnownRates_AreRecoveredAndPredicted()
    {
        var model = ParetoNbdModel.Fit(new PurchaseTable(ParetoBuyers.Value.Select(b => b.Seen))).Value.ShouldNotBeNull();

        model.R.ShouldBe(0.8, 0.08);
        model.Alpha.ShouldBe(8, 1);
        model.S.ShouldBe(0.7, 0.12);
        model.Beta.ShouldBe(15, 5);
        var bought = ParetoBuyers.Value.Sum(b => b.Next);
        ParetoBuyers.Value.Sum(b => model.Expected(b.Seen, 26)).ShouldBe(bought, bought * 0.05);
    }

    [Fact]
    public void BgNbd_CustomersOfKnownRates_AreRecoveredAndPredicted()
    {
        var model = BgNbdModel.Fit(new PurchaseTable(BetaBuyers.Value.Select(b => b.Seen))).Value.ShouldNotBeNull();

        model.R.ShouldBe(0.6, 0.05);
        model.Alpha.ShouldBe(5, 0.6);
        model.A.ShouldBe(0.8, 0.15);
        model.B.ShouldBe(2.5, 0.6);
        var bought = BetaBuyers.Value.Sum(b => b.Next);
        BetaBuyers.Value.Sum(b => model.Expected(b.Seen, 26)).ShouldBe(bought, bought * 0.05);
        BetaBuyers.Value.Where(b => b.Next > 0).Average(b => model.Alive(b.Seen)).ShouldBeGreaterThan(BetaBuyers.Value.Where(b => b.Next == 0).Average(b => model.Alive(b.Seen)) + 0.1);
    }

    [Fact]
    public void GammaGamma_AmountsOfKnownShape_AreRecovered()
    {
        var model = GammaGammaModel.Fit([.. BetaBuyers.Value.Select(b => b.Seen)]).Value.ShouldNotBeNull();

        model.P.ShouldBe(6, 0.9);
        model.Q.ShouldBe(4, 0.4);
        model.ExpectedSpend(new CustomerPurchases("new", 0, 0, 10))!.Value.ShouldBe(6 * 15 / 3.0, 1.5);
        model.ExpectedSpend(new CustomerPurchases("often", 100_000, 9, 10, 80))!.Value.ShouldBe(80, 0.01, "what is known well is believed");
        new GammaGammaModel(6, 0.9, 15).ExpectedSpend(new CustomerPurchases("new", 0, 0, 10)).ShouldBeNull("a mean that does not exist is not made up");
    }

    [Theory]
    [InlineData("bg", 0.6, 5, 0.8, 2.5)]
    [InlineData("bg", 3, 0.2, 40, 0.1)]
    [InlineData("pareto", 0.8, 8, 0.7, 15)]
    [InlineData("pareto", 0.2, 60, 3, 0.5)]
    [InlineData("gamma", 6, 4, 15, 0)]
    public void Likelihood_Slopes_AreThoseOfDifferences(string kind, double a, double b, double c, double d)
    {
        CustomerPurchases[] buyers = [.. BetaBuyers.Value.Select(x => x.Seen).Take(300).OrderBy(x => x.Frequency)];
        var table = new PurchaseTable(buyers);
        CustomerPurchases[] repeat = [.. buyers.Where(x => x.Frequency > 0)];
        double[] at = kind == "gamma" ? [a, b, c] : [a, b, c, d];
        double[] slopes = new double[at.Length], unused = new double[at.Length];
        Value(at, slopes);
        for (var i = 0; i < at.Length; i++)
        {
            double[] high = [.. at], low = [.. at];
            var step = at[i] * 1e-5;
            (high[i], low[i]) = (at[i] + step, at[i] - step);
            var difference = (Value(high, unused) - Value(low, unused)) / (2 * step);
            slopes[i].ShouldBe(difference, 1e-4 * (1 + Math.Abs(difference)), $"parameter {i}");
        }

        double Value(double[] parameters, double[] gradient) => kind switch
        {
            "bg" => BgNbdModel.Likelihood(table, parameters, gradient),
            "pareto" => ParetoNbdModel.Likelihood(table, parameters, gradient),
            _ => GammaGammaModel.Likelihood(repeat, parameters, gradient),
        };
    }

    [Theory]
    [InlineData(0.79, 2.43)]
    [InlineData(0.3, 0.2)]
    [InlineData(4, 0.7)]
    public void BgNbd_ExpectedOfNew_IsThePublishedFormWithItsSeries(double a, double b)
    {
        var model = new BgNbdModel(0.24, 4.4, a, b);
        foreach (var time in new[] { 0.1, 1, 32, 500 })
        {
            var published = (a + b - 1) / (a - 1) * (1 - (Math.Pow(4.4 / (4.4 + time), 0.24) * Hypergeometric(0.24, b, a + b - 1, time / (4.4 + time))));
            model.ExpectedOfNew(time).ShouldBe(published, 1e-9 * (1 + published));
        }
    }

    [Fact]
    public void BgNbd_ShapeOfOne_HasNoPole()
    {
        var (below, at, above) = (new BgNbdModel(0.24, 4.4, 1 - 1e-6, 2), new BgNbdModel(0.24, 4.4, 1, 2), new BgNbdModel(0.24, 4.4, 1 + 1e-6, 2));

        at.ExpectedOfNew(30).ShouldBe((below.ExpectedOfNew(30) + above.ExpectedOfNew(30)) / 2, 1e-9);
    }

    [Theory]
    [InlineData(0.55, 10.6, 0.6, 11.7, 2, 30.43, 38.86)]
    [InlineData(0.55, 10.6, 0.6, 11.7, 400, 30, 38.86)]
    [InlineData(0.55, 500, 0.6, 0.01, 0, 0, 38.86)]
    [InlineData(2.5, 0.01, 1.6, 900, 3, 0.01, 300)]
    [InlineData(0.55, 10.6, 0.6, 10.6, 5, 38.85, 38.86)]
    public void ParetoNbd_Alive_IsThatOfAFineSum(double r, double alpha, double s, double beta, int frequency, double recency, double age)
    {
        // The integral by brute force, in steps that grow with t, so that a peak at the start is seen.
        const int Steps = 400_000;
        var (start, end) = (Math.Log(1e-4), Math.Log(1e-4 + age - recency));
        var sum = 0.0;
        for (var i = 0; i < Steps; i++)
        {
            var y = start + ((end - start) * (i + 0.5) / Steps);
            var t = recency + Math.Exp(y) - 1e-4;
            sum += Math.Exp(y + ((r + frequency) * Math.Log((alpha + age) / (alpha + t))) + (s * Math.Log((beta + age) / (beta + t)))) * s / (beta + t) * (end - start) / Steps;
        }

        new ParetoNbdModel(r, alpha, s, beta).Alive(new CustomerPurchases("c", frequency, recency, age)).ShouldBe(1 / (1 + sum), 1e-7 / (1 + sum));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(0.0001)]
    public void Fit_OtherUnitOfTime_IsTheSameModel(double unit)
    {
        var customers = ParetoBuyers.Value.Select(b => b.Seen).Take(1_000).ToList();
        var scaled = new PurchaseTable(customers.Select(c => c with { Recency = c.Recency * unit, Age = c.Age * unit }));

        ParetoNbdModel.Fit(scaled).Value!.Beta.ShouldBe(ParetoNbdModel.Fit(new PurchaseTable(customers)).Value!.Beta * unit, 1e-5 * unit);
        BgNbdModel.Fit(scaled).Value!.Alpha.ShouldBe(BgNbdModel.Fit(new PurchaseTable(customers)).Value!.Alpha * unit, 1e-6 * unit);
    }

    [Theory]
    [InlineData(1e10, 1e9)]
    [InlineData(0.3, 1e10)]
    [InlineData(1e10, 1e-8)]
    public void Likelihood_FarOffParameters_TakeNoLonger(double s, double beta)
    {
        // Where Newton's method may look on its way: steep integrands must not be cut into millions of pieces.
        var table = new PurchaseTable(ParetoBuyers.Value.Select(b => b.Seen).Take(200));

        double.IsNaN(ParetoNbdModel.Likelihood(table, [0.8, 8, s, beta], new double[4])).ShouldBeFalse();
    }

    [Fact]
    public void ParetoNbd_ManyPurchases_StaysFinite()
    {
        var model = new ParetoNbdModel(0.55, 10.6, 0.6, 11.7);

        model.Alive(new CustomerPurchases("c", 5_000, 38.8, 38.86)).ShouldBeInRange(0.9, 1);
        model.Alive(new CustomerPurchases("c", 5_000, 20, 38.86)).ShouldBeInRange(0, 1e-100);
        new ParetoNbdModel(0.55, 10.6, 1, 11.7).Expected(new CustomerPurchases("c", 3, 20, 30), 39)
            .ShouldBe(new ParetoNbdModel(0.55, 10.6, 1 + 1e-9, 11.7).Expected(new CustomerPurchases("c", 3, 20, 30), 39), 1e-6);
    }

    [Fact]
    public void Fit_CustomersWhoHardlyDifferAndNeverLeave_IsRefusedInWords()
    {
        var chance = new Chance(7);
        List<CustomerPurchases> same = [];
        for (var i = 0; i < 2_000; i++)
        {
            var (time, last, frequency) = (chance.Exponential(0.2), 0.0, 0);
            for (; time < 40; time += chance.Exponential(0.2))
            {
                (last, frequency) = (time, frequency + 1);
            }

            same.Add(new CustomerPurchases($"c{i}", frequency, last, 40));
        }

        BgNbdModel.Fit(new PurchaseTable(same)).Refusal.ShouldNotBeNull().Code.ShouldBe("doesNotSettle");
        ParetoNbdModel.Fit(new PurchaseTable(same)).Refusal.ShouldNotBeNull().Code.ShouldBe("doesNotSettle");
    }

    [Theory]
    [InlineData(0.01, 0.01)]
    [InlineData(0.001, 5)]
    [InlineData(10_000, 30_000)]
    [InlineData(50, 0.2)]
    public void BetaExpectation_Moments_AreExact(double a, double b)
    {
        var mean = a / (a + b);
        var expectation = new BetaExpectation(a, b);

        expectation.Of(_ => 1).ShouldBe(1, 1e-12);
        expectation.Of(p => p).ShouldBe(mean, 1e-9 * mean);
        expectation.Of(p => p * p).ShouldBe(mean * (a + 1) / (a + b + 1), 1e-9 * mean);
    }

    private static double Hypergeometric(double a, double b, double c, double z)
    {
        var (sum, term) = (1.0, 1.0);
        for (var n = 0; n < 100_000 && (n < 5 || Math.Abs(term) > 1e-17 * Math.Abs(sum)); n++)
        {
            term *= (a + n) * (b + n) / (c + n) * z / (n + 1);
            sum += term;
        }

        return sum;
    }
}
