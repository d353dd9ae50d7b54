using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Checking;

internal sealed partial class ConditionChecker
{
    private (ConditionNode, ValueKind) VisitNegate(NegateNode node)
    {
        var (bound, kind) = Visit(node.Operand);
        if (kind is not (ValueKind.Number or ValueKind.Money or ValueKind.Duration) && !KindNames.IsOpen(kind))
        {
            issues.Add("type.mismatch", node.Span, $"`-` needs a number, an amount or a duration; `{Show(node.Operand)}` is {KindNames.Of(kind)}.");
            kind = ValueKind.Missing;
        }

        return (node with { Operand = bound }, kind);
    }

    private (ConditionNode, ValueKind) VisitArithmetic(ArithmeticNode node)
    {
        var (left, leftKind) = Visit(node.Left);
        var (right, rightKind) = Visit(node.Right);
        var kind = ResultOf(node.Operator, leftKind, rightKind);
        if (kind is null)
        {
            var symbol = Words.Symbol(node.Operator);
            FormattableString other = $"`{symbol}` does not fit {KindNames.Of(leftKind)} and {KindNames.Of(rightKind)}";
            object why = (node.Operator, leftKind, rightKind) switch
            {
                (ArithmeticOperator.Multiply, ValueKind.Money, ValueKind.Money) => "an amount of money cannot be multiplied by an amount of money",
                (ArithmeticOperator.Divide, ValueKind.Number, ValueKind.Money) => "a number cannot be divided by an amount of money",
                _ => other,
            };
            issues.Add("type.mismatch", node.Span, $"`{Show(node)}`: {why}.");
        }

        return (node with { Left = left, Right = right }, kind ?? ValueKind.Missing);
    }

    /// <summary>Type of an arithmetic result; null where the types do not fit.</summary>
    private static ValueKind? ResultOf(ArithmeticOperator op, ValueKind left, ValueKind right)
    {
        if (left == ValueKind.Missing || right == ValueKind.Missing)
        {
            return ValueKind.Missing;
        }

        if (left == ValueKind.Any || right == ValueKind.Any)
        {
            var other = left == ValueKind.Any ? right : left;
            return other is ValueKind.Text or ValueKind.Boolean or ValueKind.TextSet ? null : ValueKind.Any;
        }

        return (op, left, right) switch
        {
            (_, ValueKind.Number, ValueKind.Number) => ValueKind.Number,
            (ArithmeticOperator.Add or ArithmeticOperator.Subtract, ValueKind.Number or ValueKind.Money, ValueKind.Number or ValueKind.Money) => ValueKind.Money,
            (ArithmeticOperator.Add or ArithmeticOperator.Subtract, ValueKind.Duration, ValueKind.Duration) => ValueKind.Duration,
            (ArithmeticOperator.Add or ArithmeticOperator.Subtract, ValueKind.DateTime, ValueKind.Duration) => ValueKind.DateTime,
            (ArithmeticOperator.Add, ValueKind.Duration, ValueKind.DateTime) => ValueKind.DateTime,
            (ArithmeticOperator.Subtract, ValueKind.DateTime, ValueKind.DateTime) => ValueKind.Duration,
            (ArithmeticOperator.Multiply, ValueKind.Money, ValueKind.Number) or (ArithmeticOperator.Multiply, ValueKind.Number, ValueKind.Money) => ValueKind.Money,
            (ArithmeticOperator.Multiply, ValueKind.Duration, ValueKind.Number) or (ArithmeticOperator.Multiply, ValueKind.Number, ValueKind.Duration) => ValueKind.Duration,
            (ArithmeticOperator.Divide, ValueKind.Money, ValueKind.Number) => ValueKind.Money,
            (ArithmeticOperator.Divide, ValueKind.Duration, ValueKind.Number) => ValueKind.Duration,
            (ArithmeticOperator.Divide, ValueKind.Money, ValueKind.Money) or (ArithmeticOperator.Divide, ValueKind.Duration, ValueKind.Duration) => ValueKind.Number,
            _ => null,
        };
    }

    private (ConditionNode, ValueKind) VisitIn(InNode node)
    {
        var (subject, kind) = Visit(node.Subject);
        if (kind == ValueKind.TextSet)
        {
            issues.Add("type.mismatch", node.Span, $"`{Show(node.Subject)}` is a set of texts; use `contains`, such as {Show(node.Subject)} contains \"golf\".");
            return (node, ValueKind.Boolean);
        }

        List<ConditionNode> members = [];
        foreach (var written in node.Members)
        {
            var (member, memberKind) = kind == ValueKind.DateTime ? AsDate(written, ((LiteralNode)written).Value.Kind) : (written, ((LiteralNode)written).Value.Kind);
            if (!Comparable(kind, memberKind))
            {
                issues.Add("type.mismatch", written.Span, $"`{Show(written)}` is {KindNames.Of(memberKind)}, but `{Show(node.Subject)}` is {KindNames.Of(kind)}; the members of a list have its type.");
            }

            members.Add(member);
        }

        return (new InNode(subject, [.. members], node.Negated) { Span = node.Span }, ValueKind.Boolean);
    }

    private (ConditionNode, ValueKind) VisitContains(ContainsNode node)
    {
        var (subject, kind) = Visit(node.Subject);
        var (member, memberKind) = Visit(node.Member);
        Need(node.Subject, kind, "contains", kind is ValueKind.TextSet or ValueKind.Text, "a set of texts or a text");
        Need(node.Member, memberKind, "contains", memberKind == ValueKind.Text, "a text after it");
        return (node with { Subject = subject, Member = member }, ValueKind.Boolean);
    }

    private (ConditionNode, ValueKind) VisitDaysSince(DaysSinceNode node)
    {
        if (_insideWhere)
        {
            ReportWhere("days_since(...)", node.Span);
            return (node, ValueKind.Missing);
        }

        var (date, kind) = Visit(node.Date);
        (date, kind) = AsDate(date, kind);
        Need(node.Date, kind, "days_since", kind == ValueKind.DateTime, "a date");
        return (node with { Date = date }, ValueKind.Number);
    }

    private (ConditionNode, ValueKind) VisitCall(CallNode node)
    {
        var name = Words.Name(node.Function);
        var expected = node.Function switch { ConditionFunction.Round => (1, 1), ConditionFunction.StartsWith => (2, 2), _ => (2, 8) };
        if (node.Arguments.Count < expected.Item1 || node.Arguments.Count > expected.Item2)
        {
            issues.Add("function.arguments", node.Span, $"`{name}` has {node.Arguments.Count} values between its parentheses; it needs {expected.Item1} to {expected.Item2}.");
            return (node, ValueKind.Missing);
        }

        var arguments = node.Arguments.Select(a => (Node: a, Checked: Visit(a))).ToList();
        var result = ValueKind.Missing;
        foreach (var (argument, (_, kind)) in arguments)
        {
            var fits = node.Function switch
            {
                ConditionFunction.StartsWith => kind == ValueKind.Text,
                ConditionFunction.Round => kind is ValueKind.Number or ValueKind.Money,
                _ => kind is ValueKind.Number or ValueKind.Money or ValueKind.DateTime or ValueKind.Duration && Comparable(result, kind),
            };
            Need(argument, kind, name, fits, node.Function switch
            {
                ConditionFunction.StartsWith => "texts",
                ConditionFunction.Round => "a number or an amount",
                _ => "numbers, amounts, dates or durations of one type",
            });
            result = result is ValueKind.Any or ValueKind.Money ? result : kind;
        }

        var bound = new CallNode(node.Function, [.. arguments.Select(a => a.Checked.Bound)]) { Span = node.Span };
        return (bound, node.Function == ConditionFunction.StartsWith ? ValueKind.Boolean : result);
    }

    private void Need(ConditionNode node, ValueKind kind, string user, bool fits, string needed)
    {
        if (!fits && !KindNames.IsOpen(kind))
        {
            issues.Add("type.mismatch", node.Span, $"`{user}` needs {needed}; `{Show(node)}` is {KindNames.Of(kind)}.");
        }
    }
}
