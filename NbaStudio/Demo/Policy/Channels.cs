using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>The ways to reach a customer, what a contact costs and when to leave people alone.</summary>
internal static class Channels
{
    public static IReadOnlyList<ChannelDocument> All =>
    [
        new()
        {
            Id = "web", Label = Text("Web", "ウェブ"), Kind = "web", Direction = "inbound",
            Placements =
            [
                new() { Name = "hero", Label = Text("Top banner", "トップバナー") },
                new() { Name = "tile", Label = Text("Tiles", "タイル"), MaximumCount = 3 },
            ],
        },
        new()
        {
            Id = "app", Label = Text("App", "アプリ"), Kind = "app", Direction = "inbound",
            Placements =
            [
                new() { Name = "hero", Label = Text("Home banner", "ホームバナー") },
                new() { Name = "inbox", Label = Text("Inbox", "お知らせ"), MaximumCount = 3 },
            ],
        },
        new()
        {
            Id = "push", Label = Text("App push", "アプリ通知"), Kind = "app", Direction = "outbound", CostPerContact = 2,
            QuietHours = new() { From = "21:00", To = "08:00" }, QuietHoursMode = "hold",
        },
        new()
        {
            Id = "email", Label = Text("E-mail", "メール"), Kind = "email", Direction = "outbound", CostPerContact = 1,
            QuietHours = new() { From = "22:00", To = "07:00" }, QuietHoursMode = "hold",
        },
        new()
        {
            Id = "sms", Label = Text("SMS", "SMS"), Kind = "webhook", Direction = "outbound", CostPerContact = 9,
            QuietHours = new() { From = "20:00", To = "09:00" }, QuietHoursMode = "drop",
        },
        new()
        {
            Id = "agent", Label = Text("Agent desk", "オペレーター"), Kind = "agent", Direction = "inbound", StickyFor = "5m",
            Placements = [new() { Name = "desk", Label = Text("Next best action", "次の一手"), MaximumCount = 3 }],
        },
    ];
}
