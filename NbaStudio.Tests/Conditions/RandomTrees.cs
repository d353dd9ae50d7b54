using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Tests.Conditions;

/// <summary>Well-typed random trees over <see cref="TestScope"/>, and random values for their slots.</summary>
internal sealed class RandomTrees(int seed)
{
    private static readonly string[] Texts = ["S", "M", "ｓ", "golf", "/cancel", "", "a \"quoted\" \\ text", "line\nend\t", "日本", "emoji 😀", "\uD800", "cancellation"];

    private readonly Random _random = new(seed);

    public ConditionNode Condition(int depth) => _random.Next(depth <= 0 ? 8 : 14) switch
    {
        0 => new ComparisonNode(Any<ComparisonOperator>(), Numeric(depth - 1), Numeric(depth - 1)),
        1 => new ComparisonNode(Pick(ComparisonOperator.Equal, ComparisonOperator.NotEqual), Text(), Text()),
        2 => new ComparisonNode(Any<ComparisonOperator>(), Date(depth - 1), Date(depth - 1)),
        3 => new InNode(Text(), [.. Many(() => TextLiteral(), 1, 12)], _random.Next(2) == 0),
        4 => new InNode(Numeric(0), [.. Many(() => (ConditionNode)Number(signed: true), 1, 4)], _random.Next(2) == 0),
        5 => new PresenceNode(Pick(Text(), Numeric(depth - 1), Date(0), new NameNode(NameRoot.Customer, "interests")), _random.Next(2) == 0),
        6 => new ContainsNode(Pick(new NameNode(NameRoot.Customer, "interests"), Text()), Text()),
        7 => Leaf(),
        8 => new BetweenNode(Numeric(depth - 1), Numeric(depth - 1), Numeric(depth - 1)),
        9 => new NotNode(Condition(depth - 1)),
        10 => new CallNode(ConditionFunction.StartsWith, [Text(), Text()]),
        11 => new ComparisonNode(Pick(ComparisonOperator.Equal, ComparisonOperator.NotEqual), Condition(depth - 1), Condition(depth - 1)),
        _ => new LogicalNode(Any<LogicalOperator>(), [.. Many(() => Condition(depth - 1), 2, 3)]),
    };

    public ConditionNode Numeric(int depth) => _random.Next(depth <= 0 ? 6 : 11) switch
    {
        0 => Number(signed: true),
        1 => new NameNode(NameRoot.Customer, Pick("age", "tenure_months")),
        2 => new NameNode(NameRoot.Context, Pick("intent", "odd key!", "in")),
        3 => Pick<ConditionNode>(new NameNode(NameRoot.Goal, "upgrade", "progress"), new NameNode(NameRoot.Score, "churn"), new NameNode(NameRoot.Time, "hour"), new NameNode(NameRoot.Trigger, "n")),
        4 => Count(),
        5 => new OutcomeCountNode(ContactScopeKind.Action, "Loyalty10", "reject", TimeSpan.FromDays(_random.Next(1, 90))),
        6 => new ArithmeticNode(Any<ArithmeticOperator>(), Numeric(depth - 1), Numeric(depth - 1)),
        7 => new NegateNode(Numeric(depth - 1)),
        8 => new CallNode(ConditionFunction.Round, [Numeric(depth - 1)]),
        9 => new CallNode(Pick(ConditionFunction.Min, ConditionFunction.Max), [.. Many(() => Numeric(depth - 1), 2, 4)]),
        _ => new DaysSinceNode(Date(depth - 1)),
    };

    public ConditionNode Where(int depth) => _random.Next(depth <= 0 ? 4 : 7) switch
    {
        0 => new ComparisonNode(ComparisonOperator.Equal, new NameNode(NameRoot.Event, "page"), TextLiteral()),
        1 => new ComparisonNode(Any<ComparisonOperator>(), new NameNode(NameRoot.Event, "in"), Number(signed: true)),
        2 => new InNode(new NameNode(NameRoot.Event, Pick("p", "odd-name", "now")), [TextLiteral()], negated: false),
        3 => new ComparisonNode(ComparisonOperator.Equal, new NameNode(NameRoot.Event, "flag"), new LiteralNode(Value.OfBoolean(true))),
        4 => new NotNode(Where(depth - 1)),
        _ => new LogicalNode(Any<LogicalOperator>(), [Where(depth - 1), Where(depth - 1)]),
    };

    /// <summary>A value that fits the slot, with 30 % missing and 5 % of any kind.</summary>
    public Value ValueFor(SlotDefinition slot)
    {
        if (_random.NextDouble() < 0.3)
        {
            return Value.Missing;
        }

        var kind = _random.NextDouble() < 0.05 || slot.Kind == ValueKind.Any ? (ValueKind)_random.Next(1, 8) : slot.Kind;
        return kind switch
        {
            ValueKind.Text => Value.OfText(Pick(Texts)),
            ValueKind.Boolean => Value.OfBoolean(_random.Next(2) == 0),
            ValueKind.Money => Value.OfMoney(_random.Next(-3, 6)),
            ValueKind.DateTime => Value.OfUnixMilliseconds(_random.NextInt64(1_700_000_000_000, 1_900_000_000_000)),
            ValueKind.Duration => Value.OfDuration(TimeSpan.FromHours(_random.Next(100))),
            ValueKind.TextSet => Value.OfSet([.. Many(() => new TextValue(Pick(Texts)), 0, 3)]),
            _ => Value.OfNumber(_random.Next(4) == 0 ? _random.NextDouble() : _random.Next(-3, 8)),
        };
    }

    private ConditionNode Leaf() => _random.Next(5) switch
    {
        0 => new NameNode(NameRoot.Customer, "vip"),
        1 => new LiteralNode(Value.OfBoolean(_random.Next(2) == 0)),
        2 => new NamedConditionNode(Pick("adult", "good adult")),
        3 => new NameNode(NameRoot.Context, "flag"),
        _ => new SeenNode(Events()),
    };

    private ConditionNode Text() => _random.Next(3) switch
    {
        0 => TextLiteral(),
        1 => new NameNode(NameRoot.Customer, Pick("plan", "city", "e-mail kind")),
        _ => new NameNode(NameRoot.Context, Pick("intent", "日本")),
    };

    private ConditionNode Date(int depth) => _random.Next(depth <= 0 ? 4 : 6) switch
    {
        0 => new NowNode(),
        1 => new NameNode(NameRoot.Customer, Pick("contract_end", "birthday")),
        2 => new NameNode(NameRoot.Goal, "upgrade", "deadline"),
        3 => new LiteralNode(Value.OfUnixMilliseconds(_random.Next(2) == 0 ? _random.NextInt64(0, 20_000) * 86_400_000 : _random.NextInt64(0, 2_000_000_000_000))),
        _ => new ArithmeticNode(Pick(ArithmeticOperator.Add, ArithmeticOperator.Subtract), Date(depth - 1), new LiteralNode(Value.OfDuration(TimeSpan.FromMinutes(_random.Next(10_000))))),
    };

    private AggregateNode Count() => _random.Next(3) switch
    {
        0 => new AggregateNode(AggregateFunction.Count, Events(), null),
        1 => new AggregateNode(AggregateFunction.DaysSince, Events(), null),
        _ => new AggregateNode(Pick(AggregateFunction.Sum, AggregateFunction.Average, AggregateFunction.Min, AggregateFunction.Max, AggregateFunction.Distinct), Events(), Pick("amount", "where", "odd-name")),
    };

    private EventSelection Events() => new(Pick("undeclared", "日本 view"), _random.Next(2) == 0 ? null : Where(2), TimeSpan.FromMinutes(_random.Next(1, 5000)));

    private LiteralNode TextLiteral() => new(Value.OfText(Pick(Texts)));

    private LiteralNode Number(bool signed)
    {
        var number = _random.Next(5) switch { 0 => _random.NextDouble() * 1e-7, 1 => _random.NextDouble() * 1e22, 2 => _random.NextDouble(), _ => _random.Next(0, 7) };
        return new LiteralNode(Value.OfNumber(signed && _random.Next(3) == 0 ? -number : number));
    }

    private IEnumerable<T> Many<T>(Func<T> make, int least, int most) => Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => make()).ToList();

    private T Any<T>()
        where T : struct, Enum => Pick(Enum.GetValues<T>());

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
