namespace NbaStudio.Commands;

/// <summary>An option of a verb.</summary>
/// <param name="Name">Without the dashes.</param>
/// <param name="Value">What follows it, such as FILE; null for a switch.</param>
/// <param name="Required">The verb does not run without it.</param>
/// <param name="Many">It may be given several times.</param>
public sealed record CommandOption(string Name, string? Value, string Meaning, bool Required = false, bool Many = false);
