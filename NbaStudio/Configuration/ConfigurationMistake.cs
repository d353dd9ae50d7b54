namespace NbaStudio.Configuration;

/// <summary>One wrong setting.</summary>
/// <param name="Key">Full key, such as Nba:DedupeDays.</param>
/// <param name="Value">What was given; secrets are hidden.</param>
/// <param name="Allowed">What would be right.</param>
public sealed record ConfigurationMistake(string Key, string Value, string Allowed)
{
    public override string ToString() => $"{Key} = \"{Value}\": {Allowed}";
}
