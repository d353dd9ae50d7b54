using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Look;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>Retain: reasons to renew, before anybody thinks of leaving.</summary>
internal static class LoyaltyOffers
{
    public static GroupDocument Group => new()
    {
        Id = "loyalty", Label = Text("Loyalty", "長期契約"),
        Eligibility = "condition \"contract is open\"",
        Suitability = "condition \"pays on time\"",
        Actions =
        [
            new()
            {
                Id = "loyalty-10", Label = Text("Loyalty 10%", "長期割10%"),
                Value = "customer.monthly_fee * 2.17", MaximumValue = 20_000, StartingPropensity = 0.03,
                Eligibility = "customer.tenure_months >= 24",
                Applicability = "condition \"contract ends soon\" or condition \"thinks of leaving\" or customer.satisfaction <= 6",
                Treatments = Show("loyalty-10", "/plan/loyalty",
                    new("10% off for two years", "Your time with us earns 10% off every bill for 24 months.",
                        "You have been with us for {{customer.tenure_months | \"many\"}} months. From next month your bill is 10% lower, for 24 months. Your plan stays as it is.", "Take 10% off"),
                    new("2年間、毎月10%割引", "長くご利用の方へ、24か月間ずっと10%割引です。",
                        "ご契約から{{customer.tenure_months | \"長い\"}}か月になりました。来月から24か月間、毎月の料金が10%安くなります。プランはそのままです。", "割引を受ける"),
                    WebHero, AppHero, Push, Email, Agent),
            },
            new()
            {
                Id = "renew-early", Label = Text("Renew early", "早めの更新"),
                Value = "customer.monthly_fee * 2", MaximumValue = 18_000, StartingPropensity = 0.03,
                Eligibility = "days_since(customer.contract_end) between -120 and 0",
                Applicability = "customer.device_age_months >= 18 or condition \"contract ends soon\"",
                Treatments = Show("renew-early", "/plan/renew",
                    new("Renew now, first month free", "Your contract ends soon. Renew today and the first month is free.",
                        "Your contract ends soon. Renew today and the first month is free. Number, plan and SIM stay the same.", "Renew"),
                    new("早めの更新で初月無料", "契約満了が近づいています。いま更新すると初月が無料です。",
                        "契約の満了日が近づいています。いま更新すると初月の料金が無料です。電話番号もプランもSIMも変わりません。", "更新する"),
                    WebHero, AppInbox, Email, Agent),
            },
            new()
            {
                Id = "loyalty-club", Label = Text("Loyalty club invitation", "ロイヤルクラブへの招待"),
                Value = "customer.spend_12m * 0.05", MaximumValue = 12_000, StartingPropensity = 0.05,
                // Whoever is expected to buy often comes first; whoever never bought is neutral.
                LeverExpression = "max(0.8, min(1.25, customer.lifetime_purchases / 2))",
                Eligibility = "customer.tenure_months >= 36 and customer.spend_12m >= 60000",
                Applicability = "customer.age >= 45 or customer.lines >= 2",
                Treatments = Show("loyalty-club", "/club",
                    new("Your place in the club", "Priority support, 2x points, free handset check. No fee.",
                        "Members of the club reach a person within a minute, earn double points and get a free handset check each year. There is no fee.", "Join the club"),
                    new("ロイヤルクラブへのご招待", "優先サポート、ポイント2倍、年1回の端末点検が無料です。",
                        "会員の方は1分以内に担当者につながり、ポイントが2倍になります。年1回の端末点検も無料です。会費はかかりません。", "入会する"),
                    WebTile, AppInbox, Email),
            },
        ],
    };
}
