using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Look;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>Serve: put right what went wrong.</summary>
internal static class Care
{
    public static GroupDocument Group => new()
    {
        Id = "care", Label = Text("Care", "お客さまケア"),
        Actions =
        [
            new()
            {
                Id = "complaint-follow-up", Label = Text("Complaint follow-up", "苦情のその後"),
                Class = "service", Purpose = "service", Value = "3200", StartingPropensity = 0.12,
                Applicability = "seen(event \"complaint\" in 3d) or seen(event \"message\" where sentiment = \"negative\" in 3d)",
                Treatments = Show("complaint-follow-up", "/support/case",
                    new("We are looking into it", "One person has your case. See where it stands.",
                        "Thank you for telling us. One person has your case until it is solved. See where it stands, or add what we should know.", "See my case"),
                    new("お問い合わせを確認中です", "専任の担当者が対応しています。状況を確認できます。",
                        "ご連絡ありがとうございます。解決まで同じ担当者が対応します。いまの状況の確認や追記ができます。", "状況を見る"),
                    AppHero, Push, Email, Agent),
            },
            new()
            {
                Id = "battery-check", Label = Text("Battery check", "バッテリー診断"),
                Value = "customer.device_age_months * 90", MaximumValue = 5_000, StartingPropensity = 0.05,
                Applicability = "customer.device_age_months >= 30",
                Suitability = "not seen(event \"purchase\" where product = \"handset\" in 90d)",
                Treatments = Show("battery-check", "/support/battery",
                    new("Is your battery tired?", "A free check in two minutes, in the app.",
                        "After {{customer.device_age_months | \"some\"}} months a battery holds less. A free check takes two minutes, and a new one costs less than you think.", "Check the battery"),
                    new("バッテリーの診断", "アプリで2分、無料で診断できます。",
                        "ご利用から{{customer.device_age_months | \"数十\"}}か月、バッテリーの持ちが落ちる頃です。診断は無料、2分で終わります。", "診断する"),
                    WebTile, AppInbox, Agent),
            },
            new()
            {
                Id = "senior-class", Label = Text("Smartphone class", "スマホ教室"),
                Value = "4200", StartingPropensity = 0.04,
                Eligibility = "customer.age >= 60",
                Treatments = Show("senior-class", "/support/class",
                    new("Learn it in an hour", "A free class near you: photos, maps, safety.",
                        "A free class in a shop near {{customer.city | \"you\"}}: photos, maps, video calls and how to spot fraud. Eight seats, one hour.", "Book a seat"),
                    new("1時間でわかるスマホ教室", "写真、地図、安全な使い方を無料で学べます。",
                        "{{customer.city | \"お近く\"}}の店舗で無料の教室を開いています。写真、地図、ビデオ通話、詐欺の見分け方まで。定員8名、1時間です。", "席を予約"),
                    WebTile, AppInbox, Email, Agent),
            },
        ],
    };
}
