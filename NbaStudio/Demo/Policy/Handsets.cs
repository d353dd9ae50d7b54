using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Look;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>Grow: handsets and other devices.</summary>
internal static class Handsets
{
    public static GroupDocument Group => new()
    {
        Id = "handset", Label = Text("Handset", "端末"),
        Suitability = "condition \"pays on time\"",
        Actions =
        [
            new()
            {
                Id = "handset-5g", Label = Text("5G handset, 0% instalments", "5G端末、分割手数料0円"),
                Value = "customer.monthly_fee * 3.8", MaximumValue = 32_000, StartingPropensity = 0.015,
                Applicability = "customer.device_age_months >= 24 or aggregate.device_views_14d >= 3 or (trigger.cart_value is present and trigger.cart_value >= 10000)",
                Treatments = Show("handset-5g", "/devices/5g",
                    new("A new 5G handset, 0% interest", "{{trigger.cart_value | \"Your new handset\"}} in 36 equal payments, nothing on top.",
                        "Choose a new 5G handset and pay {{trigger.cart_value | \"for it\"}} in 36 equal parts, with nothing on top. Photos, contacts and apps move by themselves.", "See handsets"),
                    new("5G端末、分割手数料0円", "{{trigger.cart_value | \"新しい端末\"}}を36回払いにしても、手数料はかかりません。",
                        "{{trigger.cart_value | \"新しい5G端末\"}}を36回払い、手数料0円でご用意しました。写真も連絡先もアプリも自動で移ります。", "端末を見る"),
                    WebHero, WebTile, AppHero, Push, Email)
                    .Learning(Email, Heads.Engagement("customer.monthly_fee * 0.5"), Heads.Purchase("handset", "customer.monthly_fee * 3.3", 0.015)),
            },
            new()
            {
                Id = "trade-in", Label = Text("Trade in and save", "下取りで割引"),
                Value = "customer.device_age_months * 210", MaximumValue = 12_000, StartingPropensity = 0.025,
                Eligibility = "customer.device_age_months >= 12",
                Applicability = "customer.device_age_months >= 30 or aggregate.device_views_14d >= 2",
                Treatments = Show("trade-in", "/devices/trade-in",
                    new("Your old handset is worth money", "Answer three questions and see its price.",
                        "Answer three questions about your handset and see what we pay. The amount comes off the price of the new one.", "See the price"),
                    new("いまの端末を下取り", "3つの質問で下取り価格がわかります。",
                        "3つの質問に答えると、いまの端末の下取り価格がわかります。その金額を新しい端末の代金から引きます。", "価格を見る"),
                    WebTile, AppInbox, Email)
                    .Learning(Email, Heads.Engagement(), Heads.Harm),
            },
            new()
            {
                Id = "tablet", Label = Text("Tablet with its own SIM", "SIM付きタブレット"),
                Value = "customer.spend_12m * 0.16", MaximumValue = 18_000, StartingPropensity = 0.015,
                Applicability = "customer.lines >= 2 or customer.video_share >= 0.5",
                Suitability = "customer.spend_12m >= 50000",
                Treatments = Show("tablet", "/devices/tablet",
                    new("A tablet that is always online", "Share your data with a tablet for ¥550 a month.",
                        "A tablet with its own SIM shares the data of your plan, for ¥550 a month. For films in the train, recipes in the kitchen.", "See tablets"),
                    new("いつでもつながるタブレット", "月550円で、スマホのデータをタブレットと分け合えます。",
                        "SIM付きタブレットなら、いまのプランのデータを月550円で分け合えます。電車での映画にも、台所のレシピにも。", "タブレットを見る"),
                    WebTile, AppInbox),
            },
        ],
    };
}
