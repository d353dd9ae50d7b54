namespace NbaStudio.Engine.Conditions.Syntax;

/// <summary>Reads tokens and remembers whether a mistake is being skipped, so that one mistake gives one issue.</summary>
internal abstract class TokenReader(List<Token> tokens, IssueList issues)
{
    private int _next;

    protected IssueList Issues { get; } = issues;

    /// <summary>Whether a mistake was met and reading has not found its feet again.</summary>
    protected bool Skipping { get; private set; }

    protected Token Current => tokens[_next];

    protected Token Following => tokens[Math.Min(_next + 1, tokens.Count - 1)];

    /// <summary>Parentheses that are open where reading stands.</summary>
    protected int OpenParentheses { get; private set; }

    protected Token Take()
    {
        var token = tokens[_next];
        OpenParentheses += token.IsSymbol("(") ? 1 : token.IsSymbol(")") ? -1 : 0;
        _next = Math.Min(_next + 1, tokens.Count - 1);
        return token;
    }

    protected bool AcceptWord(string word)
    {
        if (!Current.IsWord(word))
        {
            return false;
        }

        Take();
        return true;
    }

    protected bool AcceptSymbol(string symbol)
    {
        if (!Current.IsSymbol(symbol))
        {
            return false;
        }

        Take();
        return true;
    }

    protected void ExpectSymbol(string symbol)
    {
        if (!AcceptSymbol(symbol))
        {
            Unexpected($"`{symbol}`");
        }
    }

    protected void Unexpected(FormattableString expected) => Fail("syntax.unexpected", Current.Span, $"Found {Current.Describe()}, expected {expected}.");

    protected void Fail(string code, SourceSpan span, FormattableString message, string? suggestion = null)
    {
        if (!Skipping)
        {
            Issues.Add(code, span, message, suggestion);
        }

        Skipping = true;
    }

    /// <summary>A mistake was told already: what follows it is not.</summary>
    protected void Skip() => Skipping = true;

    /// <summary>After a mistake: go on at the next and, or, or closing parenthesis of the level where the broken operand began.</summary>
    protected void FindFeet(int openAtStart)
    {
        while (Skipping && Current.Kind != TokenKind.End)
        {
            if (OpenParentheses <= openAtStart && (Current.IsWord("and") || Current.IsWord("or") || Current.IsSymbol(")")))
            {
                break;
            }

            Take();
        }

        Skipping = false;
    }

    protected void ExpectEnd(FormattableString expected)
    {
        if (Current.Kind != TokenKind.End)
        {
            Unexpected(expected);
        }
    }
}
