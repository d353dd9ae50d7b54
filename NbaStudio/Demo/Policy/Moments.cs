using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>The moments that call for a decision, and what the moment makes more (or less) important.</summary>
internal static class Moments
{
    public static IReadOnlyList<ContextWeightDocument> Weights =>
    [
        new() { When = "condition \"thinks of leaving\" and not condition \"just bought\"", Scope = new() { Objective = "retain" }, Weight = 2 },
        new() { When = "condition \"just bought\"", Scope = new() { Group = "thank-you" }, Weight = 1.3 },
        new() { When = "context.intent = \"billing\"", Scope = new() { Group = "bill" }, Weight = 2.4 },
        new() { When = "trigger.intent = \"billing\"", Scope = new() { Group = "bill" }, Weight = 2.4 },
        new() { When = "context.intent = \"device\"", Scope = new() { Group = "handset" }, Weight = 1.5 },
        new() { When = "context.intent = \"upgrade\"", Scope = new() { Group = "plan-upgrade" }, Weight = 1.5 },
        new() { When = "customer.data_used_share >= 0.8", Scope = new() { Action = "data-booster" }, Weight = 1.4 },
        new() { When = "customer.satisfaction <= 3", Scope = new() { Objective = "grow" }, Weight = 0.6 },
    ];

    public static IReadOnlyList<TriggerDocument> Triggers =>
    [
        new()
        {
            Name = "cart-left", Label = Text("Cart left for 45 minutes", "カートに入れて45分"),
            Pattern = "event \"cart_added\" then not event \"purchase\" within 45m",
            Channels = ["push", "email"], FallBackChannels = ["email"], Scope = new() { Action = "handset-5g" }, ValidFor = "2h", CoolDown = "3d", FollowUps = ["cart-unopened"],
        },
        new()
        {
            Name = "cart-unopened", Label = Text("Reminder not opened in 2 days", "お知らせ未開封、2日"),
            Pattern = "event \"outcome.sent\" then not event \"outcome.open\" then not event \"outcome.impression\" then not event \"outcome.click\" within 2d same decisionId",
            Channels = ["email"], Scope = new() { Action = "handset-5g" }, ValidFor = "1d", CoolDown = "14d",
        },
        new()
        {
            Name = "complained-and-leaving", Label = Text("Complaint, then cancel page", "苦情のあと解約ページ"),
            Pattern = "event \"complaint\" then not event \"survey_answered\" where score >= 8 then event \"page_view\" where page = \"/cancel\" within 7d",
            Channels = ["push", "email"], Scope = new() { Objective = "retain" }, ValidFor = "10m", CoolDown = "7d",
        },
        new()
        {
            Name = "thinking-of-leaving", Label = Text("Cancel page, 3rd view", "解約ページ、3回目の閲覧"),
            Pattern = "3 of event \"page_view\" where page = \"/cancel\" within 30m",
            Channels = ["push"], FallBackChannels = ["email"], Scope = new() { Objective = "retain" }, ValidFor = "10m", CoolDown = "1d",
        },
        new()
        {
            Name = "data-80", Label = Text("Data 80% used", "データ80%使用"),
            Pattern = "event \"data_usage\" where share >= 0.8",
            Channels = ["push", "sms"], Scope = new() { Group = "usage" }, ValidFor = "2h", CoolDown = "7d",
        },
        new()
        {
            Name = "bought", Label = Text("Bought something", "購入"),
            Pattern = "event \"purchase\" where amount >= 500 and source is missing",
            Channels = ["push", "email"], Scope = new() { Objective = "nurture" }, ValidFor = "1h", CoolDown = "1d",
        },
        new()
        {
            Name = "complained", Label = Text("Complained", "苦情"),
            Pattern = "event \"complaint\"",
            Channels = ["push", "email"], Scope = new() { Objective = "serve" }, ValidFor = "4h", CoolDown = "1d",
        },
        new()
        {
            Name = "unhappy-message", Label = Text("Unhappy message", "不満のお問い合わせ"),
            Pattern = "event \"message\" where sentiment = \"negative\"",
            // Whoever writes is there now: by push, and by e-mail where nobody confirms it.
            Channels = ["push"], FallBackChannels = ["email"], Scope = new() { Objective = "serve" }, ValidFor = "4h", CoolDown = "1d",
        },
        new()
        {
            // Somebody who is angry is served first; the offer to stay waits for the next visit.
            Name = "message-about-leaving", Label = Text("Asks how to cancel", "解約についてのお問い合わせ"),
            Pattern = "event \"message\" where intent = \"cancellation\" and sentiment != \"negative\"",
            Channels = ["push"], FallBackChannels = ["email"], Scope = new() { Objective = "retain" }, ValidFor = "1h", CoolDown = "1d",
        },
        new()
        {
            Name = "landed", Label = Text("Arrived abroad", "海外到着"),
            Pattern = "event \"roaming_arrival\"",
            Channels = ["push", "sms"], Scope = new() { Group = "usage" }, ValidFor = "1h", CoolDown = "3d",
        },
        new()
        {
            Name = "bill-shock", Label = Text("Bill higher than usual", "いつもより高い請求"),
            Pattern = "event \"bill_issued\" where change > 0.2",
            Channels = ["push", "email"], Scope = new() { Group = "bill" }, ValidFor = "1d", CoolDown = "25d",
        },
        new()
        {
            Name = "payment-failed", Label = Text("Payment failed", "支払い失敗"),
            Pattern = "event \"payment_failed\"",
            Channels = ["push", "sms", "email"], Scope = new() { Group = "bill" }, ValidFor = "1d", CoolDown = "7d",
        },
        new()
        {
            Name = "handset-curious", Label = Text("Devices, 3rd view in a day", "端末ページ、1日で3回目"),
            Pattern = "3 of event \"page_view\" where page = \"/devices\" within 1d",
            Channels = ["push", "email"], Scope = new() { Group = "handset" }, ValidFor = "6h", CoolDown = "14d",
        },
        new()
        {
            Name = "delighted", Label = Text("Survey 9 or 10", "アンケート9点以上"),
            Pattern = "event \"survey_answered\" where score >= 9",
            Channels = ["push", "email"], Scope = new() { Group = "habits" }, ValidFor = "1d", CoolDown = "30d",
        },
        new()
        {
            Name = "contract-tuesday", Label = Text("Contract ends, Tuesday 10:00", "契約満了、火曜10時"),
            Schedule = "every tuesday at 10:00", Audience = "Contract ends within 60 days", PacePerMinute = 120,
            Channels = ["push", "email"], Scope = new() { Group = "loyalty" }, ValidFor = "2h",
        },
        new()
        {
            Name = "gift-reached", Label = Text("Enough points for a gift", "ギフトに必要なポイントに到達"),
            Pattern = "event \"goal.reached\" where goal = \"point_gift\"",
            Channels = ["push", "email"], Scope = new() { Group = "points" }, ValidFor = "1d", CoolDown = "30d",
        },
    ];
}
