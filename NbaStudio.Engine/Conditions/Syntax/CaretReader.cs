namespace NbaStudio.Engine.Conditions.Syntax;

/// <summary>Reads a text up to a caret and tells what fits there. Total: whatever stands there, it tells something, or that nothing is known. Never looks at names.</summary>
internal sealed partial class CaretReader
{
    private static readonly string[] Comparisons = ["=", "!=", ">", ">=", "<", "<="];

    private readonly string _before;
    private readonly string _after;
    private readonly bool _isPattern;
    private readonly List<Token> _tokens;
    private readonly List<int> _lines = [0];
    private readonly Stack<Frame> _frames = new();
    private Frame _frame;

    private CaretReader(string text, int caret, bool isPattern)
    {
        (_before, _after, _isPattern) = (text[..caret], text[caret..], isPattern);
        _tokens = new Lexer(_before, new IssueList()).Read();
        _tokens.RemoveAt(_tokens.Count - 1);
        for (var i = 0; i < _before.Length; i++)
        {
            if (_before[i] == '\n')
            {
                _lines.Add(i + 1);
            }
        }

        _frame = new Frame { IsWhere = false, Need = isPattern ? CaretNeed.Word : CaretNeed.Operand, Words = isPattern ? PatternStart : [] };
    }

    /// <param name="caret">0 to the length of the text.</param>
    /// <param name="isPattern">Whether it is the pattern of a trigger.</param>
    public static CaretPlace Read(string text, int caret, bool isPattern)
    {
        if (!ConditionLimits.CheckLength(text, new IssueList()))
        {
            return new CaretPlace(CaretNeed.Nothing, caret, caret, "");
        }

        return new CaretReader(text, caret, isPattern).Read();
    }

    private CaretPlace Read()
    {
        var (start, end, typed, isText) = (_before.Length, _before.Length, "", false);
        if (_tokens.Count > 0 && _tokens[^1] is var last && StartOf(last) + last.Span.Length == _before.Length)
        {
            if (last.Kind == TokenKind.Text && !IsClosed(StartOf(last)))
            {
                (start, end, typed, isText) = (StartOf(last), _before.Length + RestOfText(_before[StartOf(last)]), last.Text, true);
                _tokens.RemoveAt(_tokens.Count - 1);
            }
            else if (last.Kind is TokenKind.Word or TokenKind.Number or TokenKind.Duration)
            {
                (start, end, typed) = (StartOf(last), _before.Length + RestOfWord(), _before[StartOf(last)..]);
                _tokens.RemoveAt(_tokens.Count - 1);
            }
            else if (last.IsSymbol("."))
            {
                end += RestOfWord();
            }
        }

        // A name is replaced whole, from its root.
        while (_tokens.Count > 1 && _tokens[^1].IsSymbol(".") && _tokens[^2].Kind is TokenKind.Word or TokenKind.Text && !IsEventType(_tokens.Count - 2))
        {
            (start, typed, isText) = (StartOf(_tokens[^2]), _tokens[^2].Text + "." + typed, false);
            _tokens.RemoveRange(_tokens.Count - 2, 2);
        }

        Walk();
        var need = isText && _frame.Need is CaretNeed.Word or CaretNeed.Operator ? CaretNeed.Nothing : _frame.Need;
        return new CaretPlace(need, start, end, typed)
        {
            IsText = isText, Subject = need == CaretNeed.Operand ? _frame.Compared : _frame.Subject, IsCompared = _frame.IsComparing, IsList = _frame.IsList, EventType = _frame.EventType, IsWhere = _frame.IsWhere,
            Scope = _frame.Scope, Taken = _frame.Taken, Words = isText ? [] : _frame.Words,
        };
    }

    private int StartOf(Token token) => _lines[token.Span.Line - 1] + token.Span.Column - 1;

    private bool IsEventType(int index) => _tokens[index].Kind == TokenKind.Text && index > 0 && _tokens[index - 1].IsWord("event");

    private bool IsClosed(int start)
    {
        for (var i = start + 1; i < _before.Length; i++)
        {
            if (_before[i] == '\\')
            {
                i++;
            }
            else if (_before[i] == _before[start])
            {
                return true;
            }
        }

        return false;
    }

    // The next quote closes this text unless it opens another: then the quotes of the line do not come out even.
    private int RestOfText(char quote)
    {
        var line = _after.IndexOf('\n', StringComparison.Ordinal) is var at and >= 0 ? _after[..at] : _after;
        return line.Count(c => c == quote) % 2 == 1 ? line.IndexOf(quote, StringComparison.Ordinal) + 1 : 0;
    }

    private int RestOfWord()
    {
        var length = 0;
        while (length < _after.Length && (Syntax.Words.IsWordPart(_after[length]) || (_after[length] == '.' && length + 1 < _after.Length && Syntax.Words.IsWordStart(_after[length + 1]))))
        {
            length++;
        }

        return length;
    }

    private void Open(Frame frame)
    {
        _frames.Push(_frame);
        _frame = frame;
    }

    private void Close(int end)
    {
        var closed = _frame;
        _frame = _frames.Pop();
        if (closed.IsList)
        {
            Join();
        }
        else
        {
            Done(closed.Call is null ? null : _before[closed.Start..end]);
        }
    }

    private void Compare()
    {
        (_frame.Compared, _frame.IsComparing) = (_frame.Subject, true);
        Expect(CaretNeed.Operand);
    }

    // An operand stands there whole: it is the first of a comparison, or the comparison is whole too.
    private void Done(string? subject)
    {
        if (_frame.Need == CaretNeed.EventProperty && _isPattern)
        {
            Expect(CaretNeed.Word, "and same ");
        }
        else if (_frame.IsBetween)
        {
            Expect(CaretNeed.Word, "and ");
        }
        else if (_frame.IsComparing)
        {
            Join();
        }
        else
        {
            _frame.Subject = subject;
            Expect(CaretNeed.Operator, [.. Says, .. Ends()]);
        }
    }

    // A condition stands there whole.
    private void Join()
    {
        (_frame.Subject, _frame.Compared, _frame.IsComparing) = (null, null, false);
        Expect(CaretNeed.Word, ["and ", "or ", .. Ends()]);
    }

    // What ends a where.
    private string[] Ends() => !_frame.IsWhere ? [] : _frame.Call is not null ? ["in "] : _isPattern && _frames.Count == 0 ? PatternParts : [];

    private void Expect(CaretNeed need, params string[] words) => (_frame.Need, _frame.Words) = (need, words);

    /// <summary>What was read inside a pair of parentheses, or of the whole.</summary>
    private sealed class Frame
    {
        /// <summary>Function whose parentheses these are; null = a group, a list or the whole.</summary>
        public string? Call { get; init; }

        /// <summary>Where it began, the function with it.</summary>
        public int Start { get; init; }

        public bool IsList { get; init; }

        public string? Subject { get; set; }

        public string? Compared { get; set; }

        public bool IsComparing { get; set; }

        public bool IsBetween { get; set; }

        public string? EventType { get; set; }

        public bool IsWhere { get; set; }

        public CaretNeed Need { get; set; }

        public IReadOnlyList<string> Words { get; set; } = [];

        public string? Scope { get; set; }

        public List<string> Taken { get; } = [];
    }
}
