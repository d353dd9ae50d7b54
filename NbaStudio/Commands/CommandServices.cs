using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Hosting;

namespace NbaStudio.Commands;

/// <summary>Opens the configured workspace for a verb, beside a running hub or without one.</summary>
internal sealed class CommandServices(IReadOnlyList<string> settings) : IDisposable
{
    private ServiceProvider? _services;

    /// <summary>The configured workspace, without touching the disk.</summary>
    public Workspace Place() => Workspace.Of(ReadOptions(), StudioHost.ContentRoot);

    public IServiceProvider Open(CancellationToken stop)
    {
        var options = ReadOptions();
        _services = new ServiceCollection().AddLogging().AddFoundations(options, Workspace.Open(options, StudioHost.ContentRoot)).BuildServiceProvider();
        // Verbs run one at a time on the process's own thread: nothing waits behind this one.
        _services.GetRequiredService<ConsoleDatabase>().MigrateAsync(stop).GetAwaiter().GetResult();
        return _services;
    }

    public void Dispose() => _services?.Dispose();

    private NbaOptions ReadOptions()
    {
        var root = StudioHost.ContentRoot;
        var configuration = new ConfigurationBuilder().SetBasePath(root).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().AddCommandLine([.. settings]).Build();
        var reader = new SettingsReader();
        var options = reader.Read(configuration);
        if (reader.Mistakes.Count > 0)
        {
            throw new ConfigurationMistakesException(reader.Mistakes);
        }

        return options;
    }
}
