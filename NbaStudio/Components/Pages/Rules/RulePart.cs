using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Components.Pages.Rules;

/// <summary>A part of a rule in the visual builder: a group or a line.</summary>
public abstract class RulePart
{
    /// <summary>The group it stands in; null = the whole rule, or not in one yet.</summary>
    public RuleGroup? Parent { get; internal set; }

    /// <summary>The part in the condition language; empty for a group without parts.</summary>
    public string ToText() => Write().Text;

    /// <summary>The text, and whether it joins several conditions, so that it needs parentheses among others.</summary>
    internal abstract (string Text, bool IsJoined) Write();

    /// <summary>The part of a tree. Whatever the builder has no form for stands in a line as it is written: nothing is lost.</summary>
    public static RulePart Of(ConditionNode node) => node switch
    {
        LogicalNode logical => new RuleGroup(logical.Operator == LogicalOperator.And ? RuleMode.All : RuleMode.Any, [.. logical.Operands.Select(Of)]),
        NotNode { Operand: LogicalNode { Operator: LogicalOperator.Or } any } => new RuleGroup(RuleMode.None, [.. any.Operands.Select(Of)]),
        NotNode { Operand: LogicalNode or NotNode } not => new RuleGroup(RuleMode.None, [Of(not.Operand)]),
        NotNode not => RuleRow.Of(not.Operand, negated: true),
        _ => RuleRow.Of(node, negated: false),
    };
}

/// <summary>Parts that are asked together.</summary>
public sealed class RuleGroup : RulePart
{
    private readonly List<RulePart> _parts = [];

    public RuleGroup(RuleMode mode, IEnumerable<RulePart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Mode = mode;
        foreach (var part in parts)
        {
            Insert(_parts.Count, part);
        }
    }

    public RuleMode Mode { get; set; }

    public IReadOnlyList<RulePart> Parts => _parts;

    /// <summary>The whole rule: a group, whatever the tree is.</summary>
    public static RuleGroup Whole(ConditionNode? tree) => tree is null ? new RuleGroup(RuleMode.All, [])
        : Of(tree) is RuleGroup group ? group
        : new RuleGroup(RuleMode.All, [Of(tree)]);

    /// <summary>Puts a part in; it leaves the group it stood in.</summary>
    public void Insert(int index, RulePart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.Parent is { } old)
        {
            var at = old._parts.IndexOf(part);
            old._parts.RemoveAt(at);
            index = old == this && at < index ? index - 1 : index;
        }

        part.Parent = this;
        _parts.Insert(Math.Clamp(index, 0, _parts.Count), part);
    }

    public void Remove(RulePart part)
    {
        if (_parts.Remove(part))
        {
            part.Parent = null;
        }
    }

    internal override (string Text, bool IsJoined) Write()
    {
        var texts = _parts.Select(p => p.Write()).Where(p => p.Text.Length > 0).ToList();
        if (texts.Count == 0)
        {
            return ("", false);
        }

        var (inner, isJoined) = texts.Count == 1 ? texts[0] : (string.Join(Mode == RuleMode.All ? " and " : " or ", texts.Select(t => t.IsJoined ? $"({t.Text})" : t.Text)), true);
        return Mode == RuleMode.None ? ($"not ({inner})", false) : (inner, isJoined);
    }
}

/// <summary>One line: a subject, what is said of it, values. A half-filled line is kept and written as it stands, so that the text and the check show what is missing.</summary>
public sealed class RuleRow : RulePart
{
    private static readonly string[] Symbols = ["=", "!=", ">", ">=", "<", "<="];

    /// <summary>What is looked at, in the condition language: customer.age, count(event "page_view" in 30m), condition "adult". Empty = to be chosen.</summary>
    public string Subject { get; set; } = "";

    public RuleOperator Operator { get; set; }

    /// <summary>The compared values as they are typed, without quotes: one, two for between, any number for one of and none of.</summary>
    public IReadOnlyList<string> Values { get; set; } = [];

    /// <summary>Kind of the values; null = a number when it looks like one, else a text.</summary>
    public ValueKind? Kind { get; set; }

    /// <summary>Whether the line must not hold.</summary>
    public bool Negated { get; set; }

    /// <summary>How many values the operator compares with; null = any number.</summary>
    public int? ValueCount => Operator switch
    {
        RuleOperator.Holds or RuleOperator.Present or RuleOperator.Missing => 0,
        RuleOperator.Between => 2,
        RuleOperator.OneOf or RuleOperator.NoneOf => null,
        _ => 1,
    };

    public static RuleRow Of(ConditionNode node, bool negated)
    {
        ArgumentNullException.ThrowIfNull(node);
        // A condition that is compared with something would need parentheses: it stands as it is written.
        var row = SubjectOf(node) is ComparisonNode or InNode or BetweenNode or PresenceNode or ContainsNode or LogicalNode or NotNode ? With(node, RuleOperator.Holds) : node switch
        {
            ComparisonNode { Left: not LiteralNode, Right: LiteralNode value } comparison => With(comparison.Left, (RuleOperator)(comparison.Operator switch
            {
                ComparisonOperator.Equal => RuleOperator.Equal,
                ComparisonOperator.NotEqual => RuleOperator.NotEqual,
                ComparisonOperator.Greater => RuleOperator.Greater,
                ComparisonOperator.GreaterOrEqual => RuleOperator.GreaterOrEqual,
                ComparisonOperator.Less => RuleOperator.Less,
                _ => RuleOperator.LessOrEqual,
            }), value),
            InNode membership when membership.Members.Select(m => ((LiteralNode)m).Value.Kind).Distinct().Count() == 1 =>
                With(membership.Subject, membership.Negated ? RuleOperator.NoneOf : RuleOperator.OneOf, [.. membership.Members.Cast<LiteralNode>()]),
            BetweenNode { Low: LiteralNode low, High: LiteralNode high } between when low.Value.Kind == high.Value.Kind => With(between.Subject, RuleOperator.Between, low, high),
            ContainsNode { Member: LiteralNode member } contains => With(contains.Subject, RuleOperator.Contains, member),
            PresenceNode presence => With(presence.Subject, presence.IsMissing ? RuleOperator.Missing : RuleOperator.Present),
            _ => With(node, RuleOperator.Holds),
        };
        row.Negated = negated;
        return row;
    }

    internal override (string Text, bool IsJoined) Write()
    {
        // A line whose subject is still to be chosen stands as an empty text: a mistake that the check names.
        var subject = Subject.Length == 0 ? "\"\"" : Subject;
        var text = Operator switch
        {
            RuleOperator.Holds => subject,
            RuleOperator.Present => subject + " is present",
            RuleOperator.Missing => subject + " is missing",
            RuleOperator.Contains => $"{subject} contains {Literal(0)}",
            RuleOperator.Between => $"{subject} between {Literal(0)} and {Literal(1)}",
            RuleOperator.OneOf or RuleOperator.NoneOf =>
                $"{subject} {(Operator == RuleOperator.OneOf ? "in" : "not in")} ({string.Join(", ", Values.Count == 0 ? [Literal(0)] : Values.Select((_, i) => Literal(i)))})",
            _ => $"{subject} {Symbols[(int)Operator]} {Literal(0)}",
        };
        // What is written by hand may be more than one condition.
        var isJoined = Operator == RuleOperator.Holds && ConditionLanguage.Parse(Subject).Tree is LogicalNode;
        return Negated ? (isJoined ? $"not ({text})" : "not " + text, false) : (text, isJoined);
    }

    private static ConditionNode? SubjectOf(ConditionNode node) => node switch
    {
        ComparisonNode comparison => comparison.Left,
        InNode membership => membership.Subject,
        BetweenNode between => between.Subject,
        ContainsNode contains => contains.Subject,
        PresenceNode presence => presence.Subject,
        _ => null,
    };

    private static RuleRow With(ConditionNode subject, RuleOperator op, params LiteralNode[] values) => new()
    {
        Subject = ConditionLanguage.Print(subject), Operator = op, Values = [.. values.Select(Typed)], Kind = values.Length == 0 ? null : values[0].Value.Kind,
    };

    private static string Typed(LiteralNode literal) => literal.Value.Kind switch
    {
        ValueKind.Text => literal.Value.Text!.Original,
        ValueKind.DateTime => ConditionLanguage.Print(literal)["date \"".Length..^1],
        _ => ConditionLanguage.Print(literal),
    };

    private string Literal(int index) => Events.ConditionRow.Literal(Values.ElementAtOrDefault(index) ?? "", Kind);
}
