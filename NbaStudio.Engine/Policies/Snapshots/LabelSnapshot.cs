namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>The name of an item as people see it, per language. Immutable and thread safe.</summary>
public sealed class LabelSnapshot(string id, string defaultLanguage, IReadOnlyDictionary<string, string>? texts)
{
    private readonly Dictionary<string, string> _texts = texts is null ? [] : new(texts, StringComparer.OrdinalIgnoreCase);

    /// <summary>The label in the language, else in the workspace's default language, else the item's id.</summary>
    public string In(string language) => _texts.GetValueOrDefault(language) ?? _texts.GetValueOrDefault(defaultLanguage) ?? id;

    /// <summary>The label in the default language, else the id.</summary>
    public override string ToString() => In(defaultLanguage);
}
