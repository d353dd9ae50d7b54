using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Look;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>Nurture: a thank-you at the right moment.</summary>
internal static class ThankYous
{
    public static GroupDocument Group => new()
    {
        Id = "thank-you", Label = Text("Thank-you", "お礼"),
        Actions =
        [
            new()
            {
                Id = "thanks-2gb", Label = Text("Thank-you 2 GB", "お礼の2GB"),
                Value = "1850", StartingPropensity = 0.12,
                Eligibility = "customer.plan != \"Unlimited\"",
                Applicability = "condition \"just bought\"",
                Treatments = Show("thanks-2gb", "/thanks/2gb",
                    new("2 GB to say thank you", "Thank you for your purchase. 2 GB are yours until month end.",
                        "Thank you for your purchase. We have put 2 GB aside for you: take them with one tap, until the end of the month.", "Take 2 GB"),
                    new("お礼に2GBをプレゼント", "ご購入ありがとうございます。月末まで使える2GBです。",
                        "ご購入ありがとうございます。お礼に2GBをご用意しました。月末までにワンタップで受け取れます。", "2GBを受け取る"),
                    AppHero, AppInbox, Push, Email),
            },
            new()
            {
                Id = "purchase-reward", Label = Text("Reward: 1,000 points", "ごほうび1,000ポイント"),
                Value = "2400", StartingPropensity = 0.12,
                Applicability = "condition \"just bought\"",
                Treatments = Show("purchase-reward", "/thanks/points",
                    new("1,000 points for you", "Thank you for your purchase. Collect 1,000 points today.",
                        "Thank you for your purchase. Collect 1,000 points today and use them in any shop from tomorrow.", "Collect points"),
                    new("1,000ポイントを進呈", "ご購入のお礼に1,000ポイントです。今日のうちにどうぞ。",
                        "ご購入ありがとうございます。今日のうちに受け取ると、1,000ポイントを明日からどのお店でも使えます。", "ポイントを受け取る"),
                    AppHero, AppInbox, Push, Email, Agent),
            },
            new()
            {
                Id = "anniversary", Label = Text("Anniversary gift", "記念日ギフト"),
                Value = "customer.tenure_months * 60", MaximumValue = 4_500, StartingPropensity = 0.1,
                Applicability = "customer.tenure_months between 12 and 13 or customer.tenure_months between 24 and 25 or customer.tenure_months between 36 and 37 or customer.tenure_months between 60 and 61",
                Treatments = Show("anniversary", "/thanks/anniversary",
                    new("Another year together", "A coffee on us, to mark the day.",
                        "It is your anniversary with us, {{customer.first_name | \"friend\"}}. A coffee is waiting for you in any of 3,000 cafes.", "Get the voucher"),
                    new("ご利用記念日です", "記念日にコーヒーを1杯どうぞ。",
                        "{{customer.last_name | \"お客\"}}さま、今日はご契約の記念日です。全国3,000店で使えるコーヒー券をお贈りします。", "コーヒー券を受け取る"),
                    AppInbox, Push, Email),
            },
        ],
    };
}
