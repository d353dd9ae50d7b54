namespace NbaStudio.Live.Wording;

/// <summary>The parts of a condition that all have to hold. Pure.</summary>
internal static class Conjuncts
{
    /// <summary>The parts that went and came, where that is all that happened; null where the condition was reworded otherwise.</summary>
    public static (IReadOnlyList<string> Removed, IReadOnlyList<string> Added)? Compare(string before, string after)
    {
        var (olds, news) = (Split(before), Split(after));
        var (removed, added) = (olds.Except(news).ToList(), news.Except(olds).ToList());
        return removed.Count + added.Count > 0 && (removed.Count == 0 || added.Count == 0) ? (removed, added) : null;
    }

    // At the words "and" that stand outside quotation marks and brackets; an "or" there binds weaker, so that the whole is one part.
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"' && (i == 0 || text[i - 1] != '\\');
            if (quoted)
            {
                continue;
            }

            depth += text[i] is '(' or '[' ? 1 : text[i] is ')' or ']' ? -1 : 0;
            if (depth == 0 && Word(text, i, "or"))
            {
                return [text];
            }

            if (depth == 0 && Word(text, i, "and"))
            {
                parts.Add(text[start..i].Trim());
                start = i + 3;
            }
        }

        parts.Add(text[start..].Trim());
        return parts;
    }

    private static bool Word(string text, int at, string word) =>
        at > 0 && string.CompareOrdinal(text, at, word, 0, word.Length) == 0 && char.IsWhiteSpace(text[at - 1]) && at + word.Length < text.Length && (char.IsWhiteSpace(text[at + word.Length]) || text[at + word.Length] == '(');
}
