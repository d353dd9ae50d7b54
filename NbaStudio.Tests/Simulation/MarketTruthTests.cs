using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Tests.Simulation;

public sealed class MarketTruthTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 3, 0, 0, TimeSpan.Zero);
    private static readonly MarketMoment Quiet = new("app", "none", 0, false, false, Now);
    private static readonly IReadOnlyList<MarketCustomer> People = MarketPopulation.Create(2000, 1, Now);

    [Fact]
    public void Parameters_EveryActionOfThePolicy_HasATruthOfItsGroup()
    {
        var policy = DemoPolicy.Create().Objectives.SelectMany(o => o.Groups).SelectMany(g => g.Actions.Select(a => (a.Id, g.Id))).ToList();

        MarketParameters.Kawasemi.Actions.Select(a => (a.Action, a.Group)).ShouldBe(policy, ignoreOrder: true);
    }

    [Fact]
    public void Parameters_Preferences_DependOnEightTraitsAndInteractions()
    {
        var actions = MarketParameters.Kawasemi.Actions;

        actions.SelectMany(a => a.Effects).Select(e => e.Trait).Distinct().Count().ShouldBeGreaterThanOrEqualTo(8);
        actions.ShouldAllBe(a => a.Interactions.Count > 0 && a.Effects.Count >= 2);
        MarketParameters.Kawasemi.ActionTaste.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Probability_EveryPersonAndAction_LiesWithinTheLimits()
    {
        var truth = new MarketTruth(MarketParameters.Kawasemi, 1);
        var (low, high) = MarketParameters.Kawasemi.Limits;

        foreach (var customer in People.Take(300))
        {
            foreach (var action in MarketParameters.Kawasemi.Actions)
            {
                truth.Probability(customer, action.Action, action.Action + "-push", Quiet with { Channel = "push" }).ShouldBeInRange(low, high);
            }
        }

        truth.Probability(People[0], "no-such-action", "x", Quiet).ShouldBe(0);
    }

    [Fact]
    public void Probability_ShownAtRandom_IsBetweenHalfAndEightPercent()
    {
        var truth = new MarketTruth(MarketParameters.Kawasemi, 1);

        var mean = People.Average(c => MarketParameters.Kawasemi.Actions.Average(a => truth.Probability(c, a.Action, a.Action + "-app-hero", Quiet)));

        mean.ShouldBeInRange(0.005, 0.08);
    }

    [Fact]
    public void Probability_CancelViews_RaiseStayOffersAndLowerSales()
    {
        var truth = new MarketTruth(MarketParameters.Kawasemi, 1);
        var leaving = Quiet with { CancelViews = 3 };

        // A few people sit at the lower limit either way, so the means are compared strictly and each person loosely.
        foreach (var customer in People)
        {
            truth.Probability(customer, "stay-half-3", "stay-half-3-push", leaving).ShouldBeGreaterThanOrEqualTo(truth.Probability(customer, "stay-half-3", "stay-half-3-push", Quiet));
            truth.Probability(customer, "upgrade-l", "upgrade-l-app-hero", leaving).ShouldBeLessThanOrEqualTo(truth.Probability(customer, "upgrade-l", "upgrade-l-app-hero", Quiet));
        }

        Mean("stay-half-3", leaving).ShouldBeGreaterThan(1.5 * Mean("stay-half-3", Quiet));
        Mean("upgrade-l", leaving).ShouldBeLessThan(0.7 * Mean("upgrade-l", Quiet));

        double Mean(string action, MarketMoment moment) => People.Average(c => truth.Probability(c, action, action + "-app-hero", moment));
    }

    [Fact]
    public void Probability_UnseenTaste_DiffersBetweenTwinsAndSeeds()
    {
        var truth = new MarketTruth(MarketParameters.Kawasemi, 1);
        var other = new MarketTruth(MarketParameters.Kawasemi, 2);
        var same = new MarketTruth(MarketParameters.Kawasemi, 1);

        var p = truth.Probability(People[3], "video-pass", "video-pass-push", Quiet);

        same.Probability(People[3], "video-pass", "video-pass-push", Quiet).ShouldBe(p);
        other.Probability(People[3], "video-pass", "video-pass-push", Quiet).ShouldNotBe(p);
    }
}
