using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Look;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>Grow: a larger plan.</summary>
internal static class PlanUpgrades
{
    public static GroupDocument Group => new()
    {
        Id = "plan-upgrade", Label = Text("Plan upgrade", "プラン変更"),
        Suitability = "customer.satisfaction >= 3 and customer.late_bills_12m <= 2",
        Actions =
        [
            new()
            {
                Id = "upgrade-m", Label = Text("Upgrade to M", "プランMへの変更"),
                Value = "customer.data_used_share * 15000", MaximumValue = 12_000, StartingPropensity = 0.03,
                Eligibility = "customer.plan = \"S\"",
                Applicability = "customer.data_used_share >= 0.45",
                Treatments = Show("upgrade-m", "/plans/m",
                    new("20 GB instead of 3", "Plan M: 20 GB for the whole month, no more counting.",
                        "Plan M gives you 20 GB a month instead of 3. Change today and pay the new price from next month.", "Change to M"),
                    new("3GBから20GBへ", "プランMなら月20GB。残量を気にせず使えます。",
                        "プランMは月20GBです。今日変更すると、新しい料金は来月からです。", "プランMにする"),
                    WebHero, WebTile, AppHero, Email),
            },
            new()
            {
                Id = "upgrade-l", Label = Text("Upgrade to L", "プランLへの変更"),
                Value = "customer.data_used_share * 16000", MaximumValue = 16_000, StartingPropensity = 0.02,
                Eligibility = "customer.plan in (\"S\", \"M\")",
                Applicability = "customer.data_used_share >= 0.6",
                Suitability = "customer.age <= 70",
                Treatments = Show("upgrade-l", "/plans/l",
                    new("50 GB for every day", "Plan L: video on the way to work, and still 50 GB for the rest.",
                        "Plan L has 50 GB a month and tethering included. Your first month costs what you pay today.", "Change to L"),
                    new("毎日使える50GB", "プランLなら通勤中の動画もテザリングも50GBまで。",
                        "プランLは月50GB、テザリング込みです。最初の1か月はいまの料金のままです。", "プランLにする"),
                    WebHero, WebTile, AppHero, Email),
            },
            new()
            {
                Id = "upgrade-unlimited", Label = Text("Upgrade to Unlimited", "プラン無制限への変更"),
                Value = "customer.video_share * 26000", MaximumValue = 22_000, StartingPropensity = 0.018,
                Eligibility = "customer.plan in (\"M\", \"L\")",
                Applicability = "condition \"heavy use\" or customer.video_share >= 0.6",
                Treatments = Show("upgrade-unlimited", "/plans/unlimited",
                    new("No limit, one price", "Unlimited data at full speed. One price, every month.",
                        "Watch, play and work without a limit and without slowing down. One price every month, change back at any time.", "Go unlimited"),
                    new("使い放題、料金は一定", "データ無制限。速度制限なし、毎月同じ料金です。",
                        "動画もゲームも仕事も、容量も速度も制限なし。毎月同じ料金で、いつでも元のプランに戻せます。", "無制限にする"),
                    WebHero, AppHero, AppInbox, Push, Email),
            },
        ],
    };
}
