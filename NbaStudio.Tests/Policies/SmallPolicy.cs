using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Policies;

/// <summary>A small valid policy to start tests from: two objectives, three actions, two channels.</summary>
internal static class SmallPolicy
{
    public static PolicyDocument Create() => new()
    {
        Name = "Test",
        Attributes = [new() { Name = "age", Type = "number" }, new() { Name = "plan", Type = "text" }, new() { Name = "fee", Type = "money" }, new() { Name = "illness", Type = "text", Sensitive = true }],
        Events = [new() { Type = "page_view", Properties = [new() { Name = "page", Type = "text" }] }, new() { Type = "purchase", Properties = [new() { Name = "amount", Type = "money" }] }],
        Aggregates = [new() { Name = "visits_7d", Event = "page_view", Window = "7d" }],
        Conditions = [new() { Name = "adult", When = "customer.age >= 18" }],
        Channels =
        [
            new() { Id = "web", Placements = [new() { Name = "hero" }, new() { Name = "tile", MaximumCount = 3 }] },
            new() { Id = "mail", Kind = "email", Direction = "outbound" },
        ],
        Objectives =
        [
            new()
            {
                Id = "grow", Lever = 2,
                Groups = [new() { Id = "plans", Lever = 1.5, Actions = [Action("upgrade", "web", "mail"), Action("family", "web")] }],
            },
            new() { Id = "serve", Groups = [new() { Id = "help", Actions = [Action("notice", "mail") with { Class = "service" }] }] },
        ],
        Triggers = [new() { Name = "leaving", Pattern = "3 of event \"page_view\" where page = \"/cancel\" within 30m", Channels = ["mail"] }],
        ContactPolicies = [new() { Id = "week", Of = "sent", Limit = 3, Window = "7d" }],
    };

    public static ActionDocument Action(string id, params string[] channels) => new()
    {
        Id = id, Lever = 1.1, Value = "customer.fee * 12", Eligibility = "condition \"adult\"",
        Treatments = [.. channels.Select(c => new TreatmentDocument { Id = $"{id}-{c}", Channel = c, Content = Content("Hello {{customer.plan | \"there\"}}") })],
    };

    public static Dictionary<string, ContentDocument> Content(string text) => new() { ["en"] = new() { Subject = text, Body = text } };

    /// <summary>The policy with one action changed.</summary>
    public static PolicyDocument WithAction(Func<ActionDocument, ActionDocument> change)
    {
        var document = Create();
        var objective = document.Objectives[0];
        var group = objective.Groups[0];
        return document with
        {
            Objectives = [objective with { Groups = [group with { Actions = [change(group.Actions[0]), .. group.Actions.Skip(1)] }] }, .. document.Objectives.Skip(1)],
        };
    }

    /// <summary>The policy with the first treatment changed.</summary>
    public static PolicyDocument WithTreatment(Func<TreatmentDocument, TreatmentDocument> change) =>
        WithAction(a => a with { Treatments = [change(a.Treatments[0]), .. a.Treatments.Skip(1)] });
}
