namespace NbaStudio.Engine.Scores;

/// <summary>XGBoost writes NaN and Infinity bare, which is no JSON: the threshold of a split by category is always NaN.</summary>
internal static class BareNumbers
{
    /// <summary>What stands for such a number, in quotation marks.</summary>
    public const string Stand = "";

    private static readonly byte[][] Bare = [.. new[] { "NaN", "-NaN", "Infinity", "-Infinity" }.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>Writes a quoted stand-in of the same length over every bare number that is not one to JSON.</summary>
    /// <returns>The same bytes, changed.</returns>
    public static byte[] Quote(byte[] json)
    {
        var inText = false;
        for (var i = 0; i < json.Length; i++)
        {
            switch (json[i])
            {
                case (byte)'"':
                    inText = !inText;
                    break;
                case (byte)'\\' when inText:
                    i++;
                    break;
                case (byte)'N' or (byte)'I' or (byte)'-' when !inText && Array.Find(Bare, b => json.AsSpan(i).StartsWith(b)) is { } found:
                    json.AsSpan(i, found.Length).Fill((byte)' ');
                    json[i] = json[i + 1] = (byte)'"';
                    i += found.Length - 1;
                    break;
                default:
                    break;
            }
        }

        return json;
    }
}
