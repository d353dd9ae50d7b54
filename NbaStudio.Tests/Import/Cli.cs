using System.Text.Json;
using NbaStudio.Commands;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Import;

/// <summary>The command line as a person uses it, in a folder of its own.</summary>
internal sealed class Cli : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public string Write(string name, string text)
    {
        var path = Folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }

    public async Task<int> RunAsync(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await new CommandLine(StudioCommands.All, output, error, false).RunAsync(words, CancellationToken.None);
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }

    public void Dispose() => Folder.Dispose();
}
