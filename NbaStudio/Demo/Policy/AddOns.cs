using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Look;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>Grow: small things on top of the plan.</summary>
internal static class AddOns
{
    public static GroupDocument Group => new()
    {
        Id = "add-on", Label = Text("Add-ons", "オプション"), MaximumPerDecision = 2,
        Actions =
        [
            new()
            {
                Id = "data-booster", Label = Text("5 GB booster", "データ追加5GB"),
                Value = "1650", StartingPropensity = 0.12,
                Eligibility = "customer.plan in (\"S\", \"M\", \"L\")",
                Applicability = "customer.data_used_share >= 0.75",
                Treatments = Show("data-booster", "/add-ons/5gb",
                    new("5 GB more until month end", "Top up 5 GB for ¥1,650 and keep your speed.",
                        "Little data is left this month. 5 GB more costs ¥1,650, lasts until the end of the month and works at once.", "Add 5 GB"),
                    new("月末まで5GB追加", "5GBを1,650円で追加。速度もそのままです。",
                        "今月のデータ残量がわずかです。5GBの追加は1,650円、月末まで使えて、すぐに反映されます。", "5GBを追加"),
                    WebTile, AppHero, AppInbox),
            },
            new()
            {
                Id = "roaming-asia", Label = Text("Roaming pass Asia", "海外パス アジア"),
                Value = "2980", StartingPropensity = 0.07,
                Applicability = "seen(event \"roaming_arrival\" in 14d) or customer.roaming_trips_12m >= 2",
                Treatments = Show("roaming-asia", "/roaming/asia",
                    new("Asia, 7 days, 5 GB", "One pass for 14 countries. It starts when you land.",
                        "5 GB in 14 countries of Asia for 7 days, ¥2,980. It starts when you land, so you can buy it today.", "Buy the pass"),
                    new("アジア7日間5GB", "14の国と地域で使えるパス。到着した日から始まります。",
                        "アジア14の国と地域で7日間5GB、2,980円です。到着した日から始まるので、いま買っても無駄になりません。", "パスを買う"),
                    WebTile, AppHero, AppInbox),
            },
            new()
            {
                Id = "roaming-world", Label = Text("Roaming pass World", "海外パス 世界"),
                Value = "5980", StartingPropensity = 0.04,
                Applicability = "customer.roaming_trips_12m >= 3 or context.page = \"/roaming\"",
                Suitability = "customer.monthly_fee >= 4000",
                Treatments = Show("roaming-world", "/roaming/world",
                    new("One pass, 90 countries", "10 GB for 30 days, from Hawaii to Helsinki.",
                        "10 GB for 30 days in 90 countries, ¥5,980. No contract, no second SIM.", "Buy the pass"),
                    new("90か国で使えるパス", "30日間10GB。ハワイでもヘルシンキでも。",
                        "90か国で30日間10GB、5,980円です。契約もSIMの差し替えも要りません。", "パスを買う"),
                    WebTile, AppInbox, Email),
            },
            new()
            {
                Id = "insurance", Label = Text("Handset insurance", "端末補償"),
                Value = "7900", StartingPropensity = 0.03,
                Eligibility = "customer.insurance = false and customer.device_age_months <= 12",
                Treatments = Show("insurance", "/add-ons/insurance",
                    new("Broken screen, same-day help", "Covers screen, water and theft for ¥750 a month.",
                        "A broken screen costs about ¥40,000. The insurance covers screen, water and theft for ¥750 a month, with a spare the same day.", "Insure my handset"),
                    new("画面割れも当日対応", "画面割れ、水ぬれ、盗難まで月750円で補償します。",
                        "画面の修理には約4万円かかります。月750円の補償なら、画面割れも水ぬれも盗難も対象で、代わりの端末を当日お貸しします。", "補償をつける"),
                    WebTile, AppInbox, Email),
            },
            new()
            {
                Id = "video-pass", Label = Text("Video pass", "動画パス"),
                Value = "customer.video_share * 13000", MaximumValue = 12_000, StartingPropensity = 0.03,
                Eligibility = "customer.plan in (\"S\", \"M\", \"L\")",
                Applicability = "customer.video_share >= 0.4",
                Treatments = Show("video-pass", "/add-ons/video",
                    new("Video that does not count", "Watch as much as you like; it does not use your data.",
                        "More than a third of your data is video. With the pass it no longer counts, for ¥650 a month. The first month is free.", "Try a month free"),
                    new("動画はデータを使わない", "動画を好きなだけ。データ容量は減りません。",
                        "データの多くを動画に使っています。動画パスなら月650円で容量が減りません。最初の1か月は無料です。", "1か月無料で試す"),
                    WebHero, WebTile, AppHero, AppInbox, Push),
            },
        ],
    };
}
