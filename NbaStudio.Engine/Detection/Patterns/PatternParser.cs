using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>Reads pattern text. Total: mistakes become issues.</summary>
internal sealed class PatternParser(List<Token> tokens, IssueList issues) : ConditionParser(tokens, issues, insideWhere: true)
{
    public PatternNode? ParsePattern()
    {
        var count = 1;
        var counted = Current.Kind == TokenKind.Number;
        if (counted)
        {
            count = ParseCount();
            if (!AcceptWord("of"))
            {
                Unexpected("`of` and `event \"type\"`");
            }
        }

        if (Skipping || !Current.IsWord("event") || Following.Kind != TokenKind.Text)
        {
            ReportForm();
            return null;
        }

        Take();
        var type = Take();
        if (type.Text.Length is 0 or > 128)
        {
            Issues.Add("event.type", type.Span, $"The event's type has {type.Text.Length} characters; 1 to 128 are allowed.");
        }

        var where = AcceptWord("where") ? ParseWhere() : null;
        TimeSpan? window = null;
        if (counted)
        {
            var place = Current.Span;
            window = ParseWindow("within");
            CheckWindow(window.Value, place);
        }

        if (Current.IsWord("then") || Current.IsWord("for") || (!counted && Current.IsWord("within")))
        {
            ReportForm();
        }

        ExpectEnd(counted ? "the end" : where is null ? "`where` or the end" : "`and`, `or` or the end");
        return new PatternNode(type.Text, where, count, window);
    }

    private int ParseCount()
    {
        var token = Take();
        if (token.Number is >= 1 and <= PatternLanguage.MaximumCount && token.Number == Math.Floor(token.Number))
        {
            return (int)token.Number;
        }

        Issues.Add("pattern.count", token.Span, $"The count {token.Text} is out of range; whole numbers from 1 to {PatternLanguage.MaximumCount} are allowed.");
        return 1;
    }

    private void CheckWindow(TimeSpan window, SourceSpan place)
    {
        if (!Skipping && (window < TimeSpan.FromSeconds(1) || window > ConditionLimits.MaximumWindow))
        {
            Issues.Add("window.range", place, $"The window {Conditions.Durations.Format(window)} is out of range; 1s to 400d are allowed.");
        }
    }

    private void ReportForm() => Fail("pattern.form", Current.Span, $"Found {Current.Describe()}. {PatternLanguage.AllowedForms}");
}
