namespace NbaStudio.Configuration;

/// <summary>Finds what somebody probably meant to write.</summary>
public static class NearestName
{
    /// <summary>The name with the fewest edits, ignoring case, or null where even that one differs in more than a third.</summary>
    public static string? Find(string written, IEnumerable<string> names)
    {
        if (written.Length > 100)
        {
            return null;
        }

        var best = names.Select(name => (name, Edits: Distance(written.ToLowerInvariant(), name.ToLowerInvariant()))).OrderBy(pair => pair.Edits).FirstOrDefault();
        return best.name is { } found && best.Edits <= Math.Max(1, Math.Max(written.Length, found.Length) / 3) ? found : null;
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
