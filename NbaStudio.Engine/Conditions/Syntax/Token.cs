namespace NbaStudio.Engine.Conditions.Syntax;

internal enum TokenKind : byte { End, Word, Number, Duration, Text, Symbol }

/// <summary>One word, number, text or sign.</summary>
/// <param name="Text">The word or sign as written; the content of a text.</param>
/// <param name="Number">The number, or the duration in milliseconds.</param>
internal readonly record struct Token(TokenKind Kind, string Text, double Number, SourceSpan Span)
{
    public bool IsWord(string word) => Kind == TokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && string.Equals(Text, symbol, StringComparison.Ordinal);

    /// <summary>How messages call it.</summary>
    public FormattableString Describe()
    {
        var shown = Text.Length > 40 ? Text[..40] + "..." : Text;
        switch (Kind)
        {
            case TokenKind.End:
                return $"the end of the text";
            case TokenKind.Text:
                return $"the text \"{shown}\"";
            default:
                return $"`{shown}`";
        }
    }
}
