using System.Globalization;

namespace NbaStudio.Live.Wording;

/// <summary>Which words of a text went and came. Pure.</summary>
internal static class WordMarks
{
    /// <summary>Most comparisons of words; beyond that the middle of the text is shown as replaced.</summary>
    private const long MostWork = 4_000_000;

    public static IReadOnlyList<TextPiece> Compare(string before, string after)
    {
        var (olds, news) = (Words(before), Words(after));
        var start = 0;
        while (start < olds.Count && start < news.Count && olds[start] == news[start])
        {
            start++;
        }

        var end = 0;
        while (end < olds.Count - start && end < news.Count - start && olds[^(end + 1)] == news[^(end + 1)])
        {
            end++;
        }

        var pieces = new List<TextPiece>();
        Add(pieces, TextPieceKind.Same, olds.Take(start));
        Middle(pieces, olds.GetRange(start, olds.Count - start - end), news.GetRange(start, news.Count - start - end));
        Add(pieces, TextPieceKind.Same, olds.Skip(olds.Count - end));
        return Joined(pieces);
    }

    // A space between two words that were both replaced is no word that stayed: "one two" to "three four" is one exchange.
    private static List<TextPiece> Joined(List<TextPiece> pieces)
    {
        var joined = new List<TextPiece>();
        var (removed, added) = ("", "");
        for (var i = 0; i < pieces.Count; i++)
        {
            var (kind, text) = pieces[i];
            if (kind == TextPieceKind.Same && !(string.IsNullOrWhiteSpace(text) && removed.Length > 0 && added.Length > 0 && IsExchange(pieces, i + 1)))
            {
                Flush();
                joined.Add(pieces[i]);
                continue;
            }

            removed += kind == TextPieceKind.Added ? "" : text;
            added += kind == TextPieceKind.Removed ? "" : text;
        }

        Flush();
        return joined;

        void Flush()
        {
            Add(joined, TextPieceKind.Removed, [removed]);
            Add(joined, TextPieceKind.Added, [added]);
            (removed, added) = ("", "");
        }
    }

    private static bool IsExchange(List<TextPiece> pieces, int at) =>
        at + 1 < pieces.Count && pieces[at].Kind != TextPieceKind.Same && pieces[at + 1].Kind != TextPieceKind.Same;

    private static void Middle(List<TextPiece> pieces, List<string> olds, List<string> news)
    {
        if ((long)olds.Count * news.Count > MostWork)
        {
            Add(pieces, TextPieceKind.Removed, olds);
            Add(pieces, TextPieceKind.Added, news);
            return;
        }

        // Length of the longest common row of words from each pair of places on.
        var common = new int[olds.Count + 1, news.Count + 1];
        for (var i = olds.Count - 1; i >= 0; i--)
        {
            for (var j = news.Count - 1; j >= 0; j--)
            {
                common[i, j] = olds[i] == news[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var (o, n) = (0, 0);
        while (o < olds.Count || n < news.Count)
        {
            if (o < olds.Count && n < news.Count && olds[o] == news[n])
            {
                Add(pieces, TextPieceKind.Same, [olds[o++]]);
                n++;
            }
            else if (n == news.Count || (o < olds.Count && common[o + 1, n] >= common[o, n + 1]))
            {
                Add(pieces, TextPieceKind.Removed, [olds[o++]]);
            }
            else
            {
                Add(pieces, TextPieceKind.Added, [news[n++]]);
            }
        }
    }

    private static void Add(List<TextPiece> pieces, TextPieceKind kind, IEnumerable<string> words)
    {
        var text = string.Concat(words);
        if (text.Length == 0)
        {
            return;
        }

        if (pieces.Count > 0 && pieces[^1].Kind == kind)
        {
            pieces[^1] = new TextPiece(kind, pieces[^1].Text + text);
        }
        else
        {
            pieces.Add(new TextPiece(kind, text));
        }
    }

    // Runs of letters and digits of scripts that put spaces between words; every other character, such as one of Japanese, by itself.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var elements = StringInfo.GetTextElementEnumerator(text);
        var run = false;
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            var joins = element[0] < 0x2E80 && char.IsLetterOrDigit(element[0]);
            if (joins && run)
            {
                words[^1] += element;
            }
            else
            {
                words.Add(element);
            }

            run = joins;
        }

        return words;
    }
}
