namespace NbaStudio.Engine.Conditions.Syntax;

/// <summary>A part of an expression: the one tree behind the text and the visual builder. Immutable and thread safe; equality ignores <see cref="Span"/>.</summary>
public abstract record ConditionNode
{
    public SourceSpan Span { get; init; }

    // The place in the text is not part of the meaning.
    public virtual bool Equals(ConditionNode? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();
}

/// <summary>A number, text, true or false, date or duration that is written in the expression.</summary>
public sealed record LiteralNode(Value Value) : ConditionNode
{
    public bool Equals(LiteralNode? other) =>
        base.Equals(other) && Value == other.Value && string.Equals(Value.Text?.Original, other.Value.Text?.Original, StringComparison.Ordinal);

    public override int GetHashCode() => Value.GetHashCode();
}

/// <summary>The first word of a name such as customer.age.</summary>
public enum NameRoot : byte { Customer, Aggregate, Context, Event, Trigger, Goal, Score, Time }

/// <summary>A named input: customer.age, context.intent, goal.upgrade.progress, or a bare name inside where (an event property).</summary>
/// <param name="Part">progress or deadline of a goal; null otherwise.</param>
public sealed record NameNode(NameRoot Root, string Name, string? Part = null) : ConditionNode;

/// <summary>A name that belongs to nothing. It parses, so that the check can say which name is near; it never passes the check.</summary>
public sealed record UnknownNameNode(string Name) : ConditionNode;

/// <summary>The time of the decision.</summary>
public sealed record NowNode : ConditionNode;

public enum LogicalOperator : byte { And, Or }

/// <summary>Two or more operands joined by and, or by or.</summary>
public sealed record LogicalNode : ConditionNode
{
    /// <exception cref="ArgumentException">There are fewer than two operands.</exception>
    public LogicalNode(LogicalOperator @operator, NodeList operands)
    {
        if (operands.Count < 2)
        {
            throw new ArgumentException("and/or join at least two operands.", nameof(operands));
        }

        Operator = @operator;
        Operands = operands;
    }

    public LogicalOperator Operator { get; }

    public NodeList Operands { get; }
}

public sealed record NotNode(ConditionNode Operand) : ConditionNode;

/// <summary>Unary minus.</summary>
public sealed record NegateNode(ConditionNode Operand) : ConditionNode;

public enum ArithmeticOperator : byte { Add, Subtract, Multiply, Divide }

public sealed record ArithmeticNode(ArithmeticOperator Operator, ConditionNode Left, ConditionNode Right) : ConditionNode;

public enum ComparisonOperator : byte { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual }

public sealed record ComparisonNode(ComparisonOperator Operator, ConditionNode Left, ConditionNode Right) : ConditionNode;

/// <summary>subject in (a, b), or not in. Members are literals.</summary>
public sealed record InNode : ConditionNode
{
    /// <exception cref="ArgumentException">There are no members, or a member is not a literal.</exception>
    public InNode(ConditionNode subject, NodeList members, bool negated)
    {
        if (members.Count == 0 || members.Any(m => m is not LiteralNode))
        {
            throw new ArgumentException("in needs at least one member, all of them literals.", nameof(members));
        }

        Subject = subject;
        Members = members;
        Negated = negated;
    }

    public ConditionNode Subject { get; init; }

    public NodeList Members { get; init; }

    public bool Negated { get; }
}

/// <summary>subject between low and high; both ends belong to it.</summary>
public sealed record BetweenNode(ConditionNode Subject, ConditionNode Low, ConditionNode High) : ConditionNode;

/// <summary>subject is missing, or is present. Never unknown.</summary>
public sealed record PresenceNode(ConditionNode Subject, bool IsMissing) : ConditionNode;

/// <summary>set contains text, or text contains a part.</summary>
public sealed record ContainsNode(ConditionNode Subject, ConditionNode Member) : ConditionNode;

public enum ConditionFunction : byte { Min, Max, Round, StartsWith }

/// <summary>min(a, b ...), max(a, b ...), round(x), starts_with(text, "x").</summary>
public sealed record CallNode(ConditionFunction Function, NodeList Arguments) : ConditionNode;

/// <summary>Which events count: event "type" [where ...] in window.</summary>
public sealed record EventSelection(string EventType, ConditionNode? Where, TimeSpan Window);

/// <summary>count, sum, average, min, max, last, distinct and days_since over events.</summary>
/// <param name="Property">What the function reads; null for count and days_since.</param>
public sealed record AggregateNode(AggregateFunction Function, EventSelection Events, string? Property) : ConditionNode;

/// <summary>seen(event ... in W): the count is above 0.</summary>
public sealed record SeenNode(EventSelection Events) : ConditionNode
{
    /// <summary>The count that decides.</summary>
    public AggregateNode Count { get; } = new(AggregateFunction.Count, Events, null);
}

/// <summary>days_since(date): calendar days in the customer's zone, negative for the future.</summary>
public sealed record DaysSinceNode(ConditionNode Date) : ConditionNode;

/// <summary>outcome_count(action "id", "reject" in 30d).</summary>
/// <param name="Id">Null for all.</param>
public sealed record OutcomeCountNode(ContactScopeKind Scope, string? Id, string Outcome, TimeSpan Window) : ConditionNode;

/// <summary>condition "name".</summary>
public sealed record NamedConditionNode(string Name) : ConditionNode
{
    /// <summary>What the name stands for; filled in by the check.</summary>
    internal ConditionNode? Inlined { get; init; }
}

/// <summary>Stands where the text could not be read; only while issues are collected.</summary>
internal sealed record BrokenNode : ConditionNode;
