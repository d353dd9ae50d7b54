using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>The whole policy of the demo workspace, a fictional mobile operator. One file per concern; this one puts them together.</summary>
public static class DemoPolicy
{
    public static PolicyDocument Create() => new()
    {
        Name = "Kawasemi Mobile",
        Currency = "JPY",
        TimeZone = "Asia/Tokyo",
        Languages = ["en", "ja"],
        DefaultLanguage = "ja",
        ServiceValue = 500,
        Attributes = CustomerAttributes.All,
        Events = EventTypes.All,
        TextModels = Messages.Models,
        Aggregates = LiveNumbers.Aggregates,
        Goals = LiveNumbers.Goals,
        Conditions = NamedConditions.All,
        Channels = Channels.All,
        Objectives = [Grow, Retain, Nurture, Serve],
        Audiences = NamedConditions.Audiences,
        ContactPolicies = ContactRules.All,
        Budgets = Scarce.Budgets,
        ContextWeights = Moments.Weights,
        Triggers = Moments.Triggers,
        Arbitration = new() { SilenceThreshold = 150, MinimumPropensity = 0.001, Shortlist = 8 },
        // A demo has few customers and little time: larger than a workspace of one's own would take.
        HoldOuts =
        [
            new() { Id = "universal", Scope = "all", Share = 0.1, Salt = "kawasemi-2026" }, new() { Id = "no-retain", Scope = "retain", Share = 0.1, Salt = "kawasemi-retain" },
            new() { Id = "no-grow", Scope = "grow", Share = 0.1, Salt = "kawasemi-grow" },
        ],
        RandomCheck = 0.01,
        Fairness = [new() { Attribute = "segment", Measure = "rateRatio", Low = 0.5, High = 2 }],
    };

    private static ObjectiveDocument Grow => new()
    {
        Id = "grow", Label = Text("Grow", "成長"), Lever = 1,
        Eligibility = "condition \"adult\"",
        Suitability = "not condition \"upset\" and not seen(event \"purchase\" in 1d)",
        Groups = [PlanUpgrades.Group, Handsets.Group, AddOns.Group, Household.Group],
    };

    private static ObjectiveDocument Retain => new()
    {
        Id = "retain", Label = Text("Retain", "維持"), Lever = 1.2,
        Eligibility = "condition \"adult\" and customer.tenure_months >= 3",
        Groups = [LoyaltyOffers.Group, StayOffers.Group],
    };

    private static ObjectiveDocument Nurture => new()
    {
        Id = "nurture", Label = Text("Nurture", "育成"), Lever = 1.1,
        Suitability = "not condition \"upset\"",
        Groups = [ThankYous.Group, Points.Group, Habits.Group],
    };

    private static ObjectiveDocument Serve => new()
    {
        Id = "serve", Label = Text("Serve", "サポート"), Lever = 1,
        Groups = [BillHelp.Group, UsageHelp.Group, Care.Group],
    };
}
