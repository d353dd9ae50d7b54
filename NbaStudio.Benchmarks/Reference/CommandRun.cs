using System.Text.Json;
using NbaStudio.Commands;

namespace NbaStudio.Benchmarks.Reference;

/// <summary>Runs a verb of the product as a person would, and reads its JSON.</summary>
internal static class CommandRun
{
    /// <exception cref="InvalidOperationException">The verb refused.</exception>
    public static async Task<JsonElement> JsonAsync(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await new NbaStudio.Commands.CommandLine(StudioCommands.All, output, error, false).RunAsync([.. words, "--json"], CancellationToken.None);
        return code == 0 ? JsonDocument.Parse(output.ToString()).RootElement : throw new InvalidOperationException($"{string.Join(' ', words)} came to {code}: {error}{output}");
    }

    public static double Number(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            element = element.GetProperty(name);
        }

        return element.GetDouble();
    }
}
