using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Evaluation;

/// <summary>Walks a bound tree: the plain statement of what the language means. The compiled form must agree; explanations use it. Not for the hot path.</summary>
internal sealed class ConditionInterpreter(Func<string, Value> readSlot, long nowMilliseconds, TimeZoneInfo zone)
{
    public Ternary Test(ConditionNode node)
    {
        switch (node)
        {
            case LogicalNode { Operator: LogicalOperator.And } and:
                return and.Operands.Select(Test).Aggregate(Operations.And);
            case LogicalNode or:
                return or.Operands.Select(Test).Aggregate(Operations.Or);
            case NotNode not:
                return Operations.Not(Test(not.Operand));
            case ComparisonNode comparison:
                return Operations.Compare(comparison.Operator, Evaluate(comparison.Left), Evaluate(comparison.Right));
            case BetweenNode between:
                return Operations.Between(Evaluate(between.Subject), Evaluate(between.Low), Evaluate(between.High));
            case InNode membership:
                var truth = Operations.In(Evaluate(membership.Subject), [.. membership.Members.Select(Evaluate)]);
                return membership.Negated ? Operations.Not(truth) : truth;
            case PresenceNode presence:
                return Operations.Of(Evaluate(presence.Subject).IsMissing == presence.IsMissing);
            case ContainsNode contains:
                return Operations.Contains(Evaluate(contains.Subject), Evaluate(contains.Member));
            case CallNode { Function: ConditionFunction.StartsWith } starts:
                return Operations.StartsWith(Evaluate(starts.Arguments[0]), Evaluate(starts.Arguments[1]));
            case SeenNode seen:
                return Operations.Compare(ComparisonOperator.Greater, Evaluate(seen.Count), Value.OfNumber(0));
            case NamedConditionNode named:
                return Test(Inlined(named));
            default:
                return Operations.TruthOf(Evaluate(node));
        }
    }

    public Value Evaluate(ConditionNode node)
    {
        switch (node)
        {
            case LiteralNode literal:
                return literal.Value;
            case NowNode:
                return Value.OfUnixMilliseconds(nowMilliseconds);
            case NegateNode negate:
                return Operations.Negate(Evaluate(negate.Operand));
            case ArithmeticNode arithmetic:
                return Operations.Arithmetic(arithmetic.Operator, Evaluate(arithmetic.Left), Evaluate(arithmetic.Right));
            case DaysSinceNode days:
                return CalendarDays.DaysSince(Evaluate(days.Date), nowMilliseconds, zone);
            case CallNode { Function: ConditionFunction.Round } round:
                return Operations.Round(Evaluate(round.Arguments[0]));
            case CallNode { Function: ConditionFunction.Min or ConditionFunction.Max } extreme:
                return extreme.Arguments.Select(Evaluate).Aggregate((a, b) => Operations.Extreme(a, b, extreme.Function == ConditionFunction.Max));
            default:
                return SlotNames.Of(node) is { } slot ? readSlot(slot) : Operations.ValueOf(Test(node));
        }
    }

    internal static ConditionNode Inlined(NamedConditionNode named) =>
        named.Inlined ?? throw new ArgumentException($"condition \"{named.Name}\" is not bound; check the tree first.", nameof(named));
}
