using System.Globalization;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Benchmarks.Design;

/// <summary>A policy as large as a bank's: actions in groups of ten, named conditions of which every second uses another one, and a rule for every tenth action.</summary>
internal static class DesignPolicy
{
    private const int PerGroup = 10;
    private const int GroupsPerObjective = 25;

    /// <param name="actions">How many actions.</param>
    /// <param name="rules">How many rules: half of them named conditions, half eligibility of actions.</param>
    public static PolicyDocument Create(int actions, int rules) => new()
    {
        Name = "Design benchmark",
        Attributes = [.. Enumerable.Range(0, 40).Select(i => new AttributeDocument { Name = "a" + i, Type = "number" }), new AttributeDocument { Name = "plan", Type = "text" }],
        Channels = [new() { Id = "web", Placements = [new() { Name = "tile", MaximumCount = 3 }] }, new() { Id = "mail", Kind = "email", Direction = "outbound" }],
        Conditions = [.. Enumerable.Range(0, rules / 2).Select(Condition)],
        Objectives =
        [
            .. Enumerable.Range(0, actions).Chunk(PerGroup * GroupsPerObjective).Select((inObjective, o) => new ObjectiveDocument
            {
                Id = "objective" + o,
                Groups = [.. inObjective.Chunk(PerGroup).Select((inGroup, g) => new GroupDocument { Id = $"group{o}-{g}", Actions = [.. inGroup.Select(a => Action(a, actions, rules))] })],
            }),
        ],
    };

    private static ConditionDocument Condition(int i) => new()
    {
        Name = "rule " + i.ToString(CultureInfo.InvariantCulture),
        When = FormattableString.Invariant($"customer.a{i % 40} >= {i} and customer.a{(i + 7) % 40} < {i + 500}{(i % 2 == 1 ? $" and condition \"rule {i - 1}\"" : "")}"),
    };

    private static ActionDocument Action(int i, int actions, int rules) => new()
    {
        Id = "action" + i.ToString(CultureInfo.InvariantCulture),
        Value = FormattableString.Invariant($"customer.a{i % 40} * 2 + {i % 90}"),
        Eligibility = i % (actions / (rules / 2)) == 0 ? FormattableString.Invariant($"customer.plan = \"p{i % 9}\" and condition \"rule {i * 7 % (rules / 2)}\"") : null,
        Treatments = [Treatment(i, "web"), Treatment(i, "mail")],
    };

    private static TreatmentDocument Treatment(int i, string channel) => new()
    {
        Id = FormattableString.Invariant($"action{i}-{channel}"), Channel = channel,
        Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Subject = "Offer " + i, Body = "A body of one sentence for offer " + i + "." } },
    };
}
