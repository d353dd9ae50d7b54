namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>What a treatment shows, per language. Immutable and thread safe.</summary>
public sealed class ContentSnapshot
{
    private readonly Dictionary<string, LocalizedContent> _byLanguage;
    private readonly LocalizedContent? _fallBack;

    internal ContentSnapshot(IReadOnlyList<LocalizedContent> languages, string defaultLanguage)
    {
        Languages = languages;
        _byLanguage = languages.ToDictionary(c => c.Language, StringComparer.OrdinalIgnoreCase);
        _fallBack = _byLanguage.GetValueOrDefault(defaultLanguage) ?? (languages.Count > 0 ? languages[0] : null);
    }

    /// <summary>All languages it is written in.</summary>
    public IReadOnlyList<LocalizedContent> Languages { get; }

    /// <summary>The content in the customer's language, else in the workspace's default language, else in the first one; null when there is none.</summary>
    public LocalizedContent? For(string? language) => language is not null && _byLanguage.TryGetValue(language, out var content) ? content : _fallBack;
}
