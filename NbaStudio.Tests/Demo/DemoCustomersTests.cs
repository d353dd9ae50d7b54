using NbaStudio.Demo;
using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Measurement.Lifetime;
using NbaStudio.Tests.Simulation;

namespace NbaStudio.Tests.Demo;

public sealed class DemoCustomersTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 3, 0, 0, TimeSpan.Zero);
    private static readonly DemoSettings Settings = new() { Customers = 2000 };

    [Fact]
    public void Create_EveryCustomer_FillsEveryAttributeOfThePolicyWithItsType()
    {
        // Estimates of lifetimes are written by the hub.
        var declared = DemoPolicy.Create().Attributes.Where(a => !a.Name.StartsWith("lifetime_", StringComparison.Ordinal)).ToDictionary(a => a.Name, a => a.Type);

        foreach (var customer in Create())
        {
            customer.Patch.Attributes.Keys.ShouldBe(declared.Keys, ignoreOrder: true);
            foreach (var (name, value) in customer.Patch.Attributes)
            {
                value.Kind.ToString().ToLowerInvariant().ShouldBe(declared[name], name);
            }
        }
    }

    [Fact]
    public void Create_EveryCustomer_IsSimulatedAndReachesNobody()
    {
        var customers = Create();

        customers.ShouldAllBe(c => c.Patch.Simulated);
        customers.Select(c => c.Patch.Addresses["email"]!).ShouldBeUnique();
        customers.ShouldAllBe(c => c.Patch.Addresses["email"]!.EndsWith("@example.com") || c.Patch.Addresses["email"]!.EndsWith("@example.net") || c.Patch.Addresses["email"]!.EndsWith("@example.org"));
        customers.Count(c => c.Patch.Language == "ja").ShouldBeInRange(1800, 1950);
    }

    [Fact]
    public void Create_Consents_HaveSourceAndTimeInThePast()
    {
        var customers = Create();

        customers.SelectMany(c => c.Patch.Consents).ShouldAllBe(c => c.Time < Now && c.Source.Length > 0);
        var push = customers.Select(c => c.Patch.Consents.FirstOrDefault(s => s is { Channel: "push", Purpose: "marketing" })).ToList();
        (push.Count(c => c is { Granted: true }) / 2000.0).ShouldBeInRange(0.67, 0.77);
        push.Count(c => c is null).ShouldBeGreaterThan(150);
    }

    [Fact]
    public void Create_Purchases_AreSimulatedLieInThePastAndSettleTheModels()
    {
        var customers = Create();

        var purchases = customers.SelectMany(c => c.Purchases).ToList();
        purchases.ShouldAllBe(p => p.Simulated && p.Time < Now.AddDays(-2) && p.Time > Now.AddDays(-400) && p.Properties["amount"].Number >= 100);
        purchases.Select(p => p.EventId).ShouldBeUnique();
        customers.Count(c => c.Purchases.Count > 0).ShouldBeInRange(730, 870);
        List<CustomerPurchases> seen = [.. customers.Where(c => c.Purchases.Count > 0).Select(Seen)];
        BgNbdModel.Fit(new PurchaseTable(seen)).IsKnown.ShouldBeTrue();
        var spend = GammaGammaModel.Fit(seen).Value.ShouldNotBeNull();
        (spend.P * spend.V / (spend.Q - 1)).ShouldBeInRange(2_500, 3_500, "a mean purchase");
        Create().SelectMany(c => c.Purchases).Select(p => p.Time).ShouldBe(purchases.Select(p => p.Time));
    }

    [Fact]
    public void Create_Twice_IsTheSame() =>
        Create().Select(c => c.Patch.Attributes["name_latin"]).ShouldBe(Create().Select(c => c.Patch.Attributes["name_latin"]));

    [Fact]
    public void Population_LaterInTheMonth_IsTheSame()
    {
        var early = DemoCustomers.Population(Settings, Now);
        var late = DemoCustomers.Population(Settings, Now.AddDays(10));

        late.Select(c => (c.Id, c.ContractEnd)).ShouldBe(early.Select(c => (c.Id, c.ContractEnd)));
    }

    [Fact]
    public async Task SeedAsync_Population_CreatesEveryCustomerOnce()
    {
        var hub = new FakeHub(_ => null);

        await DemoSeeder.SeedAsync(hub, DemoCustomers.Population(Settings, Now), 1, Now);

        hub.Customers.Count.ShouldBe(2000);
        hub.Customers.Select(c => c.Id).ShouldBeUnique();
    }

    private static CustomerPurchases Seen(DemoCustomer customer)
    {
        var days = customer.Purchases.GroupBy(p => (int)(Now - p.Time).TotalDays).OrderByDescending(d => d.Key).ToList();
        return new CustomerPurchases(
            customer.Id, days.Count - 1, (days[0].Key - days[^1].Key) / 7.0, days[0].Key / 7.0, days.Count == 1 ? double.NaN : days.Skip(1).Average(d => d.Sum(p => p.Properties["amount"].Number)));
    }

    private static List<DemoCustomer> Create() => [.. DemoCustomers.Create(DemoCustomers.Population(Settings, Now), Settings.Seed, Now)];
}
