using System.Text;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Content;

/// <summary>Refuses templates that would run something or let a personal value become markup: script and frames, handlers, script links, fields inside a tag.</summary>
internal static class ActiveContent
{
    private static readonly string[] Forbidden =
        ["<script", "</script", "<iframe", "<frame", "<object", "<embed", "<applet", "<meta", "<base", "<link", "<svg", "<math", "<form", "javascript:", "vbscript:", "data:text/html"];

    public static void Check(IReadOnlyList<TemplateParser.Part> parts, IssueList issues)
    {
        var text = parts is [{ Field: null } only] ? only.Text : string.Concat(parts.Select(p => p.Field is null ? p.Text : ""));
        foreach (var found in Forbidden.Where(f => text.Contains(f, StringComparison.OrdinalIgnoreCase)))
        {
            issues.Add("template.activeContent", default, $"Found `{found}`; content cannot have scripts, frames, forms or embedded objects in it.");
        }

        var scanner = new TagScanner();
        foreach (var part in parts)
        {
            if (part.Field is not null)
            {
                if (scanner.IsInsideTagOutsideQuotes)
                {
                    issues.Add("template.fieldInTag", default, $"`{{{{{part.Field.Name}}}}}` stands inside a tag; put the value of an attribute in double quotation marks.");
                }

                continue;
            }

            if (scanner.Read(part.Text) is { } handler)
            {
                issues.Add("template.activeContent", default, $"Found the attribute `{handler}`; content cannot have event handlers in it.");
            }
        }
    }

    /// <summary>Follows tags and quoted attribute values across the parts of a template.</summary>
    private sealed class TagScanner
    {
        private bool _inTag;
        private char _quote;
        private readonly StringBuilder _word = new();

        public bool IsInsideTagOutsideQuotes => _inTag && _quote == '\0';

        /// <summary>The first event handler attribute (on...) in the text; null when there is none.</summary>
        public string? Read(string text)
        {
            string? handler = null;
            for (var i = 0; i < text.Length; i++)
            {
                var c = text[i];
                if (!_inTag)
                {
                    _inTag = c == '<' && i + 1 < text.Length && (char.IsAsciiLetter(text[i + 1]) || text[i + 1] is '/' or '!');
                    _word.Clear();
                }
                else if (_quote != '\0')
                {
                    _quote = c == _quote ? '\0' : _quote;
                }
                else
                {
                    handler ??= ReadInTag(c);
                }
            }

            return handler;
        }

        private string? ReadInTag(char c)
        {
            switch (c)
            {
                case '>':
                    _inTag = false;
                    return null;
                case '"' or '\'':
                    _quote = c;
                    _word.Clear();
                    return null;
                case '=':
                    var word = _word.ToString().TrimEnd();
                    _word.Clear();
                    return word.Length > 2 && word.StartsWith("on", StringComparison.OrdinalIgnoreCase) && word.All(char.IsAsciiLetter) ? word : null;
                case '/':
                    _word.Clear();
                    return null;
                default:
                    // "onclick =" has a space before its sign: the word is kept until the next one begins.
                    AddToWord(c);
                    return null;
            }
        }

        private void AddToWord(char c)
        {
            var isOver = _word.Length > 0 && _word[^1] == ' ';
            if (!char.IsWhiteSpace(c))
            {
                (isOver ? _word.Clear() : _word).Append(c);
            }
            else if (_word.Length > 0 && !isOver)
            {
                _word.Append(' ');
            }
        }
    }
}
