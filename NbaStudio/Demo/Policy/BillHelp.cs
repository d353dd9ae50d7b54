using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Look;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>Serve: bills that people understand and can pay.</summary>
internal static class BillHelp
{
    public static GroupDocument Group => new()
    {
        Id = "bill", Label = Text("Bill", "請求"),
        Actions =
        [
            new()
            {
                Id = "bill-explain", Label = Text("Explain this month's bill", "今月の請求の説明"),
                Class = "service", Purpose = "service", Value = "1400", StartingPropensity = 0.2,
                Applicability = "seen(event \"bill_issued\" where change > 0.2 in 3d)",
                Treatments = Show("bill-explain", "/bill/explain",
                    new("Why this bill is higher", "We marked what changed since last month.",
                        "Your bill is higher than usual. We marked what changed since last month, line by line, and how to avoid it.", "See what changed"),
                    new("今月の請求が高い理由", "先月から変わった項目に印をつけました。",
                        "今月の請求はいつもより高くなっています。先月から変わった項目と、抑える方法をまとめました。", "内訳を見る"),
                    AppInbox, Push, Email, Agent),
            },
            new()
            {
                Id = "bill-parts", Label = Text("Pay in parts", "分割払いの案内"),
                Class = "service", Purpose = "service", Value = "2600", StartingPropensity = 0.15,
                Applicability = "seen(event \"payment_failed\" in 5d) and not seen(event \"payment_received\" in 5d)",
                Treatments = Show("bill-parts", "/bill/parts",
                    new("Your payment did not go through", "Pay now, or in three parts without a fee.",
                        "The payment of {{customer.last_bill | \"your bill\"}} did not go through. Pay now, or in three parts without a fee. Your line stays open.", "Choose how to pay"),
                    new("お支払いを確認できません", "いますぐ、または手数料なしの3回払いを選べます。",
                        "直近のお支払いを確認できませんでした。いますぐ、または手数料なしの3回払いを選べます。回線は止まりません。", "支払い方法を選ぶ"),
                    AppHero, Push, Email, Sms, Agent),
            },
            new()
            {
                Id = "bill-forecast", Label = Text("Bill forecast", "請求予測"),
                Value = "customer.last_bill * 0.3", MaximumValue = 4_000, StartingPropensity = 0.06,
                Applicability = "customer.last_bill >= 9000 or context.intent = \"billing\"",
                Treatments = Show("bill-forecast", "/bill/forecast",
                    new("Know your bill in advance", "See on the 20th what the month will cost.",
                        "We tell you on the 20th what the month will cost, so there is time to change something.", "Turn it on"),
                    new("請求額を先に確認", "毎月20日に、その月の見込み額をお知らせします。",
                        "毎月20日に、その月の見込み額をお知らせします。月末までに使い方を見直せます。", "通知を受け取る"),
                    WebTile, AppInbox, Agent),
            },
        ],
    };
}
