using Microsoft.Extensions.Logging.Abstractions;
using NbaStudio.Configuration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Measurement.Lifetime;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Measuring;
using NbaStudio.Tests.Decisions;
using NbaStudio.Tests.Measurement;

namespace NbaStudio.Tests.Live.Measuring;

/// <summary>Lifetime values in the attributes of customers.</summary>
public sealed class LifetimeServiceTests
{
    private const int Buyers = 160;

    private static readonly AttributeDocument[] Declared =
        [new() { Name = "lifetime_value", Type = "number" }, new() { Name = "lifetime_purchases", Type = "number" }, new() { Name = "lifetime_alive", Type = "number" }];

    [Fact]
    public async Task RunOnce_PolicyDeclaresThem_WritesWhatTheModelsExpectAndRulesReadIt()
    {
        await using var host = await EngineHost.StartAsync(Policy(Declared));
        await BuyAsync(host);
        using var book = new LifetimeBook(host.Engine, new NbaOptions());
        var service = Service(host, book);

        (await service.RunOnceAsync(default)).ShouldBe(Buyers);

        var purchases = Purchases(host);
        var (model, spend) = (BgNbdModel.Fit(new PurchaseTable(purchases)).Value!, GammaGammaModel.Fit(purchases).Value!);
        foreach (var of in purchases.Take(40))
        {
            var (alive, count, value) = await ReadAsync(host, long.Parse(of.Customer, System.Globalization.CultureInfo.InvariantCulture));
            alive.ShouldBe(model.Alive(of), 0.0051);
            count.ShouldBe(model.Expected(of, 52), 0.0051);
            value.ShouldBe(spend.ExpectedSpend(of)!.Value * model.Expected(of, 52), 0.006 * value);
        }

        // The rule lets in whoever is worth more than the middle one; the lever is bounded.
        var values = new List<(string Customer, double Value)>();
        for (var i = 0; i < Buyers; i++)
        {
            values.Add(($"c{i}", await host.Engine.ReadCustomerAsync($"c{i}", c => c.Profile.Get("lifetime_value").Number)));
        }

        var (worth, least) = (values.MaxBy(v => v.Value), values.MinBy(v => v.Value));
        least.Value.ShouldBeLessThan(Threshold);
        var best = (await host.DecideAsync(worth.Customer)).Actions.Single();
        best.Lever.ShouldBe(Math.Clamp(worth.Value / 100, 0.8, 1.25), 1e-9);
        (await host.DecideAsync(least.Customer)).Actions.ShouldBeEmpty();
        (await host.DecideAsync("never-bought")).Actions.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunOnce_Again_WritesOnlyWhatDiffers()
    {
        await using var host = await EngineHost.StartAsync(Policy(Declared));
        await BuyAsync(host);
        using var book = new LifetimeBook(host.Engine, new NbaOptions());
        var service = Service(host, book);
        await service.RunOnceAsync(default);
        var head = host.Store.ReadHead().Sequence;

        (await service.RunOnceAsync(default)).ShouldBe(0);

        host.Store.ReadHead().Sequence.ShouldBe(head, "nothing that is known already is written");
        await host.EventAsync("c3", "purchase", ("amount", Value.OfMoney(900)));
        await host.Engine.EraseCustomerAsync("c4");
        (await service.RunOnceAsync(default))!.Value.ShouldBeGreaterThan(0);
        await host.RestartAsync();
        (await host.Engine.ReadCustomerAsync("c5", c => c.Profile.Get("lifetime_alive").Number)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task RunOnce_NoneDeclaredOrOfATypeThatCannotHoldIt_WritesNothing()
    {
        await using var host = await EngineHost.StartAsync(Policy([new() { Name = "lifetime_value", Type = "text" }], reads: false));
        await BuyAsync(host);
        using var book = new LifetimeBook(host.Engine, new NbaOptions());

        (await Service(host, book).RunOnceAsync(default)).ShouldBeNull();

        book.Last.ShouldBeNull("nobody needs an estimate then");
    }

    [Fact]
    public async Task RunOnce_ProfileThatIsFull_KeepsNobodyElseFromTheirs()
    {
        await using var host = await EngineHost.StartAsync(Policy(Declared));
        await BuyAsync(host);
        await host.PatchAsync("c0", [.. Enumerable.Range(0, Engine.Customers.Profile.MaximumCount).Select(i => ($"x{i}", Value.OfText("y")))]);
        using var book = new LifetimeBook(host.Engine, new NbaOptions());

        (await Service(host, book).RunOnceAsync(default)).ShouldBe(Buyers - 1);

        (await host.Engine.ReadCustomerAsync("c0", c => c.Profile.Get("lifetime_alive").IsMissing)).ShouldBeTrue();
    }

    [Fact]
    public async Task RunOnce_TooFewBuyers_WritesNothing()
    {
        await using var host = await EngineHost.StartAsync(Policy(Declared));
        await host.EventAsync("c0", "purchase", ("amount", Value.OfMoney(900)));
        using var book = new LifetimeBook(host.Engine, new NbaOptions());

        (await Service(host, book).RunOnceAsync(default)).ShouldBeNull();

        (await host.Engine.ReadCustomerAsync("c0", c => c.Profile.Count)).ShouldBe(0);
    }

    private const double Threshold = 60;

    private static PolicyDocument Policy(AttributeDocument[] attributes, bool reads = true)
    {
        var action = TestPolicy.Action("a");
        var policy = TestPolicy.Of(reads ? action with { Eligibility = $"customer.lifetime_value >= {Threshold}", LeverExpression = "max(0.8, min(1.25, customer.lifetime_value / 100))" } : action);
        return policy with { Attributes = [.. policy.Attributes, .. attributes] };
    }

    private static LifetimeService Service(EngineHost host, LifetimeBook book) => new(host.Engine, book, new NbaOptions(), new HubClock(null, host.Time), NullLogger<LifetimeService>.Instance);

    private static List<CustomerPurchases> Purchases(EngineHost host)
    {
        var purchases = new JournalPurchases(new HashSet<string> { "purchase" }, TimeZoneInfo.Utc);
        purchases.Take(host.Store.ReadJournal(1, 100_000));
        return purchases.Read(host.Now);
    }

    private static Task<(double Alive, double Purchases, double Value)> ReadAsync(EngineHost host, long customer) =>
        host.Engine.ReadCustomerAsync(customer, c => (c.Profile.Get("lifetime_alive").Number, c.Profile.Get("lifetime_purchases").Number, c.Profile.Get("lifetime_value").Number));

    // Everybody buys once, 200 days ago at most, and some come again.
    private static async Task BuyAsync(EngineHost host)
    {
        var chance = new Chance(17);
        for (var i = 0; i < Buyers; i++)
        {
            var (rate, leaves, mean) = (0.05 * chance.Gamma(0.9), chance.Exponential(0.01), 20 / chance.Gamma(5));
            for (double day = 30 + chance.Below(170), passed = 0; day - passed > 1; passed += chance.Exponential(rate))
            {
                if (passed > leaves)
                {
                    break;
                }

                var time = host.Now.AddDays(-(day - passed));
                (await host.Engine.IngestAsync([new EventInput($"p{i}-{passed:0.000}", $"c{i}", "purchase", time, new Dictionary<string, Value> { ["amount"] = Value.OfMoney(Math.Round(mean * chance.Gamma(6), 2)) })]))[0]
                    .Status.ShouldBe(EventStatus.Accepted);
            }
        }
    }
}
