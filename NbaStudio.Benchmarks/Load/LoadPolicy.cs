using NbaStudio.Engine.Policies;

namespace NbaStudio.Benchmarks.Load;

/// <summary>Every "moment" calls for a decision among 24 actions with rules, values and live numbers; nothing caps it, so that each one reaches the stream. "plain" only counts.</summary>
internal static class LoadPolicy
{
    private const int Actions = 24;

    public static string CustomerId(int index) => $"c{index}";

    public static string Customer(int index) =>
        $$"""
        {"attributes":{"age":{{20 + (index % 60)}},"plan":"{{"SML"[index % 3]}}","fee":{{3_000 + (index % 50 * 100)}},"tenure":{{index % 120}} },
         "consents":[{"channel":"*","purpose":"marketing","granted":true,"time":"2026-01-01T00:00:00Z","source":"form"}]}
        """;

    public static PolicyDocument Create() => new()
    {
        Name = "Load",
        Attributes = [new() { Name = "age", Type = "number" }, new() { Name = "plan", Type = "text" }, new() { Name = "fee", Type = "money" }, new() { Name = "tenure", Type = "number" }],
        Events = [Event("moment"), Event("plain")],
        Aggregates =
        [
            new() { Name = "moments_1d", Event = "moment", Window = "1d" },
            new() { Name = "plain_7d", Event = "plain", Window = "7d" },
            new() { Name = "pages_7d", Function = "distinct", Event = "moment", Property = "page", Window = "7d" },
        ],
        Channels =
        [
            new() { Id = "push", Kind = "app", Direction = "outbound", RequireOptIn = true },
            new() { Id = "desk", Kind = "agent", Placements = [new() { Name = "next", MaximumCount = 3 }] },
        ],
        Objectives =
        [
            new() { Id = "grow", Groups = [Group("plans", 0), Group("devices", 6)] },
            new() { Id = "keep", Lever = 1.2, Groups = [Group("stay", 12), Group("thank", 18)] },
        ],
        Triggers = [new() { Name = "moment", Pattern = "event \"moment\"", Channels = ["push"] }],
    };

    private static EventDocument Event(string type) => new() { Type = type, Properties = [new() { Name = "page", Type = "text" }, new() { Name = "amount", Type = "money" }] };

    private static GroupDocument Group(string id, int from) => new()
    {
        Id = id, Eligibility = "customer.age >= 18", Actions = [.. Enumerable.Range(from, Actions / 4).Select(Action)],
    };

    private static ActionDocument Action(int i) => new()
    {
        Id = $"action-{i}", Value = $"customer.fee * {(i % 7) + 1}", StartingPropensity = 0.02 + (i % 5 * 0.01),
        Applicability = $"customer.tenure >= {i % 12} and customer.fee >= {1_000 + (i * 10)}",
        Suitability = $"aggregate.plain_7d >= 0 or customer.plan in (\"S\", \"{"ML"[i % 2]}\")",
        Treatments = [Treatment(i, "push"), Treatment(i, "desk")],
    };

    private static TreatmentDocument Treatment(int i, string channel) => new()
    {
        Id = $"action-{i}-{channel}", Channel = channel,
        Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Subject = $"Offer {i}", Body = "For your plan {{customer.plan | \"\"}}: an offer that fits.", Link = "https://example.com/offer" } },
    };
}
