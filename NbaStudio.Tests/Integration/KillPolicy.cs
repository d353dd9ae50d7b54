using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Integration;

/// <summary>A small policy in which everything counts: aggregates count events, caps count contacts, a budget counts offers, and every purchase calls for a decision.</summary>
internal static class KillPolicy
{
    /// <summary>Impressions of one action that a customer may have.</summary>
    public const int ShownLimit = 15;

    /// <summary>Letters that a customer may get.</summary>
    public const int MailLimit = 3;

    /// <summary>Offers of the scarce action in all.</summary>
    public const int ScarceLimit = 40;

    public static PolicyDocument Create() => new()
    {
        Name = "Killed",
        Attributes = [new() { Name = "age", Type = "number" }],
        Events = [new() { Type = "page_view", Properties = [new() { Name = "page", Type = "text" }] }, new() { Type = "purchase", Properties = [new() { Name = "amount", Type = "money" }] }],
        Aggregates =
        [
            new() { Name = "views_30d", Event = "page_view", Window = "30d" },
            new() { Name = "spend_30d", Function = "sum", Event = "purchase", Property = "amount", Window = "30d" },
        ],
        Channels =
        [
            new() { Id = "desk", Kind = "agent", Placements = [new() { Name = "next" }] },
            new() { Id = "mail", Kind = "email", Direction = "outbound" },
        ],
        Objectives =
        [
            new()
            {
                Id = "grow",
                Groups = [new() { Id = "offers", Actions = [Action("scarce", 9_000, "desk"), Action("first", 500, "desk"), Action("second", 400, "desk"), Action("letter", 300, "mail")] }],
            },
        ],
        ContactPolicies =
        [
            new() { Id = "shown", Of = "impression", Per = "action", Limit = ShownLimit, Window = "30d" },
            new() { Id = "mailed", Of = "sent", Scope = new() { Channel = "mail" }, Limit = MailLimit, Window = "30d" },
        ],
        Budgets = [new() { Id = "few", Scope = new() { Action = "scarce" }, Limit = ScarceLimit, Period = "total" }],
        Triggers = [new() { Name = "bought", Pattern = "event \"purchase\"", Channels = ["mail"] }],
        RandomCheck = 0,
    };

    private static ActionDocument Action(string id, int value, string channel) => new()
    {
        Id = id, Value = $"{value}", StartingPropensity = 0.1,
        Treatments =
        [
            new()
            {
                Id = $"{id}-{channel}", Channel = channel, ImpressionOn = channel == "desk" ? "reply" : "report",
                Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Subject = id, Body = id } },
            },
        ],
    };
}
