namespace NbaStudio.Configuration;

/// <summary>The configuration is wrong; the message lists every mistake.</summary>
public sealed class ConfigurationMistakesException(IReadOnlyList<ConfigurationMistake> mistakes) : Exception(Describe(mistakes))
{
    public IReadOnlyList<ConfigurationMistake> Mistakes { get; } = mistakes;

    private static string Describe(IReadOnlyList<ConfigurationMistake> mistakes)
    {
        var head = mistakes.Count == 1 ? "The configuration has 1 mistake:" : $"The configuration has {mistakes.Count} mistakes:";
        return string.Join(Environment.NewLine, mistakes.Select(mistake => $"  {mistake}").Prepend(head));
    }
}
