namespace NbaStudio.Live;

/// <summary>A text written by a marketer in some of the workspace's languages.</summary>
/// <param name="fallback">Shown when no language fits, usually the item's id.</param>
/// <param name="texts">Language tag to text, or null.</param>
public sealed class LocalizedText(string fallback, IReadOnlyDictionary<string, string>? texts = null)
{
    /// <summary>The text in <paramref name="language"/>, else in English, else the fallback.</summary>
    public string In(string language) => TryFind(language, out var text) || TryFind("en", out text) ? text : fallback;

    /// <summary>The language that <see cref="In"/> really answers with, for the lang attribute; null when it is the fallback.</summary>
    public string? LanguageFor(string language) => TryFind(language, out _) ? language : TryFind("en", out _) ? "en" : null;

    public static implicit operator LocalizedText(string text) => new(text);

    public override string ToString() => In("en");

    private bool TryFind(string language, out string text)
    {
        text = "";
        return texts is not null && texts.TryGetValue(language, out text!) && !string.IsNullOrWhiteSpace(text);
    }
}
