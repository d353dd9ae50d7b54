using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Conditions.Evaluation;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Content;

/// <summary>Splits a template into literal text and fields, and checks the fields. Total.</summary>
internal sealed class TemplateParser(string text, ConditionScope scope)
{
    /// <summary>Longest template, in characters.</summary>
    public const int MaximumLength = 256 * 1024;

    /// <summary>Most fields in a template.</summary>
    public const int MaximumFields = 200;

    private readonly IssueList _issues = new();
    private readonly List<Part> _parts = [];
    private int _fields;

    /// <param name="Text">Literal text, or the fall-back of a field.</param>
    /// <param name="Field">Null for literal text.</param>
    public readonly record struct Part(string Text, SlotDefinition? Field);

    public (IReadOnlyList<Part> Parts, IReadOnlyList<ConditionIssue> Issues) Parse()
    {
        if (text.Length > MaximumLength)
        {
            _issues.Add("limit.text", default, $"The template has {text.Length} characters; at most {MaximumLength} are allowed.");
            return (_parts, _issues.ToSorted());
        }

        var position = 0;
        while (position < text.Length)
        {
            var open = text.IndexOf("{{", position, StringComparison.Ordinal);
            if (open < 0)
            {
                _parts.Add(new Part(text[position..], null));
                break;
            }

            if (open > position)
            {
                _parts.Add(new Part(text[position..open], null));
            }

            position = ReadField(open);
        }

        ActiveContent.Check(_parts, _issues);
        return (_parts, _issues.ToSorted());
    }

    private int ReadField(int open)
    {
        var close = FindClose(open + 2);
        var span = SpanAt(open, (close < 0 ? Math.Min(text.Length, open + 2) : close + 2) - open);
        if (close < 0)
        {
            _issues.Add("template.unclosed", span, $"`{{{{` has no closing `}}}}`.");
            return text.Length;
        }

        if (++_fields > MaximumFields)
        {
            _issues.Add("template.fields", span, $"The template has more than {MaximumFields} fields; at most {MaximumFields} are allowed.");
            return text.Length;
        }

        var inner = text[(open + 2)..close];
        var bar = IndexOutsideText(inner, "|");
        var name = (bar < 0 ? inner : inner[..bar]).Trim();
        var fallback = bar < 0 ? "" : ReadFallback(inner[(bar + 1)..].Trim(), span);
        if (ReadName(name, span) is { } field)
        {
            _parts.Add(new Part(fallback, field));
        }

        return close + 2;
    }

    private int FindClose(int start)
    {
        var close = IndexOutsideText(text.AsSpan(start, Math.Min(text.Length - start, 1000)), "}}");
        return close < 0 ? -1 : start + close;
    }

    private static int IndexOutsideText(ReadOnlySpan<char> content, string wanted)
    {
        var quoted = false;
        for (var i = 0; i < content.Length; i++)
        {
            if (quoted && content[i] == '\\')
            {
                i++;
            }
            else if (content[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && content[i..].StartsWith(wanted, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private string ReadFallback(string written, SourceSpan span)
    {
        var (tree, _) = ConditionLanguage.Parse(written);
        if (tree is LiteralNode { Value.Text: { } fallback })
        {
            return fallback.Original;
        }

        _issues.Add("template.fallback", span, $"Found `{written}` after `|`, expected a text in quotes, such as {{{{customer.first_name | \"there\"}}}}.");
        return "";
    }

    private SlotDefinition? ReadName(string name, SourceSpan span)
    {
        var (tree, _) = ConditionLanguage.Parse(name);
        switch (tree)
        {
            case NameNode { Root: NameRoot.Event }:
                _issues.Add("event.notAllowed", span, $"`{name}` cannot be used in content; a trigger's event is read as `trigger.{((NameNode)tree).Name}`.");
                return null;
            case NameNode node when ScopeNames.SlotOf(node.Root, node.Name, node.Part, scope, null) is not null:
                return SlotNames.Define(node, scope);
            case NameNode or UnknownNameNode:
                var near = ScopeNames.Nearest(name, scope with { AllowEvent = false }, null, eventsOnly: false);
                _issues.Add("name.unknown", span, NearestName.Unknown(name, near), near);
                return null;
            default:
                _issues.Add("template.field", span, $"Found `{{{{{name}}}}}`, expected a name such as {{{{customer.first_name}}}}; a template has no logic.");
                return null;
        }
    }

    private SourceSpan SpanAt(int position, int length)
    {
        var line = 1 + text.AsSpan(0, position).Count('\n');
        var lineStart = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        return new SourceSpan(line, position - lineStart + 1, length);
    }
}
