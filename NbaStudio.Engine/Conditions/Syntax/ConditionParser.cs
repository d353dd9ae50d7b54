namespace NbaStudio.Engine.Conditions.Syntax;

/// <summary>Recursive descent over the tokens. Total: mistakes become issues and a BrokenNode; nesting is bounded, so the stack is.</summary>
internal partial class ConditionParser(List<Token> tokens, IssueList issues, bool insideWhere) : TokenReader(tokens, issues)
{
    // Every leaf has at most three operands, so an expression within the limit of leaves never needs more.
    private const int MaximumOperands = 4 * ConditionLimits.MaximumLeaves;

    private bool _insideWhere = insideWhere;
    private int _depth;
    private int _operands;

    public ConditionNode ParseWhole()
    {
        var node = ParseOr();
        ExpectEnd($"`and`, `or`, an operator or the end");
        return node;
    }

    protected ConditionNode ParseWhere()
    {
        var outer = _insideWhere;
        _insideWhere = true;
        var node = Nested(ParseOr);
        _insideWhere = outer;
        return node;
    }

    private ConditionNode Nested(Func<ConditionNode> parse)
    {
        if (_depth >= ConditionLimits.MaximumDepth)
        {
            ConditionLimits.AddDepth(Issues, Current.Span);
            GiveUp();
            return new BrokenNode();
        }

        _depth++;
        var node = parse();
        _depth--;
        return node;
    }

    private void GiveUp()
    {
        Skip();
        while (Current.Kind != TokenKind.End)
        {
            Take();
        }
    }

    private ConditionNode ParseOr() => ParseLogical(LogicalOperator.Or, "or", ParseAnd);

    private ConditionNode ParseAnd() => ParseLogical(LogicalOperator.And, "and", ParseNot);

    private ConditionNode ParseLogical(LogicalOperator op, string word, Func<ConditionNode> parseOperand)
    {
        var span = Current.Span;
        var first = parseOperand();
        if (!Current.IsWord(word))
        {
            return first;
        }

        List<ConditionNode> operands = [first];
        while (AcceptWord(word))
        {
            operands.Add(parseOperand());
        }

        return new LogicalNode(op, [.. operands]) { Span = span };
    }

    private ConditionNode ParseNot()
    {
        var open = OpenParentheses;
        var span = Current.Span;
        ConditionNode node;
        if (AcceptWord("not"))
        {
            node = new NotNode(Nested(ParseNot)) { Span = span };
        }
        else
        {
            node = ParseComparison();
        }

        if (Skipping)
        {
            // Half an operand would only raise follow-on issues.
            FindFeet(open);
            return new BrokenNode { Span = span };
        }

        return node;
    }

    private ConditionNode ParseComparison()
    {
        var span = Current.Span;
        var left = ParseSum();
        if (Skipping)
        {
            return left;
        }

        if (ComparisonOf(Current) is { } op)
        {
            Take();
            return new ComparisonNode(op, left, ParseSum()) { Span = span };
        }

        // "in" before anything but a list ends the where of a window: where page = "/x" in 30m.
        if (Current.IsWord("in") && Following.IsSymbol("("))
        {
            Take();
            return ParseMembers(left, negated: false, span);
        }

        if (Current.IsWord("not") && Following.IsWord("in"))
        {
            Take();
            Take();
            return ParseMembers(left, negated: true, span);
        }

        if (AcceptWord("between"))
        {
            var low = ParseSum();
            if (!AcceptWord("and"))
            {
                Unexpected($"`and` and the upper bound");
                return new BrokenNode { Span = span };
            }

            return new BetweenNode(left, low, ParseSum()) { Span = span };
        }

        if (AcceptWord("contains"))
        {
            return new ContainsNode(left, ParseSum()) { Span = span };
        }

        if (AcceptWord("is"))
        {
            if (AcceptWord("missing"))
            {
                return new PresenceNode(left, IsMissing: true) { Span = span };
            }

            if (!AcceptWord("present"))
            {
                Unexpected($"`missing` or `present` after `is`");
            }

            return new PresenceNode(left, IsMissing: false) { Span = span };
        }

        return left;
    }

    private static ComparisonOperator? ComparisonOf(Token token) => token.Kind != TokenKind.Symbol ? null : token.Text switch
    {
        "=" => ComparisonOperator.Equal,
        "!=" => ComparisonOperator.NotEqual,
        "<" => ComparisonOperator.Less,
        "<=" => ComparisonOperator.LessOrEqual,
        ">" => ComparisonOperator.Greater,
        ">=" => ComparisonOperator.GreaterOrEqual,
        _ => null,
    };

    private ConditionNode ParseMembers(ConditionNode subject, bool negated, SourceSpan span)
    {
        ExpectSymbol("(");
        List<ConditionNode> members = [];
        do
        {
            if (ParseMember() is { } member)
            {
                members.Add(member);
            }
        }
        while (!Skipping && AcceptSymbol(","));
        if (!Skipping)
        {
            ExpectSymbol(")");
        }

        return Skipping || members.Count == 0 ? new BrokenNode { Span = span } : new InNode(subject, [.. members], negated) { Span = span };
    }

    private LiteralNode? ParseMember()
    {
        var span = Current.Span;
        var negative = Current.IsSymbol("-") && Following.Kind == TokenKind.Number;
        if (negative)
        {
            Take();
        }

        if (TryParseLiteral() is { } literal)
        {
            return negative ? new LiteralNode(Value.OfNumber(-literal.Value.Number)) { Span = span } : literal;
        }

        Unexpected($"a number, text, date or duration in the list");
        return null;
    }

    private ConditionNode ParseSum()
    {
        var span = Current.Span;
        var left = ParseProduct();
        while (!Skipping && (Current.IsSymbol("+") || Current.IsSymbol("-")))
        {
            var op = Take().Text == "+" ? ArithmeticOperator.Add : ArithmeticOperator.Subtract;
            left = new ArithmeticNode(op, left, ParseProduct()) { Span = span };
        }

        return left;
    }

    private ConditionNode ParseProduct()
    {
        var span = Current.Span;
        var left = ParseUnary();
        while (!Skipping && (Current.IsSymbol("*") || Current.IsSymbol("/")))
        {
            var op = Take().Text == "*" ? ArithmeticOperator.Multiply : ArithmeticOperator.Divide;
            left = new ArithmeticNode(op, left, ParseUnary()) { Span = span };
        }

        return left;
    }

    private ConditionNode ParseUnary()
    {
        var span = Current.Span;
        if (!AcceptSymbol("-"))
        {
            return ParsePrimary();
        }

        if (Current.Kind == TokenKind.Number)
        {
            _operands++;
            return new LiteralNode(Value.OfNumber(-Take().Number)) { Span = span };
        }

        return new NegateNode(Nested(ParseUnary)) { Span = span };
    }

    private ConditionNode ParsePrimary()
    {
        if (++_operands > MaximumOperands)
        {
            ConditionLimits.AddLeaves(Issues, Current.Span);
            GiveUp();
            return new BrokenNode();
        }

        var span = Current.Span;
        if (TryParseLiteral() is { } literal)
        {
            return literal;
        }

        if (AcceptSymbol("("))
        {
            var inner = Nested(ParseOr);
            ExpectSymbol(")");
            return inner;
        }

        if (Current.Kind == TokenKind.Word)
        {
            return ParseWord() with { Span = span };
        }

        Unexpected($"a name, number, text or `(`");
        return new BrokenNode { Span = span };
    }

    private LiteralNode? TryParseLiteral()
    {
        var token = Current;
        var value = token.Kind switch
        {
            TokenKind.Number => Value.OfNumber(token.Number),
            TokenKind.Duration => Value.OfDuration(TimeSpan.FromMilliseconds(token.Number)),
            TokenKind.Text => Value.OfText(token.Text),
            TokenKind.Word when token.IsWord("true") && !NameFollows() => Value.OfBoolean(true),
            TokenKind.Word when token.IsWord("false") && !NameFollows() => Value.OfBoolean(false),
            _ => Value.Missing,
        };
        if (!value.IsMissing)
        {
            Take();
            return new LiteralNode(value) { Span = token.Span };
        }

        if (!token.IsWord("date") || Following.Kind != TokenKind.Text)
        {
            return null;
        }

        Take();
        var text = Take();
        if (!IsoDates.TryParse(text.Text, out value))
        {
            Issues.Add("date.invalid", text.Span, $"`{text.Text}` is not a date; {IsoDates.Allowed}.");
            value = Value.OfUnixMilliseconds(0);
        }

        return new LiteralNode(value) { Span = token.Span with { Length = text.Span.Column + text.Span.Length - token.Span.Column } };
    }

    private bool NameFollows() => Following.IsSymbol(".");
}
