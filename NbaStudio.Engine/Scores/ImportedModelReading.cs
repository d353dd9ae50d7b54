namespace NbaStudio.Engine.Scores;

/// <summary>What came of reading a model file.</summary>
/// <param name="Model">Null where the file cannot be used.</param>
/// <param name="Code">Why not: the code of the issue; null where there is a model.</param>
/// <param name="Arguments">What fills the sentence.</param>
public sealed record ImportedModelReading(ImportedModel? Model, string? Code, IReadOnlyList<string> Arguments);
