using NbaStudio.Engine.Measurement.Lifetime;

namespace NbaStudio.Tests.Measurement;

public sealed class LifetimeOutlookTests
{
    [Fact]
    public void Outlook_ManyBuyers_AddsUpWhatTheModelsExpect()
    {
        var chance = new Chance(3);
        List<CustomerPurchases> customers = [];
        for (var i = 0; i < 2_000; i++)
        {
            var rate = 0.2 * chance.Gamma(1.2);
            var (age, leaves, time, last, count) = (30.0, chance.Exponential(0.03), 0.0, 0.0, 0);
            while ((time += chance.Exponential(rate)) < Math.Min(age, leaves))
            {
                (last, count) = (time, count + 1);
            }

            customers.Add(new CustomerPurchases($"{i}", count, last, age, count == 0 ? double.NaN : 150 / chance.Gamma(4) * chance.Gamma(6 * count) / (6 * count)));
        }

        var outlook = LifetimeOutlook.Of(customers, 26).Value.ShouldNotBeNull();
        var model = BgNbdModel.Fit(new PurchaseTable(customers)).Value.ShouldNotBeNull();
        outlook.Customers.ShouldBe(2_000);
        outlook.RepeatBuyers.ShouldBe(customers.Count(c => c.Frequency > 0));
        outlook.Alive.ShouldBe(customers.Sum(c => model.Alive(c)), 1e-6);
        outlook.Purchases.ShouldBe(customers.Sum(c => model.Expected(c, 26)), 1e-6);
        (outlook.Value!.Value / outlook.Purchases).ShouldBeInRange(40, 60, "a purchase is worth 50");
        outlook.SpendRefusal.ShouldBeNull();
        outlook.Ranges.ShouldBe(OutlookRanges.Of(model, GammaGammaModel.Fit(customers).Value, customers, 26));
        ParetoNbdModel.Fit(new PurchaseTable(customers)).IsKnown.ShouldBeFalse("it does not settle on these");
        outlook.Pareto.ShouldBeNull();
    }

    [Fact]
    public void Outlook_BuyersWhoLeaveAtAnyTime_HasASecondOpinion()
    {
        List<CustomerPurchases> customers = [.. SimulatedBuyers.Pareto(5, 8_000, 26).Select(b => b.Seen)];
        var model = ParetoNbdModel.Fit(new PurchaseTable(customers)).Value.ShouldNotBeNull();

        var pareto = LifetimeOutlook.Of(customers, 26).Value.ShouldNotBeNull().Pareto.ShouldNotBeNull();

        pareto.Alive.ShouldBe(customers.Sum(c => model.Alive(c)), 1e-6);
        pareto.Purchases.ShouldBe(customers.Sum(c => model.Expected(c, 26)), 1e-6);
    }

    [Fact]
    public void Outlook_TooLittle_IsRefusedAndWithoutSpendHasNoMoney()
    {
        LifetimeOutlook.Of([], 52).Refusal!.Code.ShouldBe("tooFewCustomers");
        var chance = new Chance(3);
        List<CustomerPurchases> free = [];
        for (var i = 0; i < 1_000; i++)
        {
            var (rate, leaves, time, last, count) = (0.2 * chance.Gamma(1.2), chance.Exponential(0.03), 0.0, 0.0, 0);
            while ((time += chance.Exponential(rate)) < Math.Min(30, leaves))
            {
                (last, count) = (time, count + 1);
            }

            free.Add(new CustomerPurchases($"{i}", count, last, 30, count == 0 ? double.NaN : 0));
        }

        var outlook = LifetimeOutlook.Of(free, 52).Value.ShouldNotBeNull();
        (outlook.Value, outlook.SpendRefusal!.Code, outlook.Ranges.Value).ShouldBe((null, "spendNotAboveZero", null));

        Should.Throw<ArgumentOutOfRangeException>(() => LifetimeOutlook.Of(free, 0));
    }
}
