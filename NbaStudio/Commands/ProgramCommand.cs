using NbaStudio.Configuration;
using NbaStudio.Data;

namespace NbaStudio.Commands;

/// <summary>The exact command line of this program, as it is installed here, for people to copy.</summary>
public sealed class ProgramCommand(Workspace workspace, NbaOptions options)
{
    /// <param name="name">demo, main or replay: the workspace that is meant.</param>
    /// <param name="words">The verb and its options; none = the hub itself.</param>
    public string For(string name, params string[] words)
    {
        ArgumentNullException.ThrowIfNull(words);
        List<string> all = ["dotnet", typeof(ProgramCommand).Assembly.Location, .. words, $"--Nba:DataFolder={workspace.DataFolder}", $"--Nba:Demo={(name == "demo" ? "true" : "false")}"];
        if (name == "replay" && options.Clock is { } clock)
        {
            all.Add($"--Nba:Clock={clock}");
        }

        return string.Join(' ', all.Select(Quoted));
    }

    // For a shell: what it would read otherwise stands in quotation marks.
    private static string Quoted(string word) => word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '\\' or ':' or '=' or ',' or '+') ? word
        : OperatingSystem.IsWindows() ? $"\"{word}\"" : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
