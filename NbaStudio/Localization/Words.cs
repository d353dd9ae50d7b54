using System.Globalization;
using System.Resources;

namespace NbaStudio.Localization;

/// <summary>The console's texts in one language. Holds its language itself, so that renders from background threads speak the viewer's language.</summary>
public sealed class Words
{
    public static readonly IReadOnlyList<string> Languages = ["en", "ja"];

    private static readonly ResourceManager Resources = new(typeof(Text));
    private readonly CultureInfo _culture;

    /// <param name="language">en or ja; anything else reads English.</param>
    public Words(string language)
    {
        Language = Languages.Contains(language) ? language : "en";
        _culture = CultureInfo.GetCultureInfo(Language);
    }

    /// <summary>en or ja.</summary>
    public string Language { get; }

    public CultureInfo Culture => _culture;

    /// <summary>The text of the key.</summary>
    /// <exception cref="ArgumentException">There is no such text: a programming mistake.</exception>
    public string this[string key] => Find(key) ?? throw new ArgumentException($"There is no text '{key}'.", nameof(key));

    /// <summary>The text of the key with {0}, {1} ... filled in. Arguments are texts: numbers go through <see cref="Formats"/> first.</summary>
    public string this[string key, params string[] arguments] => string.Format(_culture, this[key], arguments);

    /// <summary>The text of a key that comes from data, or that of the fallback key.</summary>
    public string Or(string key, string fallback) => Find(key) ?? this[fallback];

    /// <summary>The text of a key that comes from data; null where there is none.</summary>
    public string? Find(string key) => Resources.GetString(key, _culture);
}
