using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Tests.Simulation;

public sealed class MarketDriverTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 16, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task StepAsync_AnHourOfAThousandCustomers_MakesAboutAHundredDecisions()
    {
        var (driver, hub) = Create(1000);

        await driver.StepAsync(hub, Start.AddHours(1));

        // 5,000 customers at 60 times the speed: 5 hours of these in a second is ten decisions.
        driver.Decisions.ShouldBeInRange(60, 240);
        hub.Requests.ShouldAllBe(r => r.Simulated);
        hub.Events.ShouldAllBe(e => e.Simulated);
        hub.Outcomes.ShouldAllBe(o => o.Simulated);
        hub.Events.Select(e => e.EventId).ShouldBeUnique();
    }

    [Fact]
    public async Task StepAsync_SameSeed_RepeatsTheRun()
    {
        var (first, firstHub) = Create(300);
        var (second, secondHub) = Create(300);

        await first.StepAsync(firstHub, Start.AddHours(6));
        await second.StepAsync(secondHub, Start.AddHours(3));
        await second.StepAsync(secondHub, Start.AddHours(6));

        secondHub.Events.Select(e => (e.EventId, e.CustomerId, e.Type, e.Time)).ShouldBe(firstHub.Events.Select(e => (e.EventId, e.CustomerId, e.Type, e.Time)));
        secondHub.Outcomes.ShouldBe(firstHub.Outcomes);
    }

    [Fact]
    public async Task StepAsync_ManyShown_AcceptsAsOftenAsTheTruthSays()
    {
        var meter = new MarketGapMeter();
        var (driver, hub) = Create(2000, meter, intensity: 10);

        await driver.StepAsync(hub, Start.AddHours(8));

        var earned = meter.Range(1, meter.Count);
        var expected = earned.MeanProbability * earned.Delivered;
        var accepts = hub.Outcomes.Count(o => o.Kind == ContactKind.Accept);
        expected.ShouldBeGreaterThan(200);
        accepts.ShouldBeInRange((int)(expected * 0.75), (int)(expected * 1.25));
        hub.Outcomes.Count(o => o.Kind == ContactKind.Impression).ShouldBe(earned.Delivered);
    }

    [Fact]
    public async Task StepAsync_Conversion_HasAmountAndId()
    {
        var (driver, hub) = Create(2000, intensity: 10);

        await driver.StepAsync(hub, Start.AddHours(4));

        var conversions = hub.Outcomes.Where(o => o.Kind == ContactKind.Conversion).ToList();
        conversions.Count.ShouldBeGreaterThan(10);
        conversions.ShouldAllBe(o => o.Amount >= 7000m && o.Amount <= 15_000m && o.OutcomeId != null);
        hub.Events.Count(e => e.Type == "purchase").ShouldBeGreaterThanOrEqualTo(conversions.Count);
    }

    [Fact]
    public async Task React_PushToOwnCustomer_AnswersOnceAfterADelay()
    {
        var (driver, hub) = Create(50);
        var delivery = new MarketDelivery("kw-000007", "d-push", "thanks-2gb", "thanks-2gb-push", "push", 1850, Start);
        for (var i = 0; i < 400; i++)
        {
            driver.React(delivery with { DecisionId = $"d-push-{i}" });
            driver.React(delivery with { DecisionId = $"d-push-{i}" });
        }

        await driver.StepAsync(hub, Start);
        hub.Outcomes.ShouldBeEmpty();
        await driver.StepAsync(hub, Start.AddHours(1));

        var answered = hub.Outcomes.Where(o => o.DecisionId!.StartsWith("d-push", StringComparison.Ordinal)).ToList();
        var accepts = answered.Where(o => o.Kind == ContactKind.Accept).Select(o => o.DecisionId!).ToList();
        accepts.ShouldNotBeEmpty();
        accepts.ShouldBeUnique();
        answered.ShouldAllBe(o => o.Time > Start && o.Time <= Start.AddMinutes(26));
    }

    [Fact]
    public async Task React_ForeignCustomer_IsIgnored()
    {
        var (driver, hub) = Create(5);
        driver.React(new MarketDelivery("somebody-else", "d", "thanks-2gb", "thanks-2gb-push", "push", 1850, Start));

        await driver.StepAsync(hub, Start.AddHours(1));

        hub.Outcomes.ShouldAllBe(o => o.DecisionId != "d");
    }

    [Fact]
    public async Task StepAsync_CancelVisits_ComeInThreesWithinHalfAnHour()
    {
        var (driver, hub) = Create(1000, intensity: 10);

        await driver.StepAsync(hub, Start.AddHours(8));

        var views = hub.Events.Where(e => e.Type == "page_view" && e.Properties["page"].ToString() == "/cancel").GroupBy(e => e.CustomerId).ToList();
        views.Count(g => g.Count() >= 3).ShouldBeGreaterThan(5);
        hub.Requests.ShouldContain(r => r.Context["intent"].ToString() == "cancellation");
    }

    [Fact]
    public async Task StepAsync_DeliverTriggered_ConfirmsAndAnswersPushes()
    {
        var (driver, hub) = Create(500, intensity: 20, deliver: true);
        hub.Triggers["purchase"] = "purchase-reward";

        await driver.StepAsync(hub, Start.AddHours(12));

        var delivered = hub.Outcomes.Where(o => o.Kind == ContactKind.Delivered).ToList();
        delivered.Count.ShouldBe(hub.Events.Count(e => e.Type == "purchase"));
        hub.Outcomes.ShouldContain(o => o.Kind == ContactKind.Accept && o.Action == "purchase-reward");
    }

    [Fact]
    public async Task Postpone_AfterAPause_RunsNothingOld()
    {
        var (driver, hub) = Create(500);
        var before = driver.NextDue;

        driver.Postpone(TimeSpan.FromDays(1));

        driver.NextDue.ShouldBe(before.AddDays(1));
        (await driver.StepAsync(hub, Start.AddHours(20))).ShouldBe(0);
    }

    private static (MarketDriver Driver, FakeHub Hub) Create(int customers, IMarketObserver? observer = null, double intensity = 1, bool deliver = false)
    {
        var truth = new MarketTruth(MarketParameters.Kawasemi, 1);
        var options = new MarketDriverOptions { Start = Start, Observer = observer, Intensity = intensity, DeliverTriggered = deliver };
        var driver = new MarketDriver(MarketPopulation.Create(customers, 1, Start), truth, options);
        return (driver, new FakeHub(r => r.Placements[0].Name == "hero" ? ("upgrade-m", "upgrade-m-app-hero", 9600) : null));
    }
}
