using NbaStudio.Engine.Policies;

namespace NbaStudio.Commands.Examples.CompleteJourney;

/// <summary>The policy: each campaign is an action with its dates, for the households that were targeted.</summary>
internal static class JourneyPolicy
{
    public const string Redemption = "coupon_redemption";
    public const string Channel = "shop";
    public const string Placement = "coupons";

    private static readonly Dictionary<string, (string En, string Ja)> Labels = new()
    {
        ["age"] = ("Age", "年齢"),
        ["income"] = ("Income", "世帯収入"),
        ["home_ownership"] = ("Home", "住居"),
        ["marital_status"] = ("Marital status", "婚姻状況"),
        ["household_size"] = ("Household size", "世帯人数"),
        ["household_comp"] = ("Household", "世帯構成"),
        ["kids_count"] = ("Children", "子どもの数"),
    };

    public static string ActionOf(string campaign) => $"campaign-{campaign}";

    public static PolicyDocument Create(JourneyData data) => new()
    {
        Name = "The Complete Journey",
        Currency = "USD",
        TimeZone = "UTC",
        Languages = ["en", "ja"],
        DefaultLanguage = "en",
        Attributes =
        [
            .. JourneyData.ProfileColumns.Select(name => new AttributeDocument { Name = name, Type = "text", Label = Text(Labels[name].En, Labels[name].Ja) }),
            // Who was targeted is decided before, not a trait to learn from.
            new() { Name = "campaigns", Type = "textset", Label = Text("Targeted by campaigns", "対象キャンペーン"), UsedForLearning = false },
        ],
        Events =
        [
            new()
            {
                Type = Redemption, Label = Text("Coupon used", "クーポン利用"),
                Properties = [new() { Name = "campaign", Type = "text", Required = true }, new() { Name = "coupon", Type = "text", Required = true }],
            },
        ],
        Channels =
        [
            new()
            {
                Id = Channel, Kind = "web", Direction = "inbound", Label = Text("Shop", "店頭"),
                Placements = [new() { Name = Placement, Label = Text("Coupons", "クーポン"), MaximumCount = 5 }],
            },
        ],
        Objectives = [new() { Id = "coupons", Label = Text("Coupon campaigns", "クーポン施策"), Groups = [.. data.Campaigns.GroupBy(campaign => campaign.Type).OrderBy(type => type.Key, StringComparer.Ordinal).Select(Group)] }],
    };

    private static GroupDocument Group(IGrouping<string, JourneyCampaign> type) => new()
    {
        Id = type.Key.Replace(' ', '-').ToLowerInvariant(),
        Label = Text(type.Key, type.Key.Replace("Type ", "タイプ")),
        MaximumPerDecision = 3,
        Actions = [.. type.Select(Action)],
    };

    private static ActionDocument Action(JourneyCampaign campaign) => new()
    {
        Id = ActionOf(campaign.Id),
        Label = Text($"Campaign {campaign.Id}", $"キャンペーン{campaign.Id}"),
        StartingPropensity = 0.05,
        ValidFrom = StartOf(campaign.Start),
        // validTo is the first moment after: the last day counts whole.
        ValidTo = StartOf(campaign.End.AddDays(1)),
        Eligibility = $"customer.campaigns contains \"{campaign.Id}\"",
        Treatments = [Treatment(campaign)],
    };

    private static TreatmentDocument Treatment(JourneyCampaign campaign) => new()
    {
        Id = $"{ActionOf(campaign.Id)}-{Channel}",
        Channel = Channel,
        Placements = [Placement],
        ImpressionOn = "reply",
        Heads = [new() { Kind = "conversion", Positive = [$"event \"{Redemption}\" where campaign = \"{campaign.Id}\""], Window = "30d" }],
        Content = new Dictionary<string, ContentDocument>
        {
            ["en"] = new() { Subject = $"Your coupons of campaign {campaign.Id}", Body = $"Use them until {campaign.End:yyyy-MM-dd}." },
            ["ja"] = new() { Subject = $"キャンペーン{campaign.Id}のクーポン", Body = $"{campaign.End:yyyy年M月d日}までお使いいただけます。" },
        },
    };

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static Dictionary<string, string> Text(string en, string ja) => new() { ["en"] = en, ["ja"] = ja };
}
