using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.Lifetime;

namespace NbaStudio.Tests.Measurement;

/// <summary>Intervals around what all customers do, against markets whose truth is known.</summary>
public sealed class OutlookRangesTests
{
    private const double Next = 26;

    [Fact]
    public void Variance_ParametersKnown_IsThatOfWhatCustomersDo()
    {
        var model = new BgNbdModel(0.6, 5, 0.8, 2.5);
        var spend = new GammaGammaModel(6, 4, 15);
        var (purchases, expectedPurchases, money, expectedMoney) = (0.0, 0.0, 0.0, 0.0);
        foreach (var (seen, next, _, paid) in SimulatedBuyers.Paying(21, 40_000, Next))
        {
            var (count, square) = (model.Expected(seen, Next), model.ExpectedSquare(seen, Next));
            purchases += (next - count) * (next - count);
            expectedPurchases += square - (count * count);
            var value = count * spend.ExpectedSpend(seen)!.Value;
            money += (paid - value) * (paid - value);
            expectedMoney += spend.MoneyVariance(seen, count, square);
        }

        (purchases / expectedPurchases).ShouldBe(1, 0.05);
        (money / expectedMoney).ShouldBe(1, 0.15);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(3, 0.5)]
    [InlineData(40, 300)]
    public void ExpectedSquare_SmallAndLargeChances_IsTheMeanOverBoth(int frequency, double horizon)
    {
        // By brute force over rates and leaving probabilities of one customer, given what it bought.
        var (model, seen, chance) = (new BgNbdModel(0.6, 5, 0.8, 2.5), new CustomerPurchases("c", frequency, frequency == 0 ? 0 : 20, 30), new Chance(4));
        const int Draws = 400_000;
        var sum = 0.0;
        for (var i = 0; i < Draws; i++)
        {
            var (rate, leaving) = (chance.Gamma(0.6 + frequency) / 35, chance.Beta(0.8, 2.5 + frequency));
            var count = 0;
            for (var time = chance.Exponential(rate); time < horizon; time += chance.Exponential(rate))
            {
                count++;
                if (chance.Uniform() < leaving)
                {
                    break;
                }
            }

            sum += (double)count * count;
        }

        model.ExpectedSquare(seen, horizon).ShouldBe(model.Alive(seen) * sum / Draws, 0.02 * sum / Draws);
    }

    [Fact]
    public void Ranges_ManyMarkets_HoldWhatCustomersReallyDo()
    {
        const int Runs = 160;
        var results = new (bool Alive, bool Purchases, bool Value, bool Poisson)[Runs];
        Parallel.For(0, Runs, run =>
        {
            var buyers = SimulatedBuyers.Paying(run + 1, 500, Next);
            List<CustomerPurchases> customers = [.. buyers.Select(b => b.Seen)];
            var (model, spend) = (BgNbdModel.Fit(new PurchaseTable(customers)).Value.ShouldNotBeNull(), GammaGammaModel.Fit(customers).Value.ShouldNotBeNull());
            var (ranges, expected) = (OutlookRanges.Of(model, spend, customers, Next), customers.Sum(c => model.Expected(c, Next)));
            ranges.Purchases.Contains(expected).ShouldBeTrue();

            // What a Poisson count would have: neither the parameters nor how customers differ.
            var narrow = 1.96 * Math.Sqrt(expected);
            results[run] = (
                ranges.Alive.Contains(buyers.Count(b => b.Alive)), ranges.Purchases.Contains(buyers.Sum(b => b.Next)), ranges.Value!.Value.Contains(buyers.Sum(b => b.Paid)),
                new ConfidenceInterval(expected - narrow, expected + narrow).Contains(buyers.Sum(b => b.Next)));
        });

        // Of 95 %, within three errors of so many runs.
        var found = $"alive {results.Count(r => r.Alive)}, purchases {results.Count(r => r.Purchases)}, value {results.Count(r => r.Value)}, Poisson {results.Count(r => r.Poisson)} of {Runs}";
        results.Count(r => r.Alive).ShouldBeInRange(144, 159, found);
        results.Count(r => r.Purchases).ShouldBeInRange(144, 159, found);
        results.Count(r => r.Value).ShouldBeInRange(144, 159, found);
        results.Count(r => r.Poisson).ShouldBeLessThan(136, found);
    }

    [Fact]
    public void Ranges_SpendWithoutEnd_HaveNoMoney()
    {
        List<CustomerPurchases> customers = [.. SimulatedBuyers.Paying(5, 600, Next).Select(b => b.Seen)];
        var (table, spend) = (new PurchaseTable(customers), GammaGammaModel.Fit(customers).Value.ShouldNotBeNull());
        var model = BgNbdModel.Fit(table).Value.ShouldNotBeNull();

        OutlookRanges.Of(model, spend, customers, Next).Value.ShouldNotBeNull();

        // With a shape of 1.5 amounts of a customer who never came again have a mean and no variance.
        OutlookRanges.Of(model, spend with { Q = 1.5 }, customers, Next).Value.ShouldBeNull();
        OutlookRanges.Of(model, null, customers, Next).Value.ShouldBeNull();
        Should.Throw<ArgumentException>(() => OutlookRanges.Of(new BgNbdModel(1, 1, 1, 1), null, customers, Next)).ParamName.ShouldBe("model");
    }
}
