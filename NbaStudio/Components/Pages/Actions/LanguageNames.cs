using NbaStudio.Localization;

namespace NbaStudio.Components.Pages.Actions;

/// <summary>Names of content languages for the reader.</summary>
public static class LanguageNames
{
    /// <summary>The name, or the tag where the console has no word for it.</summary>
    public static string Of(string tag, Words words)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(words);
        var main = tag.Split('-')[0];
        return Words.Languages.Contains(main) ? words["language." + main] : tag;
    }
}
