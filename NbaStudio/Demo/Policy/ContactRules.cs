using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>How often is enough.</summary>
internal static class ContactRules
{
    public static IReadOnlyList<ContactPolicyDocument> All =>
    [
        new() { Id = "messages-week", Label = Text("4 messages in 7 days", "7日で4通まで"), Of = "sent", Limit = 4, Window = "7d" },
        new() { Id = "push-week", Label = Text("3 pushes in 7 days", "アプリ通知は7日で3回まで"), Of = "sent", Scope = new() { Channel = "push" }, Limit = 3, Window = "7d" },
        new() { Id = "email-week", Label = Text("2 e-mails in 7 days", "メールは7日で2通まで"), Of = "sent", Scope = new() { Channel = "email" }, Limit = 2, Window = "7d" },
        new() { Id = "sms-month", Label = Text("2 text messages in 30 days", "SMSは30日で2通まで"), Of = "sent", Scope = new() { Channel = "sms" }, Limit = 2, Window = "30d", IncludesService = true },
        new() { Id = "seen-week", Label = Text("Seen 3 times in 7 days", "同じアクションの表示は7日で3回まで"), Of = "impression", Per = "action", Limit = 3, Window = "7d" },
        new() { Id = "group-week", Label = Text("A group 8 times in 7 days", "同じグループの表示は7日で8回まで"), Of = "impression", Per = "group", Limit = 8, Window = "7d" },
        new() { Id = "seen-day", Label = Text("12 offers seen in a day", "1日の表示は12件まで"), Of = "impression", Limit = 12, Window = "1d" },
        new() { Id = "thanks-month", Label = Text("One thank-you in 30 days", "お礼は30日で1回まで"), Of = "sent", Scope = new() { Group = "thank-you" }, Per = "action", Limit = 1, Window = "30d" },
        new() { Id = "notice-week", Label = Text("One data notice in 7 days", "データ残量の案内は7日で1回まで"), Of = "sent", Scope = new() { Action = "data-notice" }, Limit = 1, Window = "7d", IncludesService = true },
        new() { Id = "stay-week", Label = Text("2 stay offers sent in 7 days", "継続特典の送信は7日で2回まで"), Of = "sent", Scope = new() { Group = "stay" }, Limit = 2, Window = "7d" },
        new() { Id = "rest-reject", Label = Text("14 days of rest after a no", "お断り後は14日休止"), Kind = "rest", Of = "reject", Per = "action", Rest = "14d" },
        new() { Id = "rest-accept", Label = Text("30 days of rest after a yes", "承諾後は30日休止"), Kind = "rest", Of = "accept", Per = "action", Rest = "30d" },
        new() { Id = "rest-dismiss", Label = Text("2 days of rest after a dismissal", "閉じた後は2日休止"), Kind = "rest", Of = "dismiss", Per = "action", Rest = "2d" },
        new() { Id = "never-unsubscribe", Label = Text("Never again after an unsubscribe", "配信停止後は送らない"), Kind = "never", Of = "unsubscribe", Per = "channel" },
        new() { Id = "never-complaint", Label = Text("Never again after a spam complaint", "迷惑報告後は送らない"), Kind = "never", Of = "complaint", Per = "channel" },
        new()
        {
            Id = "quiet-sunday", Label = Text("No text messages on Sundays", "日曜はSMSを送らない"), Kind = "quietHours",
            Scope = new() { Channel = "sms" }, Hours = new() { From = "00:00", To = "23:59", Days = ["sun"] },
        },
    ];
}
