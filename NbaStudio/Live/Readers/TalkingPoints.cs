namespace NbaStudio.Live.Readers;

/// <summary>Cuts a content's text into what is said one after the other.</summary>
internal static class TalkingPoints
{
    private const int Most = 12;

    /// <summary>Each line, cut after 。 ? ! and after a full stop that a space follows. At most twelve; the last takes the rest.</summary>
    public static IReadOnlyList<string> Of(string? body)
    {
        var points = new List<string>();
        foreach (var line in (body ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Cut(line, points);
        }

        return points.Count <= Most ? points : [.. points.Take(Most - 1), string.Join(' ', points.Skip(Most - 1))];
    }

    private static void Cut(string line, List<string> points)
    {
        var from = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (EndsSentence(line, i))
            {
                points.Add(line[from..(i + 1)].Trim());
                from = i + 1;
            }
        }

        if (line[from..].Trim() is { Length: > 0 } rest)
        {
            points.Add(rest);
        }
    }

    private static bool EndsSentence(string line, int at) => line[at] switch
    {
        '。' or '！' or '？' => at + 1 == line.Length || line[at + 1] is not ('」' or '』' or '）'),
        '.' or '!' or '?' => at + 1 < line.Length && line[at + 1] == ' ',
        _ => false,
    };
}
