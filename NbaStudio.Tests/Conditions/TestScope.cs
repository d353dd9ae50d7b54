using NbaStudio.Engine.Conditions;

namespace NbaStudio.Tests.Conditions;

/// <summary>One scope with something of every kind.</summary>
internal static class TestScope
{
    public static readonly ConditionScope Full = new()
    {
        Attributes = new Dictionary<string, ValueKind>
        {
            ["age"] = ValueKind.Number,
            ["tenure_months"] = ValueKind.Number,
            ["plan"] = ValueKind.Text,
            ["city"] = ValueKind.Text,
            ["first_name"] = ValueKind.Text,
            ["monthly_fee"] = ValueKind.Money,
            ["balance"] = ValueKind.Money,
            ["vip"] = ValueKind.Boolean,
            ["contract_end"] = ValueKind.DateTime,
            ["birthday"] = ValueKind.DateTime,
            ["interests"] = ValueKind.TextSet,
            ["e-mail kind"] = ValueKind.Text,
        },
        Aggregates = new Dictionary<string, AggregateDefinition>
        {
            ["visits_7d"] = new("aggregate.visits_7d", AggregateFunction.Count, "page_view", null, null, TimeSpan.FromDays(7)),
            ["spent_30d"] = new("aggregate.spent_30d", AggregateFunction.Sum, "purchase", "amount", null, TimeSpan.FromDays(30)),
        },
        Goals = new HashSet<string> { "upgrade" },
        Conditions = new Dictionary<string, string>
        {
            ["adult"] = "customer.age >= 18",
            ["good adult"] = "condition \"adult\" and customer.balance >= 0",
            ["loop a"] = "customer.vip or condition \"loop b\"",
            ["loop b"] = "condition \"loop a\"",
            ["wrong"] = "customer.agee > 1",
        },
        Events = new Dictionary<string, IReadOnlyDictionary<string, ValueKind>>
        {
            ["page_view"] = new Dictionary<string, ValueKind> { ["page"] = ValueKind.Text, ["seconds"] = ValueKind.Number },
            ["purchase"] = new Dictionary<string, ValueKind> { ["amount"] = ValueKind.Money, ["channel"] = ValueKind.Text, ["date"] = ValueKind.DateTime },
        },
        Objectives = new HashSet<string> { "Retain" },
        Groups = new HashSet<string> { "Loyalty" },
        Actions = new HashSet<string> { "Loyalty10", "Upgrade5G" },
        Treatments = new HashSet<string> { "Loyalty10-web" },
        Channels = new HashSet<string> { "web", "email" },
    };

    public static CompiledExpression Compile(string text, SlotLayoutBuilder layout, ExpectedType expected = ExpectedType.Condition, ConditionScope? scope = null)
    {
        var (expression, issues) = ConditionLanguage.Compile(text, scope ?? Full, expected, layout);
        issues.Select(i => i.Message).ShouldBeEmpty();
        return expression.ShouldNotBeNull();
    }

    /// <summary>Evaluates a text with the given slots; every other slot is missing.</summary>
    public static (CompiledExpression Expression, EvaluationFrame Frame) Prepare(string text, ExpectedType expected, params (string Slot, Value Value)[] slots)
    {
        var layout = new SlotLayoutBuilder();
        var expression = Compile(text, layout, expected);
        return (expression, Frame(layout.ToLayout(), slots));
    }

    public static EvaluationFrame Frame(SlotLayout layout, params (string Slot, Value Value)[] slots)
    {
        var frame = new EvaluationFrame(layout.Count) { NowMilliseconds = new DateTimeOffset(2026, 11, 22, 9, 30, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() };
        foreach (var (slot, value) in slots)
        {
            var index = layout.IndexOf(slot);
            index.ShouldBeGreaterThanOrEqualTo(0, slot);
            frame.Slots[index] = value;
        }

        return frame;
    }

    public static Ternary Test(string text, params (string Slot, Value Value)[] slots)
    {
        var (expression, frame) = Prepare(text, ExpectedType.Condition, slots);
        return expression.Test(frame);
    }

    public static IReadOnlyList<ConditionIssue> Issues(string text, ExpectedType expected = ExpectedType.Condition, ConditionScope? scope = null)
    {
        var layout = new SlotLayoutBuilder();
        var (expression, issues) = ConditionLanguage.Compile(text, scope ?? Full, expected, layout);
        (expression is null).ShouldBe(issues.Count > 0);
        if (issues.Count > 0)
        {
            layout.ToLayout().Count.ShouldBe(0, "a failed compilation must not add slots");
        }

        return issues;
    }
}
