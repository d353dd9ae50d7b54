namespace NbaStudio.Configuration;

/// <summary>One configuration key as documentation shows it.</summary>
public sealed record SettingDescription(string Key, string Default, string Allowed, string Meaning, bool Secret)
{
    /// <summary>The row of this key in the table of docs/operations.md.</summary>
    public string ToMarkdown() => $"| `{Key}` | {(Default.Length == 0 ? "(empty)" : $"`{Default}`")} | {Allowed.Replace("|", "\\|", StringComparison.Ordinal)} | {Meaning} |";
}
