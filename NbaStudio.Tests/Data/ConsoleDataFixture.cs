using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Hosting;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Data;

/// <summary>Console data in a real SQLite file of one test.</summary>
public sealed class ConsoleDataFixture : IDisposable
{
    private readonly ServiceProvider _services;

    public ConsoleDataFixture(bool migrate = true)
    {
        Workspace = Workspace.Open(new NbaOptions { DataFolder = Folder.Path }, Folder.Path);
        _services = new ServiceCollection().AddLogging().AddFoundations(new NbaOptions(), Workspace).AddSingleton(new WallClock(Time)).BuildServiceProvider();
        if (migrate)
        {
            Database().MigrateAsync().GetAwaiter().GetResult();
        }
    }

    public TemporaryFolder Folder { get; } = new();

    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public Workspace Workspace { get; }

    public ConsoleDatabase Database(TimeSpan? patience = null) =>
        new(Get<IDbContextFactory<ConsoleDb>>(), NullLogger<ConsoleDatabase>.Instance) { Patience = patience ?? TimeSpan.FromSeconds(30) };

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public void Dispose()
    {
        _services.Dispose();
        Folder.Dispose();
    }
}
