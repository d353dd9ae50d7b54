using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>What there is not enough of.</summary>
internal static class Scarce
{
    public static IReadOnlyList<BudgetDocument> Budgets =>
    [
        new() { Id = "sms-day", Label = Text("Text messages a day", "1日のSMS"), Scope = new() { Channel = "sms" }, Unit = "count", UsedBy = "sent", Limit = 300, Period = "day" },
        new() { Id = "callbacks-day", Label = Text("Call-backs a day", "1日の折り返し電話"), Scope = new() { Action = "stay-callback" }, Unit = "count", UsedBy = "accepted", Mode = "expected", Amount = "1", Limit = 60, Period = "day" },
        new() { Id = "stay-month", Label = Text("Discounts to stay, a month", "継続割引の月額予算"), Scope = new() { Group = "stay" }, Unit = "money", UsedBy = "accepted", Mode = "expected", Amount = "customer.monthly_fee * 1.5", Limit = 6_000_000, Period = "month" },
        new() { Id = "gifts-month", Label = Text("Gifts a month", "お礼の月額予算"), Scope = new() { Group = "thank-you" }, Unit = "money", UsedBy = "sent", Amount = "60", Limit = 900_000, Period = "month" },
    ];
}
