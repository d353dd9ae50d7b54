using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Evaluation;

/// <summary>Finds the leaves that decided: those of the false parts where and is false, of the true parts where or is true, else of all parts that kept it open.</summary>
internal sealed class ConditionExplainer(ConditionInterpreter interpreter)
{
    private readonly List<LeafExplanation> _leaves = [];
    private NamedConditionNode? _within;

    public IReadOnlyList<LeafExplanation> Explain(ConditionNode node)
    {
        Visit(node, negated: false);
        return _leaves;
    }

    /// <summary>The inputs of a value, each as a leaf that says whether it is present.</summary>
    public IReadOnlyList<LeafExplanation> ExplainValue(ConditionNode node)
    {
        foreach (var input in Inputs(node).DistinctBy(SlotNames.Of))
        {
            Add(input, SlotNames.Of(input)!, "is present", interpreter.Evaluate(input), default, default, Operations.Of(!interpreter.Evaluate(input).IsMissing), negated: false);
        }

        return _leaves;
    }

    private void Visit(ConditionNode node, bool negated)
    {
        switch (node)
        {
            case NotNode not:
                Visit(not.Operand, !negated);
                break;
            case NamedConditionNode named:
                var outer = _within;
                _within = named;
                Visit(ConditionInterpreter.Inlined(named), negated);
                _within = outer;
                break;
            case LogicalNode logical:
                var truth = interpreter.Test(logical);
                foreach (var operand in logical.Operands.Where(o => interpreter.Test(o) == truth))
                {
                    Visit(operand, negated);
                }

                break;
            default:
                VisitLeaf(node, negated);
                break;
        }
    }

    private void VisitLeaf(ConditionNode node, bool negated)
    {
        var truth = interpreter.Test(node);
        switch (node)
        {
            case ComparisonNode { Left: LiteralNode, Right: not LiteralNode } turned:
                AddPair(node, turned.Right, Words.Symbol(Turn(turned.Operator)), turned.Left, truth, negated);
                break;
            case ComparisonNode comparison:
                AddPair(node, comparison.Left, Words.Symbol(comparison.Operator), comparison.Right, truth, negated);
                break;
            case ContainsNode contains:
                AddPair(node, contains.Subject, "contains", contains.Member, truth, negated);
                break;
            case CallNode { Function: ConditionFunction.StartsWith } starts:
                AddPair(node, starts.Arguments[0], "starts_with", starts.Arguments[1], truth, negated);
                break;
            case InNode membership:
                AddPair(node, membership.Subject, membership.Negated ? "not in" : "in", membership.Members[0], truth, negated);
                break;
            case BetweenNode between:
                Add(node, SubjectOf(between.Subject), "between", interpreter.Evaluate(between.Subject), interpreter.Evaluate(between.Low), interpreter.Evaluate(between.High), truth, negated);
                break;
            case PresenceNode presence:
                Add(node, SubjectOf(presence.Subject), presence.IsMissing ? "is missing" : "is present", interpreter.Evaluate(presence.Subject), default, default, truth, negated);
                break;
            case SeenNode seen:
                Add(node, SubjectOf(seen.Count), ">", interpreter.Evaluate(seen.Count), Value.OfNumber(0), default, truth, negated);
                break;
            default:
                Add(node, SubjectOf(node), "true", interpreter.Evaluate(node), Value.OfBoolean(true), default, truth, negated);
                break;
        }
    }

    private void AddPair(ConditionNode leaf, ConditionNode subject, string op, ConditionNode needed, Ternary truth, bool negated) =>
        Add(leaf, SubjectOf(subject), op, interpreter.Evaluate(subject), interpreter.Evaluate(needed), default, truth, negated);

    private void Add(ConditionNode leaf, string subject, string op, Value actual, Value needed, Value upper, Ternary truth, bool negated) =>
        _leaves.Add(new LeafExplanation(ConditionPrinter.Print(leaf), subject, op, actual, needed, upper, truth, negated, _within?.Name, _within is { } named ? ConditionPrinter.Print(ConditionInterpreter.Inlined(named)) : null));

    private static string SubjectOf(ConditionNode node) => SlotNames.Of(node) ?? ConditionPrinter.Print(node);

    private static ComparisonOperator Turn(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => op,
    };

    private static IEnumerable<ConditionNode> Inputs(ConditionNode node) => node switch
    {
        NameNode or AggregateNode or OutcomeCountNode => [node],
        NegateNode negate => Inputs(negate.Operand),
        ArithmeticNode arithmetic => Inputs(arithmetic.Left).Concat(Inputs(arithmetic.Right)),
        CallNode call => call.Arguments.SelectMany(Inputs),
        DaysSinceNode days => Inputs(days.Date),
        _ => [],
    };
}
