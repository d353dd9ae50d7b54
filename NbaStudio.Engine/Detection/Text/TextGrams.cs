using System.Globalization;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Text;

/// <summary>Cuts a folded text (<see cref="TextValue.Fold"/>) into runs of 1 to 4 characters, words and pairs of words. Pure; allocates nothing.</summary>
/// <remarks>Japanese needs no dictionary: characters carry most of the meaning, and where the script changes (漢字, ひらがな, カタカナ) a word ends.</remarks>
internal static class TextGrams
{
    /// <summary>Longest cleaned text; what lies behind is not read.</summary>
    public const int MaximumCharacters = 1_000;

    /// <summary>Most pieces of one text.</summary>
    public const int MaximumGrams = MaximumCharacters * (LongestRun + 2);

    private const int LongestRun = 4;
    private const ulong Spread = 0x9E3779B97F4A7C15UL;
    private const ulong WordSeed = 0x5EED_0001_77AA_33CCUL;

    private enum Script : byte { Gap, Han, Hiragana, Katakana, Letter, Symbol }

    /// <summary>Keeps letters, digits, ? and ! and signs such as emoji; everything else becomes one space. The result begins and ends with a space.</summary>
    /// <param name="into">At least <see cref="MaximumCharacters"/> long.</param>
    /// <returns>Length of the result; 1 for a text without any of these.</returns>
    public static int Clean(ReadOnlySpan<char> folded, Span<char> into)
    {
        into[0] = ' ';
        var length = 1;
        foreach (var c in folded)
        {
            if (length == MaximumCharacters - 1)
            {
                break;
            }

            if (IsKept(c))
            {
                into[length++] = c;
            }
            else if (c is not ('\'' or '’') && into[length - 1] != ' ')
            {
                into[length++] = ' ';
            }
        }

        if (into[length - 1] != ' ')
        {
            into[length++] = ' ';
        }

        return length;
    }

    /// <summary>Runs of 1 to 4 characters, across words; a lone space says nothing.</summary>
    public static int Characters(ReadOnlySpan<char> clean, Span<TextGram> into)
    {
        var count = 0;
        for (var start = 0; start < clean.Length; start++)
        {
            var hash = 0UL;
            for (var n = 0; n < LongestRun && start + n < clean.Length; n++)
            {
                hash = Step(hash, clean[start + n]);
                if (n > 0 || clean[start] != ' ')
                {
                    into[count++] = new TextGram(Finish(hash + (ulong)n), (short)start, (short)(n + 1));
                }
            }
        }

        return count;
    }

    /// <summary>Words and pairs of neighbours.</summary>
    public static int Words(ReadOnlySpan<char> clean, Span<TextGram> into)
    {
        var count = 0;
        var (before, beforeStart) = (0UL, 0);
        for (var start = 0; start < clean.Length;)
        {
            var script = ScriptOf(clean[start]);
            var hash = WordSeed;
            var end = start;
            for (; end < clean.Length && ScriptOf(clean[end]) == script; end++)
            {
                hash = Step(hash, clean[end]);
            }

            if (script != Script.Gap)
            {
                into[count++] = new TextGram(Finish(hash), (short)start, (short)(end - start));
                if (before != 0)
                {
                    into[count++] = new TextGram(Finish(Step(before, '\u0001') ^ hash), (short)beforeStart, (short)(end - beforeStart));
                }

                (before, beforeStart) = (hash, start);
            }

            start = end;
        }

        return count;
    }

    private static bool IsKept(char c) =>
        char.IsAscii(c) ? char.IsAsciiLetterOrDigit(c) || c is '?' or '!'
        : char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.OtherSymbol or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static Script ScriptOf(char c) => c switch
    {
        ' ' => Script.Gap,
        '?' or '!' => Script.Symbol,
        < '\u3000' => Script.Letter,
        >= '\u3041' and <= '\u309F' => Script.Hiragana,
        >= '\u30A0' and <= '\u30FF' => Script.Katakana,
        '々' or (>= '\u3400' and <= '\u9FFF') => Script.Han,
        _ => Script.Letter,
    };

    private static ulong Step(ulong hash, char c)
    {
        hash = (hash ^ c) * Spread;
        return hash ^ (hash >> 29);
    }

    // 0 marks a free place of the vocabulary.
    private static ulong Finish(ulong hash)
    {
        var mixed = Arbitration.StableHash.Mix(hash);
        return mixed == 0 ? 1 : mixed;
    }
}
