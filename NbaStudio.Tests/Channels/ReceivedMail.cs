using System.Text;

namespace NbaStudio.Tests.Channels;

/// <summary>A message as it arrived, with just enough of RFC 2045 and 2047 to read it.</summary>
public sealed record ReceivedMail(string From, IReadOnlyList<string> Recipients, string Raw)
{
    public string RawHeaders => Raw[..Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)];

    /// <summary>A header, unfolded and decoded; fails when it stands there twice.</summary>
    public string? Header(string name) => Find(RawHeaders, name);

    /// <summary>The decoded text of the part of this type.</summary>
    public string Part(string mediaType)
    {
        var boundary = Header("Content-Type")!.Split("boundary=")[1].Trim('"', ' ');
        foreach (var part in Raw.Split("--" + boundary))
        {
            if (part.Trim('\r', '\n') is var trimmed && trimmed.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and > 0
                && Find(trimmed[..end], "Content-Type")?.StartsWith(mediaType, StringComparison.OrdinalIgnoreCase) == true && trimmed != Raw.Trim('\r', '\n'))
            {
                Find(trimmed[..end], "Content-Transfer-Encoding").ShouldBe("base64");
                return Encoding.UTF8.GetString(Convert.FromBase64String(trimmed[(end + 4)..].ReplaceLineEndings("")));
            }
        }

        throw new ShouldAssertException($"There is no part {mediaType} in\n{Raw}");
    }

    private static string? Find(string headers, string name)
    {
        var lines = headers.Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n");
        var line = lines.SingleOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return line is null ? null : Decode(line[(name.Length + 1)..].Trim());
    }

    private static string Decode(string text)
    {
        var result = new StringBuilder();
        var after = true;
        foreach (var word in text.Split(' '))
        {
            var parts = word.Split('?');
            var encoded = parts is ["=", _, _, _, "="];
            if (encoded)
            {
                parts[1].ShouldBe("utf-8", StringCompareShould.IgnoreCase);
                result.Append(Encoding.UTF8.GetString(parts[2].Equals("B", StringComparison.OrdinalIgnoreCase) ? Convert.FromBase64String(parts[3]) : Quoted(parts[3])));
            }
            else
            {
                result.Append(result.Length > 0 || !after ? " " : "").Append(word);
            }

            after = encoded;
        }

        return result.ToString();
    }

    private static byte[] Quoted(string text)
    {
        List<byte> bytes = [];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=')
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.Add(text[i] == '_' ? (byte)' ' : (byte)text[i]);
            }
        }

        return [.. bytes];
    }
}
