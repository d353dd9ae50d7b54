using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Components.Pages.Events;

/// <summary>One line of a condition: a property, an operator, a value. A half-filled line is kept and written as it stands, so that the text and the check show what is missing.</summary>
public sealed class ConditionRow
{
    private static readonly string[] Symbols = ["=", "!=", ">", ">=", "<", "<=", "contains", "is present", "is missing"];

    /// <summary>Name of the event's property.</summary>
    public string Property { get; set; } = "";

    public ConditionOperator Operator { get; set; }

    /// <summary>The compared value as it is typed, without quotes.</summary>
    public string Value { get; set; } = "";

    /// <summary>Kind of the value; null = a number when it looks like one, else a text.</summary>
    public ValueKind? Kind { get; set; }

    /// <summary>Whether the operator compares with a value.</summary>
    public bool NeedsValue => Operator is not (ConditionOperator.Present or ConditionOperator.Missing);

    /// <summary>The line of a condition; null when no line can say it.</summary>
    public static ConditionRow? Of(ConditionNode node) => node switch
    {
        ComparisonNode { Right: LiteralNode value } comparison => With(comparison.Left, (ConditionOperator)(comparison.Operator switch
        {
            ComparisonOperator.Equal => ConditionOperator.Equal,
            ComparisonOperator.NotEqual => ConditionOperator.NotEqual,
            ComparisonOperator.Greater => ConditionOperator.Greater,
            ComparisonOperator.GreaterOrEqual => ConditionOperator.GreaterOrEqual,
            ComparisonOperator.Less => ConditionOperator.Less,
            _ => ConditionOperator.LessOrEqual,
        }), value),
        ContainsNode { Member: LiteralNode part } contains => With(contains.Subject, ConditionOperator.Contains, part),
        PresenceNode presence => With(presence.Subject, presence.IsMissing ? ConditionOperator.Missing : ConditionOperator.Present, null),
        _ => null,
    };

    /// <summary>The line in the condition language.</summary>
    public string ToText()
    {
        var name = Property.Length == 0 ? "\"\"" : ConditionLanguage.Print(new NameNode(NameRoot.Event, Property), insideWhere: true);
        return NeedsValue ? $"{name} {Symbols[(int)Operator]} {Literal(Value, Kind)}" : $"{name} {Symbols[(int)Operator]}";
    }

    private static ConditionRow? With(ConditionNode subject, ConditionOperator op, LiteralNode? value)
    {
        // An empty text in place of the name is a line whose property is still to be chosen.
        var property = subject switch
        {
            NameNode { Root: NameRoot.Event, Part: null } name => name.Name,
            LiteralNode { Value: { Kind: ValueKind.Text, Text.Original: "" } } => "",
            _ => null,
        };
        return property is null ? null : new ConditionRow { Property = property, Operator = op, Value = value is null ? "" : Typed(value), Kind = value?.Value.Kind };
    }

    private static string Typed(LiteralNode literal) => literal.Value.Kind switch
    {
        ValueKind.Text => literal.Value.Text!.Original,
        ValueKind.DateTime => ConditionLanguage.Print(literal)["date \"".Length..^1],
        _ => ConditionLanguage.Print(literal),
    };

    /// <summary>What is typed as a literal of the language.</summary>
    /// <param name="typed">Without quotes.</param>
    /// <param name="kind">Null = a number when it looks like one, else a text.</param>
    internal static string Literal(string typed, ValueKind? kind)
    {
        var value = typed.Trim();
        var isNumber = double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);
        return kind switch
        {
            ValueKind.Boolean when value is "true" or "false" => value,
            ValueKind.DateTime => "date " + Quote(value),
            ValueKind.Duration when Durations.TryParse(value, out _) => value,
            ValueKind.Number or ValueKind.Money or null or ValueKind.Any when isNumber => value,
            _ => Quote(typed),
        };
    }

    internal static string Quote(string text) => ConditionLanguage.Print(new LiteralNode(Engine.Conditions.Value.OfText(text)));
}
