using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Look;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>Retain: what we offer to somebody who is about to leave.</summary>
internal static class StayOffers
{
    public static GroupDocument Group => new()
    {
        Id = "stay", Label = Text("Stay bonus", "継続特典"),
        Applicability = "(condition \"thinks of leaving\" or customer.satisfaction <= 3) and not condition \"just bought\"",
        Actions =
        [
            new()
            {
                Id = "stay-half-3", Label = Text("3 months half price", "3か月半額"),
                Value = "customer.monthly_fee * 2.6", MaximumValue = 25_000, StartingPropensity = 0.05,
                Suitability = "condition \"pays on time\"",
                Treatments = Show("stay-half-3", "/plan/stay-bonus",
                    new("Three months at half price", "Stay on plan {{customer.plan | \"you have\"}}: the next three months are half price.",
                        "We would like to keep you. The next three months on your plan {{customer.plan | \"\"}} are half price. Signing up takes a minute.", "Take the offer"),
                    new("3か月半額で続けませんか", "いまのプランのまま、次の3か月は半額です。手続きは1分です。",
                        "これからもお使いいただくために、プラン{{customer.plan | \"\"}}の次の3か月を半額にします。手続きは1分で終わります。", "申し込む"),
                    AppHero, Push, Email, Agent),
            },
            new()
            {
                Id = "stay-20gb", Label = Text("20 GB to stay", "継続20GBプレゼント"),
                Value = "customer.monthly_fee * 1.5", MaximumValue = 14_000, StartingPropensity = 0.05,
                Eligibility = "customer.plan in (\"S\", \"M\", \"L\")",
                Suitability = "customer.data_used_share >= 0.4",
                Treatments = Show("stay-20gb", "/plan/stay-data",
                    new("20 GB more, on us", "You use your data well. Have 20 GB more each month, for six months.",
                        "You use most of your data. Stay with us and have 20 GB more each month for six months, at no charge.", "Get 20 GB"),
                    new("毎月20GBを追加で", "6か月間、毎月20GBを無料で追加します。",
                        "データをよくお使いの方へ。続けてご利用いただくと、6か月間、毎月20GBを無料で追加します。", "20GBを受け取る"),
                    AppHero, WebHero, Push, Agent),
            },
            new()
            {
                Id = "stay-right-size", Label = Text("A plan that fits", "ぴったりプラン"),
                Value = "customer.monthly_fee * 1.3", MaximumValue = 12_000, StartingPropensity = 0.05,
                Eligibility = "customer.plan in (\"M\", \"L\", \"Unlimited\")",
                Suitability = "customer.data_used_share <= 0.5",
                Treatments = Show("stay-right-size", "/plan/right-size",
                    new("Pay for what you use", "A smaller plan fits your use and costs less each month.",
                        "You use less than half of your data. A smaller plan costs less each month, and you can change back at any time.", "See the plan"),
                    new("使う分だけのプランへ", "お使いの量に合う、月額の安いプランがあります。",
                        "データの使用量は半分以下です。小さいプランに変えると月額が下がります。いつでも元のプランに戻せます。", "プランを見る"),
                    AppHero, Push, Email, Agent),
            },
            new()
            {
                Id = "stay-callback", Label = Text("Agent calls back", "担当者からの電話"),
                Value = "customer.monthly_fee * 3", MaximumValue = 30_000, StartingPropensity = 0.025,
                Suitability = "customer.age >= 40 or customer.lines >= 3",
                Treatments = Show("stay-callback", "/support/call-me",
                    new("Let us call you", "Tell us what is wrong. A person calls you within the hour.",
                        "Tell us what is wrong and what would be better. A person with the power to change things calls you within the hour.", "Call me"),
                    new("お電話でご相談", "気になる点をお聞かせください。1時間以内にお電話します。",
                        "気になる点やご希望をお聞かせください。条件を変更できる担当者が、1時間以内にお電話します。", "電話を頼む"),
                    AppInbox, Push, Sms),
            },
        ],
    };
}
