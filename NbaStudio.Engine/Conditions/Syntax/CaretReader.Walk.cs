namespace NbaStudio.Engine.Conditions.Syntax;

// From token to token: what fits after each.
internal sealed partial class CaretReader
{
    private static readonly string[] PatternStart = ["event \"", "not event \""];
    private static readonly string[] PatternParts = ["then ", "then not ", "within ", "for ", "same "];
    private static readonly string[] Says = [.. Comparisons.Select(c => c + " "), "in (", "not in (", "between ", "contains ", "is missing", "is present", "and ", "or "];
    private static readonly string[] Scopes = ["all, \"", "action \"", "treatment \"", "group \"", "objective \"", "channel \""];

    private void Walk()
    {
        for (var i = 0; i < _tokens.Count; i++)
        {
            var token = _tokens[i];
            if (token.Kind == TokenKind.Word)
            {
                i = TakeWord(i);
            }
            else if (token.Kind == TokenKind.Symbol)
            {
                TakeSymbol(token, i);
            }
            else
            {
                TakeLiteral(token);
            }
        }
    }

    private Token? At(int index) => index < _tokens.Count ? _tokens[index] : null;

    private bool IsKind(int index, TokenKind kind) => At(index)?.Kind == kind;

    private bool IsSymbol(int index, string symbol) => At(index)?.IsSymbol(symbol) == true;

    /// <returns>Index of the last token that belongs to it.</returns>
    private int TakeWord(int i)
    {
        var word = _tokens[i].Text.ToLowerInvariant();
        if (IsSymbol(i + 1, "."))
        {
            return TakeName(i);
        }

        if (IsSymbol(i + 1, "(") && Syntax.Words.Functions.Contains(word))
        {
            Open(new Frame { Call = word, Start = StartOf(_tokens[i]), IsWhere = _frame.IsWhere, EventType = _frame.EventType, Compared = null });
            (_frame.Need, _frame.Words) = word switch
            {
                "outcome_count" => (CaretNeed.Word, Scopes),
                "count" or "sum" or "average" or "seen" or "last" or "distinct" => (CaretNeed.Word, ["event \""]),
                "min" or "max" or "days_since" => (CaretNeed.Operand, ["event \""]),
                _ => (CaretNeed.Operand, (IReadOnlyList<string>)[]),
            };
            return i + 1;
        }

        switch (word)
        {
            case "event" when !_frame.IsWhere || IsKind(i + 1, TokenKind.Text):
                return TakeEvent(i);
            case "condition":
                Expect(CaretNeed.ConditionName);
                if (IsKind(i + 1, TokenKind.Text))
                {
                    Join();
                    return i + 1;
                }

                return i;
            case "date":
                Expect(CaretNeed.Nothing);
                if (IsKind(i + 1, TokenKind.Text))
                {
                    Done(null);
                    return i + 1;
                }

                return i;
            case "same":
                _frame.IsWhere = false;
                Expect(CaretNeed.EventProperty);
                return i;
            default:
                if (_frame is { Call: "outcome_count", Scope: null })
                {
                    _frame.Scope = word;
                    Expect(word == "all" ? CaretNeed.Nothing : CaretNeed.ItemId);
                }
                else if (!TakeKeyword(word))
                {
                    Done(_tokens[i].Text);
                }

                return i;
        }
    }

    private bool TakeKeyword(string word)
    {
        switch (word)
        {
            case "and" when _frame.IsBetween:
                _frame.IsBetween = false;
                Expect(CaretNeed.Operand);
                return true;
            case "and" when _isPattern && _frame.Need == CaretNeed.Word && _frame.Words.Contains("and same "):
                Expect(CaretNeed.EventProperty);
                return true;
            case "and" or "or":
                (_frame.Subject, _frame.Compared, _frame.IsComparing) = (null, null, false);
                Expect(CaretNeed.Operand, "not ");
                return true;
            case "not" when _frame.Need == CaretNeed.Operator:
                Expect(CaretNeed.Word, "in (");
                return true;
            case "not" when _isPattern && !_frame.IsWhere:
                Expect(CaretNeed.Word, "event \"");
                return true;
            case "not":
                Expect(CaretNeed.Operand);
                return true;
            case "in":
                Expect(_frame.Call == "outcome_count" || (_frame.EventType is not null && _frame.Call is not null) ? CaretNeed.Window : CaretNeed.Word, _frame.Subject is null ? [] : ["("]);
                return true;
            case "between" or "contains":
                Compare();
                _frame.IsBetween = word == "between";
                return true;
            case "is":
                Expect(CaretNeed.Word, "missing", "present");
                return true;
            case "missing" or "present" when _frame.Words.Contains(word):
                Join();
                return true;
            case "where" when _frame.EventType is not null:
                (_frame.IsWhere, _frame.Subject, _frame.Compared, _frame.IsComparing) = (true, null, null, false);
                Expect(CaretNeed.Operand, "not ");
                return true;
            case "within" or "for" when _isPattern:
                _frame.IsWhere = false;
                Expect(CaretNeed.Window);
                return true;
            case "then" when _isPattern:
                _frame.IsWhere = false;
                Expect(CaretNeed.Word, PatternStart);
                return true;
            case "of" when _isPattern:
                Expect(CaretNeed.Word, "event \"");
                return true;
            default:
                return false;
        }
    }

    private int TakeName(int i)
    {
        var end = i;
        while (IsSymbol(end + 1, ".") && At(end + 2)?.Kind is TokenKind.Word or TokenKind.Text)
        {
            end += 2;
        }

        Done(_before[StartOf(_tokens[i])..(StartOf(_tokens[end]) + _tokens[end].Span.Length)]);
        return end;
    }

    // event "type", event "type".property
    private int TakeEvent(int i)
    {
        Expect(CaretNeed.EventType);
        if (!IsKind(i + 1, TokenKind.Text))
        {
            return i;
        }

        _frame.EventType = _tokens[i + 1].Text;
        _frame.IsWhere = false;
        if (IsSymbol(i + 2, "."))
        {
            Expect(CaretNeed.EventProperty);
            if (At(i + 3)?.Kind is not (TokenKind.Word or TokenKind.Text))
            {
                return i + 2;
            }

            i += 2;
        }

        Expect(CaretNeed.Word, _frame.Call is not null ? ["where ", "in "] : _isPattern ? ["where ", .. PatternParts] : []);
        return i + 1;
    }

    private void TakeLiteral(Token token)
    {
        if (_frame.Need == CaretNeed.Window && token.Kind == TokenKind.Duration)
        {
            Expect(_isPattern && _frame.Call is null ? CaretNeed.Word : CaretNeed.Nothing, _isPattern && _frame.Call is null ? ["same "] : []);
        }
        else if (_isPattern && token.Kind == TokenKind.Number && _frame is { Need: CaretNeed.Word, IsWhere: false })
        {
            Expect(CaretNeed.Word, "of event \"");
        }
        else if (_frame.Need == CaretNeed.EventProperty && _isPattern)
        {
            Expect(CaretNeed.Word, "and same ");
        }
        else if (_frame.Call == "outcome_count")
        {
            Expect(_frame.Need == CaretNeed.Outcome ? CaretNeed.Word : CaretNeed.Nothing, _frame.Need == CaretNeed.Outcome ? ["in "] : []);
        }
        else if (_frame.IsList)
        {
            _frame.Taken.Add(token.Text);
            Expect(CaretNeed.Nothing);
        }
        else
        {
            Done(null);
        }
    }

    private void TakeSymbol(Token token, int i)
    {
        switch (token.Text)
        {
            case "(":
                var isList = i > 0 && _tokens[i - 1].IsWord("in");
                Open(new Frame { IsList = isList, Start = StartOf(token), IsWhere = _frame.IsWhere, EventType = _frame.EventType, Compared = isList ? _frame.Subject : null, IsComparing = isList });
                Expect(CaretNeed.Operand, isList ? [] : ["not "]);
                break;
            case ")" when _frames.Count > 0:
                Close(StartOf(token) + 1);
                break;
            case "," when _frame.IsList:
                Expect(CaretNeed.Operand);
                break;
            case "," when _frame.Call == "outcome_count":
                Expect(CaretNeed.Outcome);
                break;
            case "," when _frame.Call == "starts_with":
                Compare();
                break;
            case "+" or "-" or "*" or "/" or ",":
                Expect(CaretNeed.Operand);
                break;
            default:
                if (Comparisons.Contains(token.Text))
                {
                    Compare();
                }

                break;
        }
    }
}
