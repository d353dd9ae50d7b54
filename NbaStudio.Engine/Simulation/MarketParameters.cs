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
        Of("loyalty-10", "loyalty", 0.0048, [(Tenure, 0.6), (ContractEnding, 0.8), (Satisfaction, -0.4), (Age, 0.4)], [(Fee, ContractEnding, 0.4)]),
        Of("renew-early", "loyalty", 0.008, [(ContractEnding, 1.0), (DeviceAge, 0.6), (Satisfaction, 0.6)], [(DeviceAge, Satisfaction, 0.4)]),
        Of("loyalty-club", "loyalty", 0.0087, [(Tenure, 0.5), (Age, 0.7), (Lines, 0.5), (Fee, 0.4)], [(Age, Urban, 0.5)]),
        Of("stay-half-3", "stay", 0.0041, [(Fee, 0.8), (Age, -0.6), (LateBills, 0.4)], [(Fee, Age, -0.4)]),
        Of("stay-20gb", "stay", 0.0037, [(DataUse, 1.1), (Video, 0.6), (Age, -0.6)], [(DataUse, Video, 0.4)]),
        Of("stay-right-size", "stay", 0.002, [(DataUse, -1.0), (Fee, 0.6), (Age, 0.6)], [(Fee, Children, 0.4)]),
        Of("stay-callback", "stay", 0.0041, [(Age, 1.0), (Lines, 0.6), (Tenure, 0.4)], [(Age, Lines, 0.4)]),
        Of("upgrade-m", "plan-upgrade", 0.0026, [(DataUse, 1.3), (Age, -0.5), (Satisfaction, 0.5)], [(DataUse, Video, 0.5)]),
        Of("upgrade-l", "plan-upgrade", 0.00085, [(DataUse, 1.3), (Video, 0.8), (Age, -0.7)], [(DataUse, Age, -0.5)]),
        Of("upgrade-unlimited", "plan-upgrade", 0.00031, [(DataUse, 1.1), (Video, 1.1), (Age, -0.8), (Fee, 0.4)], [(Video, Age, -0.5)]),
        Of("handset-5g", "handset", 0.00052, [(DeviceAge, 1.4), (Fee, 0.5), (Age, -0.5), (Satisfaction, 0.5)], [(DeviceAge, Fee, 0.5)]),
        Of("trade-in", "handset", 0.0022, [(DeviceAge, 1.1), (Urban, 0.6), (Age, -0.4)], [(DeviceAge, Urban, 0.5)]),
        Of("tablet", "handset", 0.00027, [(Children, 0.8), (Video, 1.0), (Fee, 0.6)], [(Children, Fee, 0.5)]),
        Of("data-booster", "add-on", 0.0032, [(DataUse, 1.2), (Age, -0.7), (Video, 0.4)], [(DataUse, Age, -0.4)]),
        Of("roaming-asia", "add-on", 0.003, [(Travel, 1.2), (Age, -0.4), (Urban, 0.4)], [(Travel, Urban, 0.4)]),
        Of("roaming-world", "add-on", 0.00012, [(Travel, 1.2), (Fee, 0.6), (Age, 0.5)], [(Travel, Fee, 0.4)]),
        Of("insurance", "add-on", 0.0018, [(DeviceAge, -1.1), (Fee, 0.5), (Children, 0.5), (LateBills, -0.4)], [(DeviceAge, Children, -0.4)]),
        Of("video-pass", "add-on", 0.0014, [(Video, 1.4), (Age, -0.8), (DataUse, 0.5)], [(Video, Age, -0.4)]),
        Of("family-line", "household", 0.002, [(Children, 1.1), (Lines, -0.5), (Satisfaction, 0.7)], [(Children, Satisfaction, 0.5)]),
        Of("kids-line", "household", 0.001, [(Children, 1.3), (Urban, 0.6), (Fee, 0.5)], [(Children, Urban, 0.5)]),
        Of("home-internet", "household", 0.0022, [(Lines, 0.8), (Video, 0.8), (Urban, -0.6), (Tenure, 0.4)], [(Lines, Video, 0.5)]),
        Of("thanks-2gb", "thank-you", 0.022, [(DataUse, 1.0), (Age, -0.6)], [(DataUse, Video, 0.4)]),
        Of("purchase-reward", "thank-you", 0.032, [(Points, 0.6), (Age, 0.5), (Children, 0.4)], [(Points, Urban, 0.4)]),
        Of("anniversary", "thank-you", 0.031, [(Tenure, 0.5), (Urban, 0.5), (Satisfaction, 0.4)], [(Urban, Age, -0.4)]),
        Of("points-double", "points", 0.0073, [(Points, 0.7), (Children, 0.6), (Urban, 0.5)], [(Points, Children, 0.4)]),
        Of("points-gift", "points", 0.001, [(Points, 0.8), (Age, 0.7)], [(Points, Age, 0.4)]),
        Of("autopay", "habits", 0.004, [(LateBills, 0.8), (Age, -0.5), (Tenure, -0.4)], [(LateBills, Age, -0.4)]),
        Of("paperless", "habits", 0.014, [(Age, -0.7), (Urban, 0.5)], [(Age, Urban, -0.4)]),
        Of("refer-friend", "habits", 0.0016, [(Satisfaction, 1.1), (Age, -0.8), (Urban, 0.4)], [(Satisfaction, Age, -0.4)]),
        Of("app-widget", "habits", 0.011, [(DataUse, 0.7), (Age, -0.4)], [(DataUse, Age, -0.4)]),
        Of("bill-explain", "bill", 0.120, [(Satisfaction, -0.5), (Age, 0.4), (Lines, 0.4)], [(Age, Lines, 0.2)]),
        Of("bill-parts", "bill", 0.110, [(LateBills, 0.6), (Fee, 0.5)], [(LateBills, Fee, 0.2)]),
        Of("bill-forecast", "bill", 0.0008, [(Fee, 0.6), (LateBills, 0.5), (Children, 0.5)], [(Fee, Children, 0.4)]),
        Of("data-notice", "usage", 0.100, [(Age, -0.4), (Video, 0.5)], [(Age, Video, -0.2)]),
        Of("roaming-welcome", "usage", 0.090, [(Travel, 0.5), (Age, -0.2)], [(Travel, Age, -0.2)]),
        Of("complaint-follow-up", "care", 0.090, [(Age, 0.4), (Tenure, 0.4)], [(Age, Tenure, 0.2)]),
        Of("battery-check", "care", 0.0019, [(DeviceAge, 1.1), (Age, 0.5)], [(DeviceAge, Age, 0.4)]),
        Of("senior-class", "care", 0.0019, [(Age, 1.4), (Urban, -0.5)], [(Age, Satisfaction, 0.4)]),
    ];

    private static ActionTruth Of(
        string action, string group, double probability, (MarketTrait Trait, double Weight)[] effects, (MarketTrait First, MarketTrait Second, double Weight)[] interactions) =>
        new(action, group, probability, [.. effects.Select(e => new TraitEffect(e.Trait, e.Weight))], [.. interactions.Select(i => new TraitInteraction(i.First, i.Second, i.Weight))]);
}
