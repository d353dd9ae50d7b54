using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Checking;

/// <summary>Size of a tree. A comparison of two operands is one leaf; a chain of sums or products does not nest.</summary>
internal readonly record struct TreeMetrics(long Leaves, int Depth)
{
    /// <param name="node">The tree.</param>
    /// <param name="named">Size of the named conditions in it.</param>
    public static TreeMetrics Of(ConditionNode node, IReadOnlyDictionary<string, TreeMetrics> named) => node switch
    {
        LogicalNode logical => Join(logical.Operands, 0, named),
        NotNode not => Join([not.Operand], 0, named),
        NegateNode negate => Join([negate.Operand], 0, named),
        ArithmeticNode arithmetic => OfArithmetic(arithmetic, named),
        ComparisonNode comparison => Join([comparison.Left, comparison.Right], 1, named),
        ContainsNode contains => Join([contains.Subject, contains.Member], 1, named),
        BetweenNode between => Join([between.Subject, between.Low, between.High], 2, named),
        InNode membership => Join([membership.Subject], 0, named),
        PresenceNode presence => Join([presence.Subject], 0, named),
        CallNode call => Join(call.Arguments, call.Function == ConditionFunction.StartsWith ? 1 : 0, named),
        DaysSinceNode days => Join([days.Date], 0, named),
        AggregateNode aggregate => OfEvents(aggregate.Events, named),
        SeenNode seen => OfEvents(seen.Events, named),
        NamedConditionNode name => named.TryGetValue(name.Name, out var size) ? size with { Depth = size.Depth + 1 } : new TreeMetrics(1, 0),
        _ => new TreeMetrics(1, 0),
    };

    private static TreeMetrics OfEvents(EventSelection events, IReadOnlyDictionary<string, TreeMetrics> named)
    {
        var where = events.Where is null ? default : Of(events.Where, named);
        return new TreeMetrics(1 + where.Leaves, 1 + where.Depth);
    }

    private static TreeMetrics OfArithmetic(ArithmeticNode node, IReadOnlyDictionary<string, TreeMetrics> named)
    {
        var product = node.Operator is ArithmeticOperator.Multiply or ArithmeticOperator.Divide;
        var left = Of(node.Left, named);
        var right = Of(node.Right, named);
        var continues = node.Left is ArithmeticNode inner && (!product || inner.Operator is ArithmeticOperator.Multiply or ArithmeticOperator.Divide);
        return new TreeMetrics(left.Leaves + right.Leaves, Math.Max(left.Depth + (continues ? 0 : 1), right.Depth + 1));
    }

    private static TreeMetrics Join(NodeList children, int shared, IReadOnlyDictionary<string, TreeMetrics> named)
    {
        var (leaves, depth) = (0L, 0);
        foreach (var child in children)
        {
            var size = Of(child, named);
            leaves += size.Leaves;
            depth = Math.Max(depth, size.Depth);
        }

        return new TreeMetrics(Math.Max(1, leaves - shared), depth + 1);
    }
}
