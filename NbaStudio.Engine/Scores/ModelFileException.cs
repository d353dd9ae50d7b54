namespace NbaStudio.Engine.Scores;

/// <summary>Something in a model file cannot be used. Never leaves <see cref="ImportedModelReader"/>.</summary>
internal sealed class ModelFileException(string code, params string[] arguments) : Exception(code)
{
    /// <summary>Code of the issue, such as score.objective.</summary>
    public string Code { get; } = code;

    public IReadOnlyList<string> Arguments { get; } = arguments;
}
