using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Evaluation;

/// <summary>A bound tree to delegates over slot indexes, once per revision. Evaluation of what it makes allocates nothing.</summary>
internal sealed class ExpressionCompiler(ConditionScope scope, SlotLayoutBuilder layout)
{
    private readonly SortedSet<int> _slots = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<EvaluationFrame, Ternary>> _named = new(StringComparer.Ordinal);

    /// <summary>Indexes of the slots that are read, ascending.</summary>
    public IReadOnlyList<int> Slots => [.. _slots];

    /// <summary>Canonical name of a slot to its index.</summary>
    public IReadOnlyDictionary<string, int> Indexes => _indexes;

    public Func<EvaluationFrame, Ternary> CompileTest(ConditionNode node)
    {
        switch (node)
        {
            case LogicalNode logical:
                return CompileLogical(logical);
            case NotNode not:
                var inner = CompileTest(not.Operand);
                return frame => Operations.Not(inner(frame));
            case ComparisonNode comparison:
                return CompileComparison(comparison);
            case BetweenNode between:
                return CompileBetween(between);
            case InNode membership:
                return CompileIn(membership);
            case PresenceNode presence:
                var present = CompileValue(presence.Subject);
                var whenMissing = presence.IsMissing;
                return frame => present(frame).IsMissing == whenMissing ? Ternary.True : Ternary.False;
            case ContainsNode contains:
                var (subject, member) = (CompileValue(contains.Subject), CompileValue(contains.Member));
                return frame => Operations.Contains(subject(frame), member(frame));
            case CallNode { Function: ConditionFunction.StartsWith } starts:
                var (text, start) = (CompileValue(starts.Arguments[0]), CompileValue(starts.Arguments[1]));
                return frame => Operations.StartsWith(text(frame), start(frame));
            case SeenNode seen:
                return NumberTest(IndexOf(seen.Count), ComparisonOperator.Greater, 0);
            case NamedConditionNode named:
                if (!_named.TryGetValue(named.Name, out var test))
                {
                    test = CompileTest(ConditionInterpreter.Inlined(named));
                    _named.Add(named.Name, test);
                }

                return test;
            default:
                var value = CompileValue(node);
                return frame => Operations.TruthOf(value(frame));
        }
    }

    /// <summary>The condition as number ranges and a rest, all of which must hold.</summary>
    public Conjunction CompileConjunction(ConditionNode node)
    {
        if (node is LogicalNode { Operator: LogicalOperator.And } logical)
        {
            var (ranges, others) = Split(logical);
            return new Conjunction(ranges, others.Count == 0 ? null : others.Count == 1 ? others[0] : All([.. others]));
        }

        return RangeOf(node) is { } range ? new Conjunction([range], null) : new Conjunction([], CompileTest(node));
    }

    /// <summary>The expression as plain doubles, NaN for missing; null where more than numbers and money take part.</summary>
    public NumberStep[]? CompileNumber(ConditionNode node) => new NumberCompiler(scope, IndexOf).Compile(node);

    public Func<EvaluationFrame, Value> CompileValue(ConditionNode node)
    {
        switch (node)
        {
            case LiteralNode literal:
                var constant = literal.Value;
                return _ => constant;
            case NowNode:
                return frame => Value.OfUnixMilliseconds(frame.NowMilliseconds);
            case NameNode or AggregateNode or OutcomeCountNode:
                var index = IndexOf(node);
                return frame => frame.Slots[index];
            case NegateNode negate:
                var negated = CompileValue(negate.Operand);
                return frame => Operations.Negate(negated(frame));
            case ArithmeticNode arithmetic:
                var (op, left, right) = (arithmetic.Operator, CompileValue(arithmetic.Left), CompileValue(arithmetic.Right));
                return frame => Operations.Arithmetic(op, left(frame), right(frame));
            case DaysSinceNode days:
                var date = CompileValue(days.Date);
                return frame => CalendarDays.DaysSince(date(frame), frame.NowMilliseconds, frame.Zone);
            case CallNode { Function: ConditionFunction.Round } round:
                var rounded = CompileValue(round.Arguments[0]);
                return frame => Operations.Round(rounded(frame));
            case CallNode { Function: ConditionFunction.Min or ConditionFunction.Max } extreme:
                return Extreme([.. extreme.Arguments.Select(CompileValue)], extreme.Function == ConditionFunction.Max);
            default:
                var test = CompileTest(node);
                return frame => Operations.ValueOf(test(frame));
        }
    }

    private Func<EvaluationFrame, Ternary> CompileLogical(LogicalNode logical)
    {
        if (logical.Operator == LogicalOperator.And)
        {
            return CompileConjunction(logical).Test;
        }

        var (ranges, others) = Split(logical);
        if (ranges.Length > 0)
        {
            others.Insert(0, frame => NumberRange.Any(ranges, frame.Slots));
        }

        return others.Count == 1 ? others[0] : Any([.. others]);
    }

    // Comparisons of a slot with a number are packed side by side, so that a long rule reads memory once, in order; what decides does not depend on the order.
    private (NumberRange[] Ranges, List<Func<EvaluationFrame, Ternary>> Others) Split(LogicalNode logical)
    {
        var ranges = new List<NumberRange>();
        var others = new List<Func<EvaluationFrame, Ternary>>();
        foreach (var operand in logical.Operands)
        {
            if (RangeOf(operand) is { } range)
            {
                ranges.Add(range);
            }
            else
            {
                others.Add(CompileTest(operand));
            }
        }

        return ([.. ranges], others);
    }

    private NumberRange? RangeOf(ConditionNode node)
    {
        switch (node)
        {
            case ComparisonNode { Right: LiteralNode { Value: { Kind: ValueKind.Number } literal } } comparison when SlotNames.Of(comparison.Left) is not null:
                return NumberRange.Of(comparison.Operator, literal.Number) is { } bounds ? bounds with { Slot = IndexOf(comparison.Left) } : null;
            case BetweenNode { Low: LiteralNode { Value: { Kind: ValueKind.Number } low }, High: LiteralNode { Value: { Kind: ValueKind.Number } high } } between
                when SlotNames.Of(between.Subject) is not null:
                return new NumberRange(IndexOf(between.Subject), low.Number, high.Number);
            default:
                return null;
        }
    }

    private static Func<EvaluationFrame, Ternary> All(Func<EvaluationFrame, Ternary>[] operands) => frame =>
    {
        var result = Ternary.True;
        foreach (var operand in operands)
        {
            var truth = operand(frame);
            if (truth == Ternary.False)
            {
                return Ternary.False;
            }

            result = truth == Ternary.Unknown ? Ternary.Unknown : result;
        }

        return result;
    };

    private static Func<EvaluationFrame, Ternary> Any(Func<EvaluationFrame, Ternary>[] operands) => frame =>
    {
        var result = Ternary.False;
        foreach (var operand in operands)
        {
            var truth = operand(frame);
            if (truth == Ternary.True)
            {
                return Ternary.True;
            }

            result = truth == Ternary.Unknown ? Ternary.Unknown : result;
        }

        return result;
    };

    private static Func<EvaluationFrame, Value> Extreme(Func<EvaluationFrame, Value>[] operands, bool larger) => frame =>
    {
        var result = operands[0](frame);
        for (var i = 1; i < operands.Length; i++)
        {
            result = Operations.Extreme(result, operands[i](frame), larger);
        }

        return result;
    };

    private Func<EvaluationFrame, Ternary> CompileComparison(ComparisonNode node)
    {
        // The usual forms, slot against literal, skip the general comparison.
        if (SlotNames.Of(node.Left) is not null && node.Right is LiteralNode literal)
        {
            switch (literal.Value.Kind)
            {
                case ValueKind.Number:
                    return NumberTest(IndexOf(node.Left), node.Operator, literal.Value.Number);
                case ValueKind.Text when node.Operator is ComparisonOperator.Equal or ComparisonOperator.NotEqual:
                    return TextTest(IndexOf(node.Left), literal.Value.Text!, node.Operator == ComparisonOperator.Equal);
            }
        }

        var (op, left, right) = (node.Operator, CompileValue(node.Left), CompileValue(node.Right));
        return frame => Operations.Compare(op, left(frame), right(frame));
    }

    private static Func<EvaluationFrame, Ternary> NumberTest(int index, ComparisonOperator op, double number) => op switch
    {
        ComparisonOperator.Equal => frame => frame.Slots[index] is { IsNumeric: true } v ? Operations.Of(v.Number == number) : Ternary.Unknown,
        ComparisonOperator.NotEqual => frame => frame.Slots[index] is { IsNumeric: true } v ? Operations.Of(v.Number != number) : Ternary.Unknown,
        ComparisonOperator.Less => frame => frame.Slots[index] is { IsNumeric: true } v ? Operations.Of(v.Number < number) : Ternary.Unknown,
        ComparisonOperator.LessOrEqual => frame => frame.Slots[index] is { IsNumeric: true } v ? Operations.Of(v.Number <= number) : Ternary.Unknown,
        ComparisonOperator.Greater => frame => frame.Slots[index] is { IsNumeric: true } v ? Operations.Of(v.Number > number) : Ternary.Unknown,
        _ => frame => frame.Slots[index] is { IsNumeric: true } v ? Operations.Of(v.Number >= number) : Ternary.Unknown,
    };

    private static Func<EvaluationFrame, Ternary> TextTest(int index, TextValue text, bool equal) =>
        frame => frame.Slots[index].Text is { } actual ? Operations.Of(actual.Equals(text) == equal) : Ternary.Unknown;

    private Func<EvaluationFrame, Ternary> CompileBetween(BetweenNode node)
    {
        if (SlotNames.Of(node.Subject) is not null
            && node.Low is LiteralNode { Value: { Kind: ValueKind.Number } low }
            && node.High is LiteralNode { Value: { Kind: ValueKind.Number } high })
        {
            var (index, from, to) = (IndexOf(node.Subject), low.Number, high.Number);
            return frame => frame.Slots[index] is { IsNumeric: true } v ? Operations.Of(v.Number >= from && v.Number <= to) : Ternary.Unknown;
        }

        var (subject, lower, upper) = (CompileValue(node.Subject), CompileValue(node.Low), CompileValue(node.High));
        return frame => Operations.Between(subject(frame), lower(frame), upper(frame));
    }

    private Func<EvaluationFrame, Ternary> CompileIn(InNode node)
    {
        var subject = CompileValue(node.Subject);
        var members = node.Members.Select(m => ((LiteralNode)m).Value).ToArray();
        var negated = node.Negated;
        if (members.Length > 8 && members.All(m => m.Kind == ValueKind.Text))
        {
            var set = members.Select(m => m.Text!).ToHashSet();
            return frame => subject(frame).Text is { } text ? Operations.Of(set.Contains(text) != negated) : Ternary.Unknown;
        }

        return negated ? frame => Operations.Not(Operations.In(subject(frame), members)) : frame => Operations.In(subject(frame), members);
    }

    private int IndexOf(ConditionNode node)
    {
        var definition = SlotNames.Define(node, scope);
        var index = layout.Add(definition);
        _slots.Add(index);
        _indexes[SlotNames.Of(node)!] = index;
        return index;
    }
}
