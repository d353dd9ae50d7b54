using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Look;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>Grow: the rest of the household.</summary>
internal static class Household
{
    public static GroupDocument Group => new()
    {
        Id = "household", Label = Text("Household", "家族・住まい"),
        Suitability = "condition \"pays on time\"",
        Actions =
        [
            new()
            {
                Id = "family-line", Label = Text("Family line, second at half", "家族回線、2回線目半額"),
                Value = "customer.monthly_fee * 2.4", MaximumValue = 24_000, StartingPropensity = 0.015,
                Eligibility = "customer.lines <= 3",
                Applicability = "customer.segment in (\"family\", \"couple\") or customer.has_children",
                Treatments = Show("family-line", "/family",
                    new("The second line at half price", "Calls in the family are free, the second line is half price.",
                        "Add a line for someone you call every day. It costs half, calls between you are free, and there is one bill.", "Add a line"),
                    new("2回線目が半額", "家族どうしの通話は無料、2回線目は半額です。",
                        "毎日話す人の回線を追加しませんか。料金は半額、家族間の通話は無料で、請求は1通にまとまります。", "回線を追加"),
                    WebHero, AppHero, Email),
            },
            new()
            {
                Id = "kids-line", Label = Text("First phone for a child", "はじめてのキッズ携帯"),
                Value = "8800", StartingPropensity = 0.025,
                Applicability = "customer.has_children and customer.age between 28 and 52",
                Treatments = Show("kids-line", "/family/kids",
                    new("A first phone, made safe", "You choose who can call and see where it is.",
                        "A first phone for your child: you choose who can call, see where it is and set the hours. ¥980 a month.", "See the phone"),
                    new("はじめての1台を安心に", "通話相手と利用時間を選べて、居場所もわかります。",
                        "お子さまの最初の1台に。通話相手と利用時間を決められ、居場所もわかります。月980円です。", "キッズ携帯を見る"),
                    WebTile, AppInbox, Email),
            },
            new()
            {
                Id = "home-internet", Label = Text("Home internet bundle", "光回線セット"),
                Value = "customer.lines * 9000", MaximumValue = 27_000, StartingPropensity = 0.014,
                Eligibility = "customer.home_internet = false",
                Applicability = "customer.lines >= 2 or customer.video_share >= 0.5",
                Suitability = "customer.tenure_months >= 6",
                Treatments = Show("home-internet", "/home",
                    new("Home internet, ¥1,100 off", "One bundle, every line of the house ¥1,100 cheaper.",
                        "With home internet from Kawasemi every mobile line in the house is ¥1,100 cheaper each month. Installation is free this month.", "Check my address"),
                    new("光回線で毎月1,100円割引", "光回線とのセットで、家族の回線が毎月1,100円安くなります。",
                        "カワセミの光回線とセットにすると、ご家族の回線がそれぞれ毎月1,100円安くなります。今月は工事費が無料です。", "住所を確認"),
                    WebHero, AppInbox, Email),
            },
        ],
    };
}
