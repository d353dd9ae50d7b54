using static NbaStudio.Engine.Simulation.MarketTrait;

namespace NbaStudio.Engine.Simulation;

/// <summary>The hidden truth of the simulated market, all of it. Committed before the first measurement; whoever changes a number here measures anew.</summary>
/// <remarks>Weights are log odds. No model sees this file, the unseen tastes, or anything but what events and profiles say.</remarks>
public sealed record MarketParameters
{
    public static MarketParameters Kawasemi { get; } = new();

    /// <summary>Spread of a customer's unseen taste for a group of actions.</summary>
    public double GroupTaste { get; init; } = 0.35;

    /// <summary>Spread of a customer's unseen taste for one action.</summary>
    public double ActionTaste { get; init; } = 0.45;

    /// <summary>Spread of how well a treatment is made.</summary>
    public double TreatmentQuality { get; init; } = 0.2;

    /// <summary>Every acceptance lies within these.</summary>
    public (double Low, double High) Limits { get; init; } = (0.0003, 0.5);

    /// <summary>Visits of an average customer a day.</summary>
    public double VisitsPerDay { get; init; } = 2.1;

    /// <summary>Activity by hour of the day in the workspace's zone, mean about 1.</summary>
    public IReadOnlyList<double> Hours { get; init; } =
        [0.6, 0.5, 0.5, 0.5, 0.5, 0.6, 0.8, 1.1, 1.1, 0.9, 0.9, 1.1, 1.6, 1.2, 0.9, 0.9, 0.9, 1.1, 1.3, 1.5, 1.7, 1.6, 1.2, 0.8];

    /// <summary>Things that happen to an average customer, a day.</summary>
    public double PurchasesPerDay { get; init; } = 0.02;
    public double ComplaintsPerDay { get; init; } = 0.003;
    public double CallsPerDay { get; init; } = 0.01;
    public double TripsPerDay { get; init; } = 0.003;
    public double SurveysPerDay { get; init; } = 0.005;
    public double ChurnPerDay { get; init; } = 0.0004;

    /// <summary>Share of visits of an average customer that are about leaving.</summary>
    public double LeavingVisits { get; init; } = 0.015;

    /// <summary>What else becomes of an offer that is not accepted.</summary>
    public double Rejects { get; init; } = 0.02;
    public double Dismissals { get; init; } = 0.05;
    public double Unsubscribes { get; init; } = 0.002;

    /// <summary>Share of second and further positions that are looked at.</summary>
    public double SeenBelow { get; init; } = 0.85;

    /// <summary>Log odds by channel, and how they change with age.</summary>
    public IReadOnlyDictionary<string, (double Level, double Age)> Channels { get; init; } = new Dictionary<string, (double, double)>
    {
        ["app"] = (0, -0.2), ["web"] = (-0.15, 0.05), ["push"] = (0.1, -0.25), ["email"] = (-0.4, 0.25), ["sms"] = (0, 0.15), ["agent"] = (1, 0.2),
    };

    /// <summary>Log odds by the end of the treatment's id.</summary>
    public IReadOnlyDictionary<string, double> Looks { get; init; } = new Dictionary<string, double> { ["-hero"] = 0.2, ["-tile"] = -0.15, ["-inbox"] = -0.1 };

    /// <summary>Log odds of a group or an action when this is what the customer is about.</summary>
    public IReadOnlyDictionary<(string Intent, string Of), double> Intents { get; init; } = new Dictionary<(string, string), double>
    {
        [("cancellation", "stay")] = 1.2, [("cancellation", "loyalty")] = 0.5, [("cancellation", "plan-upgrade")] = -1, [("cancellation", "handset")] = -0.8,
        [("cancellation", "add-on")] = -0.8, [("cancellation", "household")] = -1,
        [("upgrade", "plan-upgrade")] = 0.8, [("device", "handset")] = 0.8, [("device", "battery-check")] = 0.5,
        [("billing", "bill")] = 0.6, [("billing", "habits")] = 0.4, [("travel", "roaming-asia")] = 0.9, [("travel", "roaming-world")] = 0.9,
        [("points", "points")] = 0.7, [("family", "household")] = 0.7,
    };

    /// <summary>Log odds of any offer to sell while a complaint is open, and of a thank-you right after buying.</summary>
    public double UpsetSale { get; init; } = -1;
    public double ThanksAfterPurchase { get; init; } = 0.4;

    /// <summary>Groups that sell.</summary>
    public IReadOnlySet<string> Selling { get; init; } = new HashSet<string> { "plan-upgrade", "handset", "add-on", "household" };

    public IReadOnlyList<ActionTruth> Actions { get; init; } =
    [
        Of("loyalty-10", "loyalty", 0.0025, [(Tenure, 0.66), (ContractEnding, 0.88), (Satisfaction, -0.44), (Age, 0.44)], [(Fee, ContractEnding, 0.44)]),
        Of("renew-early", "loyalty", 0.0042, [(ContractEnding, 1.1), (DeviceAge, 0.66), (Satisfaction, 0.66)], [(DeviceAge, Satisfaction, 0.44)]),
        Of("loyalty-club", "loyalty", 0.0046, [(Tenure, 0.55), (Age, 0.77), (Lines, 0.55), (Fee, 0.44)], [(Age, Urban, 0.55)]),
        Of("stay-half-3", "stay", 0.0021, [(Fee, 0.88), (Age, -0.66), (LateBills, 0.44)], [(Fee, Age, -0.44)]),
        Of("stay-20gb", "stay", 0.0019, [(DataUse, 1.21), (Video, 0.66), (Age, -0.66)], [(DataUse, Video, 0.44)]),
        Of("stay-right-size", "stay", 0.001, [(DataUse, -1.1), (Fee, 0.66), (Age, 0.66)], [(Fee, Children, 0.44)]),
        Of("stay-callback", "stay", 0.0021, [(Age, 1.1), (Lines, 0.66), (Tenure, 0.44)], [(Age, Lines, 0.44)]),
        Of("upgrade-m", "plan-upgrade", 0.002, [(DataUse, 1.43), (Age, -0.55), (Satisfaction, 0.55)], [(DataUse, Video, 0.55)]),
        Of("upgrade-l", "plan-upgrade", 0.00066, [(DataUse, 1.43), (Video, 0.88), (Age, -0.77)], [(DataUse, Age, -0.55)]),
        Of("upgrade-unlimited", "plan-upgrade", 0.00024, [(DataUse, 1.21), (Video, 1.21), (Age, -0.88), (Fee, 0.44)], [(Video, Age, -0.55)]),
        Of("handset-5g", "handset", 0.00041, [(DeviceAge, 1.54), (Fee, 0.55), (Age, -0.55), (Satisfaction, 0.55)], [(DeviceAge, Fee, 0.55)]),
        Of("trade-in", "handset", 0.0017, [(DeviceAge, 1.21), (Urban, 0.66), (Age, -0.44)], [(DeviceAge, Urban, 0.55)]),
        Of("tablet", "handset", 0.00021, [(Children, 0.88), (Video, 1.1), (Fee, 0.66)], [(Children, Fee, 0.55)]),
        Of("data-booster", "add-on", 0.0025, [(DataUse, 1.32), (Age, -0.77), (Video, 0.44)], [(DataUse, Age, -0.44)]),
        Of("roaming-asia", "add-on", 0.0023, [(Travel, 1.32), (Age, -0.44), (Urban, 0.44)], [(Travel, Urban, 0.44)]),
        Of("roaming-world", "add-on", 0.000093, [(Travel, 1.32), (Fee, 0.66), (Age, 0.55)], [(Travel, Fee, 0.44)]),
        Of("insurance", "add-on", 0.0014, [(DeviceAge, -1.21), (Fee, 0.55), (Children, 0.55), (LateBills, -0.44)], [(DeviceAge, Children, -0.44)]),
        Of("video-pass", "add-on", 0.0011, [(Video, 1.54), (Age, -0.88), (DataUse, 0.55)], [(Video, Age, -0.44)]),
        Of("family-line", "household", 0.0016, [(Children, 1.21), (Lines, -0.55), (Satisfaction, 0.77)], [(Children, Satisfaction, 0.55)]),
        Of("kids-line", "household", 0.00078, [(Children, 1.43), (Urban, 0.66), (Fee, 0.55)], [(Children, Urban, 0.55)]),
        Of("home-internet", "household", 0.0017, [(Lines, 0.88), (Video, 0.88), (Urban, -0.66), (Tenure, 0.44)], [(Lines, Video, 0.55)]),
        Of("thanks-2gb", "thank-you", 0.017, [(DataUse, 1.1), (Age, -0.66)], [(DataUse, Video, 0.44)]),
        Of("purchase-reward", "thank-you", 0.025, [(Points, 0.66), (Age, 0.55), (Children, 0.44)], [(Points, Urban, 0.44)]),
        Of("anniversary", "thank-you", 0.024, [(Tenure, 0.55), (Urban, 0.55), (Satisfaction, 0.44)], [(Urban, Age, -0.44)]),
        Of("points-double", "points", 0.0057, [(Points, 0.77), (Children, 0.66), (Urban, 0.55)], [(Points, Children, 0.44)]),
        Of("points-gift", "points", 0.00078, [(Points, 0.88), (Age, 0.77)], [(Points, Age, 0.44)]),
        Of("autopay", "habits", 0.0031, [(LateBills, 0.88), (Age, -0.55), (Tenure, -0.44)], [(LateBills, Age, -0.44)]),
        Of("paperless", "habits", 0.011, [(Age, -0.77), (Urban, 0.55)], [(Age, Urban, -0.44)]),
        Of("refer-friend", "habits", 0.0012, [(Satisfaction, 1.21), (Age, -0.88), (Urban, 0.44)], [(Satisfaction, Age, -0.44)]),
        Of("app-widget", "habits", 0.0086, [(DataUse, 0.77), (Age, -0.44)], [(DataUse, Age, -0.44)]),
        Of("bill-explain", "bill", 0.096, [(Satisfaction, -0.55), (Age, 0.44), (Lines, 0.44)], [(Age, Lines, 0.22)]),
        Of("bill-parts", "bill", 0.088, [(LateBills, 0.66), (Fee, 0.55)], [(LateBills, Fee, 0.22)]),
        Of("bill-forecast", "bill", 0.00062, [(Fee, 0.66), (LateBills, 0.55), (Children, 0.55)], [(Fee, Children, 0.44)]),
        Of("data-notice", "usage", 0.08, [(Age, -0.44), (Video, 0.55)], [(Age, Video, -0.22)]),
        Of("roaming-welcome", "usage", 0.072, [(Travel, 0.55), (Age, -0.22)], [(Travel, Age, -0.22)]),
        Of("complaint-follow-up", "care", 0.072, [(Age, 0.44), (Tenure, 0.44)], [(Age, Tenure, 0.22)]),
        Of("battery-check", "care", 0.0015, [(DeviceAge, 1.21), (Age, 0.55)], [(DeviceAge, Age, 0.44)]),
        Of("senior-class", "care", 0.0015, [(Age, 1.54), (Urban, -0.55)], [(Age, Satisfaction, 0.44)]),
    ];

    private static ActionTruth Of(
        string action, string group, double probability, (MarketTrait Trait, double Weight)[] effects, (MarketTrait First, MarketTrait Second, double Weight)[] interactions) =>
        new(action, group, probability, [.. effects.Select(e => new TraitEffect(e.Trait, e.Weight))], [.. interactions.Select(i => new TraitInteraction(i.First, i.Second, i.Weight))]);
}
