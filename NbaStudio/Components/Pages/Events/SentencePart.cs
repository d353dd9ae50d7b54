using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Syntax;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Components.Pages.Events;

/// <summary>One event of a sentence: its type and which events of the type are meant.</summary>
public sealed class SentencePart
{
    /// <summary>Whether no such event may happen there; the first part happens always.</summary>
    public bool Negated { get; set; }

    public string EventType { get; set; } = "";

    /// <summary>The condition, line by line; empty = every event of the type.</summary>
    public List<ConditionRow> Rows { get; } = [];

    /// <summary>Whether one line is enough; else all have to hold.</summary>
    public bool IsAny { get; set; }

    /// <summary>The condition as text, where lines cannot say it; null = the lines say it.</summary>
    public string? Written { get; set; }

    public static SentencePart Of(EventNode node, bool negated = false)
    {
        var part = new SentencePart { Negated = negated, EventType = node.EventType };
        if (node.Where is not { } where)
        {
            return part;
        }

        IEnumerable<ConditionNode> operands = where is LogicalNode logical ? logical.Operands : [where];
        var rows = operands.Select(ConditionRow.Of).ToList();
        if (rows.Contains(null))
        {
            part.Written = ConditionLanguage.Print(where, insideWhere: true);
            return part;
        }

        part.IsAny = where is LogicalNode { Operator: LogicalOperator.Or };
        part.Rows.AddRange(rows!);
        return part;
    }

    /// <summary>Lines to text, or text to lines where lines can say it; else the text stays.</summary>
    public void ToggleWritten()
    {
        if (Written is null)
        {
            Written = Where();
            return;
        }

        if (string.IsNullOrWhiteSpace(Written))
        {
            Written = null;
            Rows.Clear();
        }
        else if (ConditionLanguage.Parse(Written, insideWhere: true).Tree is { } tree && Of(new EventNode(EventType, tree)) is { Written: null } read)
        {
            (Written, IsAny) = (null, read.IsAny);
            Rows.Clear();
            Rows.AddRange(read.Rows);
        }
    }

    /// <summary>Text of the event.</summary>
    public string ToText() => $"event {ConditionRow.Quote(EventType)}{(Where() is { Length: > 0 } where ? " where " + where : "")}";

    private string Where() => Written?.Trim() ?? string.Join(IsAny ? " or " : " and ", Rows.Select(r => r.ToText()));
}
