namespace NbaStudio.Engine.Scores;

/// <summary>An input that a model file names.</summary>
/// <param name="Name">As the file writes it.</param>
/// <param name="IsUsed">Whether the answer depends on it; a feature that no tree looks at needs no source.</param>
/// <param name="IsCategorical">Whether the model takes it as codes of categories (0, 1, 2 ...), not as a quantity.</param>
/// <param name="Texts">Texts that the file itself gives codes to, by code; null = the file knows only numbers.</param>
public sealed record ScoreFeature(string Name, bool IsUsed, bool IsCategorical, IReadOnlyList<string>? Texts = null);
