namespace NbaStudio.Engine.Content;

/// <summary>Decides whether a personalised link may be shown. Pure and thread safe.</summary>
public static class SafeLink
{
    /// <summary>Longest link, in characters.</summary>
    public const int MaximumLength = 2048;

    /// <summary>Checks a rendered link: https with a host, mailto or tel, without control characters or spaces.</summary>
    /// <param name="rendered">The link after personalisation.</param>
    /// <param name="link">The link to show; null where there is none to show.</param>
    /// <param name="problem">Why it is not shown, a plain sentence; null where it is.</param>
    /// <returns>Whether it may be shown.</returns>
    public static bool TryCreate(string? rendered, out string? link, out string? problem)
    {
        link = null;
        var text = rendered?.Trim(' ') ?? "";
        problem = text switch
        {
            "" => "The link is empty after personalisation; nothing is linked.",
            { Length: > MaximumLength } => $"The link has {text.Length} characters; at most {MaximumLength} are allowed.",
            _ when text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '\\' or '<' or '>' or '"') =>
                "The link has a space, a line end, a backslash, a quotation mark or an angle bracket in it.",
            _ when !Uri.TryCreate(text, UriKind.Absolute, out var uri) || !IsAllowed(uri) =>
                $"The link `{(text.Length > 60 ? text[..60] + "..." : text)}` is not allowed; a link begins with https://, mailto: or tel:.",
            _ => null,
        };
        link = problem is null ? text : null;
        return problem is null;
    }

    private static bool IsAllowed(Uri uri) => uri.Scheme switch
    {
        "https" => uri.Host.Length > 0 && uri.UserInfo.Length == 0 && uri.OriginalString.StartsWith("https://", StringComparison.OrdinalIgnoreCase),
        "mailto" => uri.OriginalString.Contains('@', StringComparison.Ordinal),
        "tel" => uri.OriginalString.Length > 4 && uri.OriginalString.Skip(4).All(c => char.IsAsciiLetterOrDigit(c) || "+-().;=*#%".Contains(c, StringComparison.Ordinal)),
        _ => false,
    };
}
