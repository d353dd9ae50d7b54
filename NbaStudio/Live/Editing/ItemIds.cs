using System.Globalization;
using System.Text;

namespace NbaStudio.Live.Editing;

/// <summary>Proposes ids. Pure.</summary>
public static class ItemIds
{
    private const int Longest = 40;

    /// <summary>An id from a name: its Latin letters and digits in lower case, joined by hyphens; empty where it has none.</summary>
    public static string From(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var id = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                id.Append(c);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }
        }

        var text = id.ToString();
        return (text.Length > Longest ? text[..Longest] : text).TrimEnd('-');
    }

    /// <summary>The id, or the first of id-2, id-3 ... that is free.</summary>
    public static string Free(string id, Func<string, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(isTaken);
        for (var n = 2; ; n++)
        {
            var proposed = n == 2 && !isTaken(id) ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{n}");
            if (!isTaken(proposed))
            {
                return proposed;
            }
        }
    }
}
