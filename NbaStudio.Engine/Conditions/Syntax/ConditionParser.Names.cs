using NbaStudio.Engine.Conditions.Checking;

namespace NbaStudio.Engine.Conditions.Syntax;

internal partial class ConditionParser
{
    private ConditionNode ParseWord()
    {
        var isNamed = Current.IsWord("condition") && Following.Kind == TokenKind.Text;
        if (Words.IsReserved(Current.Text) && !Following.IsSymbol(".") && !isNamed && !Current.IsWord("now"))
        {
            Unexpected($"a name, number, text or `(`");
            return new BrokenNode();
        }

        var word = Take();
        if (isNamed)
        {
            return new NamedConditionNode(Take().Text);
        }

        if (Current.IsSymbol("("))
        {
            return ParseCall(word);
        }

        if (Current.IsSymbol("."))
        {
            return ParseName(word);
        }

        if (word.IsWord("now"))
        {
            return new NowNode();
        }

        return _insideWhere ? new NameNode(NameRoot.Event, word.Text) : new UnknownNameNode(word.Text);
    }

    private ConditionNode ParseName(Token root)
    {
        Take();
        var name = ParseNamePart();
        if (name is null)
        {
            return new BrokenNode();
        }

        if (!Words.Roots.TryGetValue(root.Text, out var known))
        {
            while (!Skipping && AcceptSymbol("."))
            {
                name += "." + ParseNamePart();
            }

            return new UnknownNameNode($"{root.Text}.{name}");
        }

        if (known != NameRoot.Goal)
        {
            return new NameNode(known, name);
        }

        if (!AcceptSymbol("."))
        {
            Unexpected($"`.progress` or `.deadline` after `goal.{name}`");
            return new BrokenNode();
        }

        var part = Current;
        if (ParseNamePart() is not { } partName)
        {
            return new BrokenNode();
        }

        if (partName is not ("progress" or "deadline"))
        {
            Fail("name.unknown", part.Span, $"`{partName}` is not a part of a goal; allowed are `progress` and `deadline`.", NearestName.Find(partName, ["progress", "deadline"]));
        }

        return new NameNode(NameRoot.Goal, name, partName);
    }

    private string? ParseNamePart()
    {
        if (Current.Kind == TokenKind.Word || (Current.Kind == TokenKind.Text && Current.Text.Length is > 0 and <= 64))
        {
            return Take().Text;
        }

        Unexpected($"a name after `.` (a word, or 1 to 64 characters in quotes)");
        return null;
    }

    private ConditionNode ParseCall(Token function)
    {
        Take();
        var name = function.Text.ToLowerInvariant();
        if (!Words.Functions.Contains(name))
        {
            var near = NearestName.Find(name, Words.Functions);
            Fail("function.unknown", function.Span, NearestName.Unknown($"{function.Text}(...)", near is null ? null : near + "(...)"), near);
            return new BrokenNode();
        }

        var node = Nested(() => ParseArguments(name, function));
        if (!Skipping)
        {
            ExpectSymbol(")");
        }

        return node;
    }

    private ConditionNode ParseArguments(string name, Token function)
    {
        var overEvents = Current.IsWord("event") && Following.Kind == TokenKind.Text;
        switch (name)
        {
            case "now":
                return new NowNode();
            case "outcome_count":
                return ParseOutcomeCount();
            case "seen" when overEvents:
                var (events, seenProperty) = ParseEvents();
                RefuseProperty(seenProperty, name);
                return new SeenNode(events);
            case var _ when overEvents && Words.Aggregates.TryGetValue(name, out var aggregate):
                return ParseAggregate(aggregate, function);
            case "days_since":
                return new DaysSinceNode(ParseSum());
            case var _ when Words.Calls.TryGetValue(name, out var call):
                return ParseOperands(call, function);
            default:
                Unexpected($"`event` and the event's type in quotes, such as {Example(name)}");
                return new BrokenNode();
        }
    }

    private static string Example(string name) => name is "count" or "seen" ? $"{name}(event \"page_view\" in 7d)" : $"{name}(event \"purchase\".amount in 30d)";

    private CallNode ParseOperands(ConditionFunction call, Token function)
    {
        List<ConditionNode> operands = [];
        do
        {
            operands.Add(ParseSum());
        }
        while (!Skipping && AcceptSymbol(","));

        var (least, most) = call switch { ConditionFunction.Round => (1, 1), ConditionFunction.StartsWith => (2, 2), _ => (2, 8) };
        if (!Skipping && (operands.Count < least || operands.Count > most))
        {
            FormattableString range = $"{least} to {most}";
            object allowed = least == most ? least : range;
            Fail("function.arguments", function.Span, $"`{Words.Name(call)}` has {operands.Count} values between its parentheses; it needs {allowed}.");
        }

        return new CallNode(call, [.. operands]);
    }

    private AggregateNode ParseAggregate(AggregateFunction function, Token word)
    {
        var (events, property) = ParseEvents();
        var needsProperty = function is not (AggregateFunction.Count or AggregateFunction.DaysSince);
        if (!needsProperty)
        {
            RefuseProperty(property, Words.Name(function));
        }
        else if (property is null)
        {
            Fail("function.property", word.Span, $"`{Words.Name(function)}` needs a property of the event, such as {Example(Words.Name(function))}.");
        }

        return new AggregateNode(function, events, property);
    }

    private void RefuseProperty(string? property, string function)
    {
        if (property is not null)
        {
            Fail("function.property", Current.Span, $"`{function}` counts events and reads no property; remove `{property}`.");
        }
    }

    private (EventSelection Events, string? Property) ParseEvents()
    {
        Take();
        var type = Take().Text;
        string? property = null;
        if (AcceptSymbol("."))
        {
            property = ParseNamePart();
        }
        else if (Current.Kind == TokenKind.Word && !Current.IsWord("where") && !Current.IsWord("in"))
        {
            property = Take().Text;
        }

        var where = AcceptWord("where") ? ParseWhere() : null;
        return (new EventSelection(type, where, ParseWindow()), property);
    }

    protected TimeSpan ParseWindow(string word = "in")
    {
        if (!Skipping && AcceptWord(word) && Current.Kind == TokenKind.Duration)
        {
            return TimeSpan.FromMilliseconds(Take().Number);
        }

        Unexpected($"`{word}` and a duration, such as `{word} 30m`");
        return TimeSpan.Zero;
    }

    private OutcomeCountNode ParseOutcomeCount()
    {
        var scope = Current;
        var broken = new OutcomeCountNode(ContactScopeKind.All, null, "", TimeSpan.Zero);
        if (scope.Kind != TokenKind.Word || !Enum.TryParse<ContactScopeKind>(scope.Text, ignoreCase: true, out var kind) || !char.IsLetter(scope.Text[0]))
        {
            Unexpected($"`action`, `treatment`, `group`, `objective` or `channel` and an id in quotes, or `all`");
            return broken;
        }

        Take();
        string? id = null;
        if (kind != ContactScopeKind.All)
        {
            if (Current.Kind != TokenKind.Text)
            {
                Unexpected($"the {scope.Text}'s id in quotes");
                return broken;
            }

            id = Take().Text;
        }

        ExpectSymbol(",");
        if (Skipping || Current.Kind != TokenKind.Text)
        {
            Unexpected($"an outcome in quotes, such as \"reject\"");
            return broken;
        }

        var outcome = Take().Text;
        return new OutcomeCountNode(kind, id, outcome, ParseWindow());
    }
}
