using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Checking;

/// <summary>The known name that is nearest to a mistyped one (Levenshtein distance).</summary>
public static class NearestName
{
    private const int MaximumLength = 128;

    /// <summary>The nearest candidate within a third of the name's length (at least 2 edits); null when none is near. Case does not count.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length > MaximumLength)
        {
            return null;
        }

        var allowed = Math.Max(2, name.Length / 3);
        string? best = null;
        foreach (var candidate in candidates)
        {
            if (candidate.Length > MaximumLength || Math.Abs(candidate.Length - name.Length) > allowed)
            {
                continue;
            }

            var distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < candidate.Length && (distance < allowed || (distance == allowed && best is null)))
            {
                allowed = distance;
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>The sentence for an unknown name.</summary>
    public static FormattableString Unknown(string name, string? nearest)
    {
        if (nearest is null)
        {
            return $"`{name}` is unknown.";
        }

        return $"`{name}` is unknown. Did you mean `{nearest}`?";
    }

    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
