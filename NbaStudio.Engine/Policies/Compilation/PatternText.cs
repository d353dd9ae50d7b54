using System.Globalization;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>The parts of a pattern's text, before its condition is compiled.</summary>
/// <param name="Count">How many events are needed.</param>
/// <param name="EventType">Their type.</param>
/// <param name="Where">Text of the condition over their properties, or null.</param>
/// <param name="WhereColumn">Column of the condition's first character, from 1.</param>
/// <param name="Window">In which time; null when the pattern does not say.</param>
internal sealed record PatternText(int Count, string EventType, string? Where, int WhereColumn, TimeSpan? Window)
{
    /// <summary>Most characters of a pattern.</summary>
    public const int MaximumLength = 8192;

    /// <summary>Reads a pattern of one event, or of several like it within a window.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Where it stands, for the issue.</param>
    /// <param name="issues">Gets one issue when the text is not such a pattern.</param>
    public static PatternText? Parse(string text, string path, IssueList issues)
    {
        if (text.Length > MaximumLength)
        {
            issues.Error("pattern.length", path, null, text.Length.ToString(CultureInfo.InvariantCulture), MaximumLength.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        var position = 0;
        var count = 1;
        SkipSpace(text, ref position);
        if (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            var start = position;
            while (position < text.Length && char.IsAsciiDigit(text[position]))
            {
                position++;
            }

            if (!int.TryParse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > 200)
            {
                issues.Error("pattern.count", path, null, text[start..position]);
                return null;
            }

            if (!TakeWord(text, ref position, "of"))
            {
                return Unexpected(text, position, "of", path, issues);
            }
        }

        if (TakeWord(text, ref position, "not"))
        {
            issues.Error("pattern.later", path, null, "not event");
            return null;
        }

        if (!TakeWord(text, ref position, "event"))
        {
            return Unexpected(text, position, "event", path, issues);
        }

        if (!TakeQuoted(text, ref position, out var type) || type.Length is 0 or > 64)
        {
            return Unexpected(text, position, "the event's type in quotes, 1 to 64 characters", path, issues);
        }

        return ParseRest(text, position, count, type, path, issues);
    }

    private static PatternText? ParseRest(string text, int position, int count, string type, string path, IssueList issues)
    {
        string? where = null;
        var column = 1;
        if (TakeWord(text, ref position, "where"))
        {
            SkipSpace(text, ref position);
            column = position + 1;
            var end = EndOfCondition(text, position);
            where = text[position..end].TrimEnd();
            position = end;
        }

        TimeSpan? window = null;
        if (TakeWord(text, ref position, "within"))
        {
            SkipSpace(text, ref position);
            var start = position;
            while (position < text.Length && char.IsAsciiLetterOrDigit(text[position]))
            {
                position++;
            }

            if (!Durations.TryParse(text[start..position], out var duration) || duration < TimeSpan.FromSeconds(1) || duration > TimeSpan.FromDays(400))
            {
                return Unexpected(text, start, "a duration from 1s to 400d, such as 30m", path, issues);
            }

            window = duration;
        }

        if (TakeWord(text, ref position, "then"))
        {
            issues.Error("pattern.later", path, null, "then");
            return null;
        }

        SkipSpace(text, ref position);
        if (position < text.Length)
        {
            return Unexpected(text, position, where is null ? "where, within or the end" : "within or the end", path, issues);
        }

        if (count > 1 && window is null)
        {
            issues.Error("pattern.window", path, null, count.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        return new PatternText(count, type, where, column, window);
    }

    private static PatternText? Unexpected(string text, int position, string expected, string path, IssueList issues)
    {
        SkipSpace(text, ref position);
        var found = position >= text.Length ? "the end" : text.Substring(position, Math.Min(20, text.Length - position));
        issues.Error("pattern.syntax", path, null, (position + 1).ToString(CultureInfo.InvariantCulture), found, expected);
        return null;
    }

    private static int EndOfCondition(string text, int position)
    {
        while (position < text.Length)
        {
            if (text[position] is '"' or '\'')
            {
                position = EndOfQuoted(text, position);
            }
            else if (IsWord(text, position, "within") || IsWord(text, position, "then"))
            {
                return position;
            }
            else
            {
                position++;
            }
        }

        return position;
    }

    private static int EndOfQuoted(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == text[start])
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    private static bool TakeQuoted(string text, ref int position, out string content)
    {
        SkipSpace(text, ref position);
        content = "";
        if (position >= text.Length || text[position] is not ('"' or '\'') || EndOfQuoted(text, position) is var end && (end <= position + 1 || text[end - 1] != text[position]))
        {
            return false;
        }

        content = text[(position + 1)..(end - 1)].Replace("\\" + text[position], text[position].ToString(), StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        position = end;
        return true;
    }

    private static bool TakeWord(string text, ref int position, string word)
    {
        SkipSpace(text, ref position);
        if (!IsWord(text, position, word))
        {
            return false;
        }

        position += word.Length;
        return true;
    }

    private static bool IsWord(string text, int position, string word) =>
        string.Compare(text, position, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
        && (position == 0 || !IsWordCharacter(text[position - 1]))
        && (position + word.Length >= text.Length || !IsWordCharacter(text[position + word.Length]));

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '.';

    private static void SkipSpace(string text, ref int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }
}
