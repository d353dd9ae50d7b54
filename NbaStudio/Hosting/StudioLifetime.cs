using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NbaStudio.Data;
using NbaStudio.Hosting.Metrics;

namespace NbaStudio.Hosting;

/// <summary>First in, last out: takes the workspace, updates its database, says when the hub is ready, and lets the workspace go.</summary>
internal sealed class StudioLifetime(
    Workspace workspace, ConsoleDatabase database, IdempotencyStore idempotency, MetricsExporter metrics, IServer server, ILogger<StudioLifetime> log) : IHostedLifecycleService, IDisposable
{
    private WorkspaceLock? _lock;

    public async Task StartingAsync(CancellationToken stop)
    {
        _lock = WorkspaceLock.Take(workspace);
        log.LogInformation("Workspace {Workspace}; data folder {Folder}", workspace.Name, workspace.DataFolder);
        await database.MigrateAsync(stop);
        await idempotency.ForgetUnfinishedAsync(stop);
        // Measuring starts with the hub, not with the first look at it.
        metrics.Write();
    }

    public Task StartAsync(CancellationToken stop) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken stop)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? StudioHost.DefaultUrl;
        Console.Out.WriteLine($"NBA Studio is ready at {address}");
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken stop) => Task.CompletedTask;

    public Task StopAsync(CancellationToken stop) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken stop)
    {
        log.LogInformation("Stopped");
        return Task.CompletedTask;
    }

    public void Dispose() => _lock?.Dispose();
}
