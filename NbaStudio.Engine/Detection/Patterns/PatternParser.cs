using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>Reads pattern text. Total: mistakes become issues. What a tree can be wrong about is <see cref="PatternChecker"/>'s work.</summary>
internal sealed class PatternParser(List<Token> tokens, IssueList issues) : ConditionParser(tokens, issues, insideWhere: true)
{
    public PatternNode? ParsePattern()
    {
        var pattern = Current switch
        {
            { Kind: TokenKind.Number } => ParseCount(),
            _ when Current.IsWord("not") => ParseAbsence(),
            _ => ParseFromEvent(),
        };
        if (pattern is null || Skipping)
        {
            return null;
        }

        pattern = pattern with { Same = ParseSame() };
        var expected = pattern.Same.Count > 0 ? "`and` or the end" : pattern is EventPattern { Event.Where: null } ? "`where`, `then` or the end" : pattern is EventPattern ? "`and`, `or`, `then` or the end" : "`same` or the end";
        ExpectEnd($"{expected}");
        return pattern;
    }

    private CountPattern? ParseCount()
    {
        var token = Take();
        var count = token.Number is >= 0 and <= int.MaxValue && token.Number == Math.Floor(token.Number) ? (int)token.Number : -1;
        if (count is < 1 or > PatternLanguage.MaximumCount)
        {
            Issues.Add("pattern.count", token.Span, $"The count {token.Text} is out of range; whole numbers from 1 to {PatternLanguage.MaximumCount} are allowed.", count < 1 ? "1" : $"{PatternLanguage.MaximumCount}");
            count = 1;
        }

        if (!AcceptWord("of"))
        {
            Unexpected($"`of` and `event \"type\"`");
            return null;
        }

        if (ParseEvent() is not { } events)
        {
            return null;
        }

        var span = Current.Span;
        return new CountPattern(count, events, ParseWindow("within")) { WindowSpan = span };
    }

    private AbsencePattern? ParseAbsence()
    {
        Take();
        if (ParseEvent() is not { } events)
        {
            return null;
        }

        var span = Current.Span;
        if (Current.IsWord("then"))
        {
            Fail("pattern.order", Current.Span, $"A sequence begins with an event that happens; what must not happen comes after it, as in `event \"a\" then not event \"b\" within 1d`.");
            return null;
        }

        if (Current.IsWord("within"))
        {
            Fail("pattern.for", Current.Span, $"What did not happen since the last time is written with `for`: `not event \"visit\" for 90d`. After another event it is `event \"a\" then not event \"b\" within 45m`.", "for");
            return null;
        }

        return new AbsencePattern(events, ParseWindow("for")) { WindowSpan = span };
    }

    private PatternNode? ParseFromEvent()
    {
        if (ParseEvent() is not { } first)
        {
            return null;
        }

        if (Current.IsWord("within") || Current.IsWord("for"))
        {
            ReportForm();
            return null;
        }

        if (!Current.IsWord("then"))
        {
            return new EventPattern(first);
        }

        List<SequencePart> parts = [new SequencePart(first)];
        while (AcceptWord("then"))
        {
            var negated = AcceptWord("not");
            if (ParseEvent() is not { } next)
            {
                return null;
            }

            if (parts.Count == PatternLanguage.MaximumParts)
            {
                Fail("pattern.parts", next.Span, $"The sequence has more than {PatternLanguage.MaximumParts} parts; 2 to {PatternLanguage.MaximumParts} are allowed.");
                return null;
            }

            parts.Add(new SequencePart(next, negated));
        }

        var span = Current.Span;
        return new SequencePattern([.. parts], ParseWindow("within")) { WindowSpan = span };
    }

    private EventNode? ParseEvent()
    {
        if (Skipping || !Current.IsWord("event") || Following.Kind != TokenKind.Text)
        {
            ReportForm();
            return null;
        }

        Take();
        var type = Take();
        var where = AcceptWord("where") ? ParseWhere() : null;
        return new EventNode(type.Text, where) { Span = type.Span };
    }

    // same cart and same properties.shop; the word same may be left out after and.
    private EqualList<string> ParseSame()
    {
        List<string> names = [];
        for (var more = AcceptWord("same"); more && !Skipping; more = AcceptWord("and"))
        {
            if (names.Count > 0)
            {
                AcceptWord("same");
            }

            if (Current.IsWord("properties") && Following.IsSymbol("."))
            {
                Take();
                Take();
            }

            if (Current.Kind is not (TokenKind.Word or TokenKind.Text))
            {
                Unexpected($"the name of a property after `same`, such as `same cart`");
                break;
            }

            names.Add(Take().Text);
        }

        return [.. names];
    }

    private void ReportForm() => Fail("pattern.form", Current.Span, $"Found {Current.Describe()}. {PatternLanguage.AllowedForms}");
}
