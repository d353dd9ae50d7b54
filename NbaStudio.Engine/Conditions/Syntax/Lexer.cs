using System.Globalization;
using System.Text;

namespace NbaStudio.Engine.Conditions.Syntax;

/// <summary>Text to tokens. Total: what it does not know becomes an issue and is skipped.</summary>
internal sealed class Lexer(string text, IssueList issues)
{
    private readonly List<Token> _tokens = [];
    private int _position;
    private int _line = 1;
    private int _lineStart;

    public List<Token> Read()
    {
        while (_position < text.Length)
        {
            var c = text[_position];
            if (c == '\n')
            {
                _position++;
                _line++;
                _lineStart = _position;
            }
            else if (char.IsWhiteSpace(c))
            {
                _position++;
            }
            else if (Words.IsWordStart(c))
            {
                ReadWord();
            }
            else if (char.IsAsciiDigit(c))
            {
                ReadNumber();
            }
            else if (c is '"' or '\'')
            {
                ReadText(c);
            }
            else
            {
                ReadSymbol(c);
            }
        }

        Add(TokenKind.End, "", 0, _position, 1);
        return _tokens;
    }

    private SourceSpan Span(int start, int length) => new(_line, start - _lineStart + 1, Math.Max(1, length));

    private void Add(TokenKind kind, string content, double number, int start, int length) => _tokens.Add(new Token(kind, content, number, Span(start, length)));

    private void ReadWord()
    {
        var start = _position;
        while (_position < text.Length && Words.IsWordPart(text[_position]))
        {
            _position++;
        }

        Add(TokenKind.Word, text[start.._position], 0, start, _position - start);
    }

    private void ReadNumber()
    {
        var start = _position;
        SkipDigits();
        var whole = true;
        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
        {
            whole = false;
            _position++;
            SkipDigits();
        }

        if (Peek(0) is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            whole = false;
            _position += 2;
            SkipDigits();
        }

        var digitsEnd = _position;
        while (_position < text.Length && Words.IsWordPart(text[_position]))
        {
            _position++;
        }

        var written = text[start.._position];
        if (_position == digitsEnd)
        {
            if (double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            {
                Add(TokenKind.Number, written, number, start, written.Length);
                return;
            }

            issues.Add("number.range", Span(start, written.Length), $"The number {Shorten(written)} is too large; at most 1.7e308 is allowed.");
            Add(TokenKind.Number, written, 0, start, written.Length);
        }
        else if (whole && Durations.TryParse(written, out var duration))
        {
            Add(TokenKind.Duration, written, duration.TotalMilliseconds, start, written.Length);
        }
        else
        {
            issues.Add("duration.invalid", Span(start, written.Length),
                $"`{Shorten(written)}` is neither a number nor a duration; a duration is a whole number and s, m, h or d, at most 36500d, such as 30m or 7d.");

            // An hour stands in for it, so that its range raises no second issue.
            Add(TokenKind.Duration, written, 3_600_000, start, written.Length);
        }
    }

    private void ReadText(char quote)
    {
        var start = _position++;
        var content = new StringBuilder();
        while (_position < text.Length && text[_position] != quote && text[_position] != '\n')
        {
            if (text[_position] == '\\')
            {
                ReadEscape(content);
            }
            else
            {
                content.Append(text[_position++]);
            }
        }

        if (_position < text.Length && text[_position] == quote)
        {
            _position++;
        }
        else
        {
            issues.Add("text.unclosed", Span(start, _position - start), $"The text that begins here has no closing {quote} on its line.");
        }

        Add(TokenKind.Text, content.ToString(), 0, start, _position - start);
    }

    private void ReadEscape(StringBuilder content)
    {
        var escape = Peek(1);
        var plain = escape switch { '"' => '"', '\'' => '\'', '\\' => '\\', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => '\0' };
        if (plain != '\0')
        {
            content.Append(plain);
            _position += 2;
        }
        else if (escape == 'u' && _position + 6 <= text.Length
            && ushort.TryParse(text.AsSpan(_position + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            content.Append((char)code);
            _position += 6;
        }
        else
        {
            issues.Add("text.escape", Span(_position, 2), $"After \\ only \", ', \\, n, r, t or u and four hexadecimal digits may follow; write \\\\ for a backslash.");
            _position++;
        }
    }

    private void ReadSymbol(char c)
    {
        var start = _position;
        var two = start + 1 < text.Length ? text.Substring(start, 2) : "";
        var instead = two switch { "==" => "=", "<>" => "!=", "=>" => ">=", "=<" => "<=", "&&" => "and", "||" => "or", _ => null };
        if (instead is not null)
        {
            issues.Add("syntax.character", Span(start, 2), $"`{two}` is not an operator. Did you mean `{instead}`?", instead);
            _position += 2;
            Add(char.IsLetter(instead[0]) ? TokenKind.Word : TokenKind.Symbol, instead, 0, start, 2);
        }
        else if (two is "!=" or "<=" or ">=")
        {
            _position += 2;
            Add(TokenKind.Symbol, two, 0, start, 2);
        }
        else if ("=<>+-*/(),.".Contains(c, StringComparison.Ordinal))
        {
            _position++;
            Add(TokenKind.Symbol, c.ToString(), 0, start, 1);
        }
        else if (c == '!')
        {
            _position++;
            issues.Add("syntax.character", Span(start, 1), $"`{'!'}` is not an operator. Did you mean `{"not"}`?", "not");
            Add(TokenKind.Word, "not", 0, start, 1);
        }
        else
        {
            while (_position < text.Length && !char.IsWhiteSpace(text[_position]) && !char.IsLetterOrDigit(text[_position]) && !"\"'=<>+-*/(),._!&|".Contains(text[_position], StringComparison.Ordinal))
            {
                _position++;
            }

            _position = Math.Max(_position, start + 1);
            issues.Add("syntax.character", Span(start, _position - start), $"Found `{Shorten(text[start.._position])}`, expected a name, number, text or operator.");
        }
    }

    private char Peek(int ahead) => _position + ahead < text.Length ? text[_position + ahead] : '\0';

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Peek(0)))
        {
            _position++;
        }
    }

    private static string Shorten(string written) => written.Length > 40 ? written[..40] + "..." : written;
}
