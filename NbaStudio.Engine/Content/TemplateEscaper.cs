using System.Net;
using System.Text;

namespace NbaStudio.Engine.Content;

/// <summary>Makes a personal value harmless in its medium. Pure and thread safe.</summary>
public static class TemplateEscaper
{
    /// <summary>The value as it may stand in the medium. Lone surrogates become U+FFFD.</summary>
    public static string Escape(string value, TemplateMedium medium)
    {
        ArgumentNullException.ThrowIfNull(value);
        return medium switch
        {
            TemplateMedium.Html => WebUtility.HtmlEncode(Repair(value)),
            TemplateMedium.UrlComponent => Uri.EscapeDataString(Repair(value)),
            TemplateMedium.SubjectLine => OneLine(Repair(value)),
            _ => Repair(value),
        };
    }

    /// <summary>The text without control characters and line or paragraph separators; runs of them become one space.</summary>
    public static string OneLine(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = new StringBuilder(value.Length);
        var gap = false;
        foreach (var c in value)
        {
            if (char.IsControl(c) || c is '\u2028' or '\u2029')
            {
                gap = true;
                continue;
            }

            text.Append(gap && text.Length > 0 ? " " : "").Append(c);
            gap = false;
        }

        return text.ToString();
    }

    private static string Repair(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            text.Append(rune.ToString());
        }

        return text.ToString();
    }
}
