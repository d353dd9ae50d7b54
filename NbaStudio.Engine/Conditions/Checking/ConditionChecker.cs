using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Checking;

/// <summary>Gives every part a type and every name a meaning; collects all mistakes. Used for one expression, by one thread.</summary>
internal sealed partial class ConditionChecker(ConditionScope scope, IssueList issues)
{
    private readonly Dictionary<string, (ConditionNode Bound, ValueKind Kind)> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TreeMetrics> _sizes = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];
    private bool _insideWhere;
    private string? _eventType = scope.EventType;

    /// <summary>Checks a whole expression.</summary>
    /// <param name="tree">What was parsed or built.</param>
    /// <param name="expected">What it must give.</param>
    /// <param name="insideWhere">Whether it is a filter: only the event's properties may be used.</param>
    public CheckedCondition Check(ConditionNode tree, ExpectedType expected, bool insideWhere = false)
    {
        _insideWhere = insideWhere;

        // Nothing that is too deep is walked any further: a tree need not come from the parser.
        if (!CheckSize(tree))
        {
            return new CheckedCondition(tree, tree, ValueKind.Missing);
        }

        var (bound, kind) = Visit(tree);
        (bound, kind) = CheckResult(bound, kind, expected);
        if (issues.IsEmpty)
        {
            CheckSize(tree);
        }

        return new CheckedCondition(tree, bound, kind);
    }

    private bool CheckSize(ConditionNode tree)
    {
        var size = TreeMetrics.Of(tree, _sizes);
        if (size.Depth > ConditionLimits.MaximumDepth)
        {
            ConditionLimits.AddDepth(issues, tree.Span);
            return false;
        }

        if (size.Leaves > ConditionLimits.MaximumLeaves)
        {
            ConditionLimits.AddLeaves(issues, tree.Span);
            return false;
        }

        return true;
    }

    private (ConditionNode, ValueKind) CheckResult(ConditionNode node, ValueKind kind, ExpectedType expected)
    {
        var (fits, needed) = expected switch
        {
            ExpectedType.Condition => (kind == ValueKind.Boolean, "true or false, such as customer.age >= 18"),
            ExpectedType.Number => (kind == ValueKind.Number, "a number"),
            ExpectedType.Money => (KindNames.IsNumeric(kind), "an amount of money"),
            _ => (kind == ValueKind.DateTime, "a date"),
        };
        if (expected == ExpectedType.DateTime && kind == ValueKind.Text)
        {
            (node, kind) = AsDate(node, kind);
            fits = kind is ValueKind.DateTime or ValueKind.Missing;
        }

        if (!fits && !KindNames.IsOpen(kind))
        {
            issues.Add("result.type", node.Span, $"The expression gives {KindNames.Of(kind)}; it must give {needed}.");
        }

        return (node, kind);
    }

    private (ConditionNode Bound, ValueKind Kind) Visit(ConditionNode node)
    {
        switch (node)
        {
            case LiteralNode literal:
                return (literal, literal.Value.Kind);
            case NameNode name:
                return VisitName(name);
            case UnknownNameNode unknown:
                ReportUnknown(unknown.Name, unknown.Span);
                return (unknown, ValueKind.Missing);
            case NowNode when _insideWhere:
                ReportWhere("now", node.Span);
                return (node, ValueKind.Missing);
            case NowNode:
                return (node, ValueKind.DateTime);
            case LogicalNode logical:
                return (new LogicalNode(logical.Operator, [.. logical.Operands.Select(VisitTruth)]) { Span = node.Span }, ValueKind.Boolean);
            case NotNode not:
                return (not with { Operand = VisitTruth(not.Operand) }, ValueKind.Boolean);
            case NegateNode negate:
                return VisitNegate(negate);
            case ArithmeticNode arithmetic:
                return VisitArithmetic(arithmetic);
            case ComparisonNode comparison:
                var ordered = comparison.Operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual);
                var (left, right) = CheckPair(VisitPart(comparison.Left), VisitPart(comparison.Right), Words.Symbol(comparison.Operator), node.Span, ordered);
                return (comparison with { Left = left, Right = right }, ValueKind.Boolean);
            case BetweenNode between:
                var subject = VisitPart(between.Subject);
                var (_, low) = CheckPair(subject, VisitPart(between.Low), "between", node.Span, ordered: true);
                var (_, high) = CheckPair(subject, VisitPart(between.High), "between", node.Span, ordered: true);
                return (between with { Subject = subject.Bound, Low = low, High = high }, ValueKind.Boolean);
            case InNode membership:
                return VisitIn(membership);
            case PresenceNode presence:
                return (presence with { Subject = Visit(presence.Subject).Bound }, ValueKind.Boolean);
            case ContainsNode contains:
                return VisitContains(contains);
            case CallNode call:
                return VisitCall(call);
            case DaysSinceNode days:
                return VisitDaysSince(days);
            case AggregateNode aggregate:
                return VisitAggregate(aggregate);
            case SeenNode seen:
                var (count, _) = VisitAggregate(seen.Count);
                return (new SeenNode(((AggregateNode)count).Events) { Span = seen.Span }, ValueKind.Boolean);
            case OutcomeCountNode outcome:
                return VisitOutcomeCount(outcome);
            case NamedConditionNode named:
                return VisitNamed(named);
            default:
                return (node, ValueKind.Missing);
        }
    }

    private ConditionNode VisitTruth(ConditionNode node)
    {
        var (bound, kind) = Visit(node);
        if (kind != ValueKind.Boolean && !KindNames.IsOpen(kind))
        {
            issues.Add("type.mismatch", node.Span, $"`{Show(node)}` is {KindNames.Of(kind)}; here something true or false is needed, such as a comparison.");
        }

        return bound;
    }

    private Part VisitPart(ConditionNode node)
    {
        var (bound, kind) = Visit(node);
        return new Part(node, bound, kind);
    }

    private (ConditionNode Left, ConditionNode Right) CheckPair(Part leftPart, Part rightPart, string op, SourceSpan span, bool ordered)
    {
        var (leftNode, left, leftKind) = leftPart;
        var (rightNode, right, rightKind) = rightPart;
        if (leftKind == ValueKind.DateTime)
        {
            (right, rightKind) = AsDate(right, rightKind);
        }
        else if (rightKind == ValueKind.DateTime)
        {
            (left, leftKind) = AsDate(left, leftKind);
        }

        if (leftKind == ValueKind.TextSet || rightKind == ValueKind.TextSet)
        {
            issues.Add("type.mismatch", span, $"`{Show(leftKind == ValueKind.TextSet ? leftNode : rightNode)}` is a set of texts; use `contains`, such as {Show(leftNode)} contains \"golf\".");
        }
        else if (ordered && (leftKind is ValueKind.Text or ValueKind.Boolean || rightKind is ValueKind.Text or ValueKind.Boolean))
        {
            var (wrong, kind) = leftKind is ValueKind.Text or ValueKind.Boolean ? (leftNode, leftKind) : (rightNode, rightKind);
            issues.Add("type.mismatch", span, $"`{op}` needs numbers, amounts, dates or durations; `{Show(wrong)}` is {KindNames.Of(kind)}.");
        }
        else if (!Comparable(leftKind, rightKind))
        {
            issues.Add("type.mismatch", span, $"`{Show(leftNode)}` is {KindNames.Of(leftKind)} and `{Show(rightNode)}` is {KindNames.Of(rightKind)}; `{op}` compares values of one type.");
        }

        return (left, right);
    }

    private static bool Comparable(ValueKind left, ValueKind right) =>
        left == right || KindNames.IsOpen(left) || KindNames.IsOpen(right) || (KindNames.IsNumeric(left) && KindNames.IsNumeric(right));

    /// <summary>A text in quotes where a date is needed is read as a date.</summary>
    private (ConditionNode, ValueKind) AsDate(ConditionNode node, ValueKind kind)
    {
        if (node is not LiteralNode { Value.Kind: ValueKind.Text } literal)
        {
            return (node, kind);
        }

        if (IsoDates.TryParse(literal.Value.Text!.Original, out var date))
        {
            return (literal with { Value = date }, ValueKind.DateTime);
        }

        issues.Add("date.invalid", node.Span, $"`{literal.Value.Text.Original}` is not a date; {IsoDates.Allowed}.");
        return (node, ValueKind.Missing);
    }

    /// <summary>An operand as written, as it runs, and its type.</summary>
    private readonly record struct Part(ConditionNode Written, ConditionNode Bound, ValueKind Kind);

    private static string Show(ConditionNode node)
    {
        var text = ConditionPrinter.Print(node);
        return text.Length > 80 ? text[..80] + "..." : text;
    }
}
