using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Look;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>Nurture: points that are used are points that bind.</summary>
internal static class Points
{
    public static GroupDocument Group => new()
    {
        Id = "points", Label = Text("Points", "ポイント"),
        Actions =
        [
            new()
            {
                Id = "points-double", Label = Text("Points double weekend", "週末ポイント2倍"),
                Value = "customer.points * 1.1", MaximumValue = 7_000, StartingPropensity = 0.04,
                Applicability = "customer.points >= 300",
                Suitability = "time.weekday in (5, 6, 7)",
                Treatments = Show("points-double", "/points/double",
                    new("Double points this weekend", "Pay with the app until Sunday and earn double.",
                        "Pay with the app until Sunday night and every purchase earns double points. One tap to join.", "Join"),
                    new("週末はポイント2倍", "日曜までアプリで払うとポイントが2倍です。",
                        "日曜の夜まで、アプリでのお支払いはすべてポイント2倍です。参加はワンタップです。", "参加する"),
                    WebTile, AppHero, AppInbox),
            },
            new()
            {
                Id = "points-gift", Label = Text("Points for a gift", "ポイントでギフト"),
                Value = "customer.points * 0.7", MaximumValue = 7_000, StartingPropensity = 0.04,
                Applicability = "goal.point_gift.progress >= 0.8",
                Treatments = Show("points-gift", "/points/gift",
                    new("Your points are a gift now", "You have {{customer.points | \"enough\"}} points. Choose from 40 gifts.",
                        "You have {{customer.points | \"enough\"}} points. Choose from 40 gifts, from headphones to a day at the hot springs.", "Choose a gift"),
                    new("ポイントをギフトに", "{{customer.points | \"たまった\"}}ポイントで40種類から選べます。",
                        "{{customer.points | \"たまった\"}}ポイントがあります。イヤホンから日帰り温泉まで、40種類のギフトから選べます。", "ギフトを選ぶ"),
                    WebTile, AppInbox, Email),
            },
        ],
    };
}
