using System.Globalization;
using System.Text;

namespace NbaStudio.Engine.Conditions.Syntax;

/// <summary>Tree to canonical text, such that parsing the text gives the same tree. Texts of equal trees are equal, so they name slots.</summary>
internal static class ConditionPrinter
{
    private const int AnyLevel = 0;
    private const int OrLevel = 1;
    private const int AndLevel = 2;
    private const int NotLevel = 3;
    private const int ComparisonLevel = 4;
    private const int SumLevel = 5;
    private const int ProductLevel = 6;
    private const int UnaryLevel = 7;
    private const int PrimaryLevel = 8;

    public static string Print(ConditionNode node, bool insideWhere = false)
    {
        var text = new StringBuilder();
        Write(text, node, AnyLevel, insideWhere);
        return text.ToString();
    }

    /// <summary>A text literal with its quotes.</summary>
    public static string Quote(string content)
    {
        var text = new StringBuilder();
        WriteText(text, content);
        return text.ToString();
    }

    /// <summary>A name as it may follow a dot: a word, or in quotes.</summary>
    public static string NamePart(string name) => Words.IsIdentifier(name) ? name : Quote(name);

    private static int LevelOf(ConditionNode node) => node switch
    {
        LogicalNode { Operator: LogicalOperator.Or } => OrLevel,
        LogicalNode => AndLevel,
        NotNode => NotLevel,
        ComparisonNode or InNode or BetweenNode or PresenceNode or ContainsNode => ComparisonLevel,
        ArithmeticNode { Operator: ArithmeticOperator.Add or ArithmeticOperator.Subtract } => SumLevel,
        ArithmeticNode => ProductLevel,
        NegateNode => UnaryLevel,
        LiteralNode { Value: { Kind: ValueKind.Number or ValueKind.Money, Number: < 0 } } => UnaryLevel,
        _ => PrimaryLevel,
    };

    private static void Write(StringBuilder text, ConditionNode node, int level, bool where)
    {
        if (LevelOf(node) < level)
        {
            text.Append('(');
            WriteBare(text, node, where);
            text.Append(')');
        }
        else
        {
            WriteBare(text, node, where);
        }
    }

    private static void WriteBare(StringBuilder text, ConditionNode node, bool where)
    {
        switch (node)
        {
            case LiteralNode literal:
                WriteLiteral(text, literal.Value);
                break;
            case NameNode name:
                text.Append(NameOf(name, where));
                break;
            case UnknownNameNode unknown:
                text.Append(unknown.Name);
                break;
            case NowNode:
                text.Append("now");
                break;
            case LogicalNode logical:
                WriteList(text, logical.Operands, logical.Operator == LogicalOperator.And ? " and " : " or ", NotLevel, where);
                break;
            case NotNode not:
                text.Append("not ");
                Write(text, not.Operand, NotLevel, where);
                break;
            case NegateNode negate:
                text.Append('-');
                Write(text, negate.Operand, negate.Operand is LiteralNode { Value: { Kind: ValueKind.Number, Number: >= 0 } } ? PrimaryLevel + 1 : UnaryLevel, where);
                break;
            case ArithmeticNode arithmetic:
                var level = LevelOf(arithmetic);
                Write(text, arithmetic.Left, level, where);
                text.Append(' ').Append(Words.Symbol(arithmetic.Operator)).Append(' ');
                Write(text, arithmetic.Right, level + 1, where);
                break;
            default:
                WriteLeaf(text, node, where);
                break;
        }
    }

    private static void WriteLeaf(StringBuilder text, ConditionNode node, bool where)
    {
        switch (node)
        {
            case ComparisonNode comparison:
                Write(text, comparison.Left, SumLevel, where);
                text.Append(' ').Append(Words.Symbol(comparison.Operator)).Append(' ');
                Write(text, comparison.Right, SumLevel, where);
                break;
            case InNode membership:
                Write(text, membership.Subject, SumLevel, where);
                text.Append(membership.Negated ? " not in (" : " in (");
                WriteList(text, membership.Members, ", ", AnyLevel, where);
                text.Append(')');
                break;
            case BetweenNode between:
                Write(text, between.Subject, SumLevel, where);
                text.Append(" between ");
                Write(text, between.Low, SumLevel, where);
                text.Append(" and ");
                Write(text, between.High, SumLevel, where);
                break;
            case PresenceNode presence:
                Write(text, presence.Subject, SumLevel, where);
                text.Append(presence.IsMissing ? " is missing" : " is present");
                break;
            case ContainsNode contains:
                Write(text, contains.Subject, SumLevel, where);
                text.Append(" contains ");
                Write(text, contains.Member, SumLevel, where);
                break;
            default:
                WriteFunction(text, node, where);
                break;
        }
    }

    private static void WriteFunction(StringBuilder text, ConditionNode node, bool where)
    {
        switch (node)
        {
            case CallNode call:
                text.Append(Words.Name(call.Function)).Append('(');
                WriteList(text, call.Arguments, ", ", SumLevel, where);
                text.Append(')');
                break;
            case AggregateNode aggregate:
                WriteEvents(text, Words.Name(aggregate.Function), aggregate.Events, aggregate.Property);
                break;
            case SeenNode seen:
                WriteEvents(text, "seen", seen.Events, null);
                break;
            case DaysSinceNode days:
                text.Append("days_since(");
                Write(text, days.Date, SumLevel, where);
                text.Append(')');
                break;
            case OutcomeCountNode count:
                text.Append("outcome_count(").Append(count.Scope.ToString().ToLowerInvariant());
                if (count.Id is not null)
                {
                    text.Append(' ');
                    WriteText(text, count.Id);
                }

                text.Append(", ");
                WriteText(text, count.Outcome);
                text.Append(" in ").Append(Durations.Format(count.Window)).Append(')');
                break;
            case NamedConditionNode named:
                text.Append("condition ");
                WriteText(text, named.Name);
                break;
            default:
                text.Append('?');
                break;
        }
    }

    private static void WriteEvents(StringBuilder text, string function, EventSelection events, string? property)
    {
        text.Append(function).Append("(event ");
        WriteText(text, events.EventType);
        if (property is not null)
        {
            text.Append('.').Append(NamePart(property));
        }

        if (events.Where is not null)
        {
            text.Append(" where ");
            Write(text, events.Where, AnyLevel, where: true);
        }

        text.Append(" in ").Append(Durations.Format(events.Window)).Append(')');
    }

    private static void WriteList(StringBuilder text, NodeList nodes, string separator, int level, bool where)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            text.Append(i == 0 ? "" : separator);
            Write(text, nodes[i], level, where);
        }
    }

    private static string NameOf(NameNode name, bool where)
    {
        if (where && name.Root == NameRoot.Event && Words.IsIdentifier(name.Name) && !Words.IsReserved(name.Name))
        {
            return name.Name;
        }

        var text = name.Root.ToString().ToLowerInvariant() + "." + NamePart(name.Name);
        return name.Part is null ? text : text + "." + name.Part;
    }

    private static void WriteLiteral(StringBuilder text, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                WriteText(text, value.Text!.Original);
                break;
            case ValueKind.DateTime:
                text.Append("date ");
                WriteText(text, IsoDates.Format(value));
                break;
            case ValueKind.Number or ValueKind.Money:
                text.Append(value.Number.ToString("R", CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value);
                break;
        }
    }

    private static void WriteText(StringBuilder text, string content)
    {
        text.Append('"');
        for (var i = 0; i < content.Length; i++)
        {
            var c = content[i];
            if (char.IsHighSurrogate(c) && i + 1 < content.Length && char.IsLowSurrogate(content[i + 1]))
            {
                text.Append(c).Append(content[++i]);
                continue;
            }

            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(c) || char.IsSurrogate(c) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
