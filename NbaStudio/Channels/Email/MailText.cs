using System.Net;
using System.Text;

namespace NbaStudio.Channels.Email;

/// <summary>Plain text of an HTML body, for readers that show no HTML.</summary>
internal static class MailText
{
    private static readonly string[] Breaking = ["p", "br", "div", "li", "tr", "h1", "h2", "h3", "ul", "ol", "table"];

    public static string Of(string html)
    {
        var text = new StringBuilder(html.Length);
        var i = 0;
        while (i < html.Length)
        {
            if (html[i] == '<' && html.IndexOf('>', i) is var end and > 0)
            {
                if (Breaking.Contains(NameOf(html.AsSpan(i + 1, end - i - 1)), StringComparer.OrdinalIgnoreCase))
                {
                    text.Append('\n');
                }

                i = end + 1;
            }
            else
            {
                // Line ends of the source mean no more than a space.
                text.Append(html[i] is '\r' or '\n' or '\t' ? ' ' : html[i]);
                i++;
            }
        }

        var lines = WebUtility.HtmlDecode(text.ToString()).Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        return string.Join("\r\n", lines.Where(line => line.Length > 0));
    }

    private static string NameOf(ReadOnlySpan<char> tag)
    {
        tag = tag.TrimStart('/');
        var length = 0;
        while (length < tag.Length && char.IsAsciiLetterOrDigit(tag[length]))
        {
            length++;
        }

        return tag[..length].ToString();
    }
}
