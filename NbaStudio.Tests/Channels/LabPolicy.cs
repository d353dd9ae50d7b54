using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Channels;

/// <summary>One action on one channel of each kind; the events "push", "mail" and "hook" send it.</summary>
public static class LabPolicy
{
    public const string Link = "https://shop.example/plans?from=mail&x=1";

    public static PolicyDocument Create(string actionClass = "service", string body = "<p>{{customer.first_name | \"お客様\"}}さま、こんにちは。</p>") => new()
    {
        Name = "カワセミ Lab",
        Currency = "JPY",
        TimeZone = "Asia/Tokyo",
        Languages = ["en", "ja"],
        DefaultLanguage = "ja",
        RandomCheck = 0,
        Attributes = [new() { Name = "first_name" }],
        Events = [new() { Type = "push" }, new() { Type = "mail" }, new() { Type = "hook" }],
        Channels =
        [
            new() { Id = "web", Kind = "web", Placements = [new() { Name = "hero" }] },
            new() { Id = "push", Kind = "app", Direction = "outbound" },
            new() { Id = "mail", Kind = "email", Direction = "outbound" },
            new() { Id = "hook", Kind = "webhook", Direction = "outbound" },
        ],
        Objectives = [new()
        {
            Id = "serve",
            Groups = [new()
            {
                Id = "care",
                Actions = [new()
                {
                    Id = "hello", Class = actionClass, Value = "1000", StartingPropensity = 0.5,
                    Treatments =
                    [
                        new() { Id = "hello-push", Channel = "push", Content = Content("やあ") },
                        new() { Id = "hello-mail", Channel = "mail", Content = Content(body) },
                        new() { Id = "hello-hook", Channel = "hook", Content = Content("やあ") },
                    ],
                }],
            }],
        }],
        Triggers = [Trigger("push"), Trigger("mail"), Trigger("hook")],
    };

    private static TriggerDocument Trigger(string channel) => new() { Name = "on-" + channel, Pattern = $"event \"{channel}\"", Channels = [channel], ValidFor = "2d" };

    private static Dictionary<string, ContentDocument> Content(string body) => new()
    {
        ["ja"] = new() { Subject = "春のお知らせ：料金プランの見直しとデータ容量についての大切なご案内です", Body = body, Link = Link, Button = "見る" },
        ["en"] = new() { Subject = "Spring news", Body = body, Link = Link, Button = "Look" },
    };
}
