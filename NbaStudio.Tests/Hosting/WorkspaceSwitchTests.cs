using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NbaStudio.Commands;
using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Hosting;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Hosting;

/// <summary>From the demo to one's own workspace and back, without mixing them: the process stops one hub and starts the other.</summary>
public sealed class WorkspaceSwitchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenOther_StartsTheHubAnewInTheOtherWorkspace()
    {
        List<WebApplication> apps = [];
        var running = Task.Run(() => StudioHost.RunAsync(["--urls=http://127.0.0.1:0", $"--Nba:DataFolder={_folder.Path}", "--Nba:Market:Run=false", "--Nba:Market:Customers=10"], with =>
        {
            var app = Program.Build(with, builder => builder.Logging.ClearProviders());
            lock (apps)
            {
                apps.Add(app);
            }

            return app;
        }));

        var demo = await StartedAsync(0);
        var places = demo.GetRequiredService<IWorkspaces>();
        var (here, other) = places.ReadPlaces(Caller.Local);
        (here.Name, other.Name, other.Exists).ShouldBe(("demo", "main", false));
        other.Command.ShouldEndWith("--Nba:Demo=false");
        Should.Throw<UnauthorizedAccessException>(() => places.ReadPlaces(new Caller(CallerKind.Account, "m.ito", [Scopes.Publish])));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => places.OpenOtherAsync(new Caller(CallerKind.Account, "m.ito", [Scopes.Publish])));
        await places.OpenOtherAsync(Caller.Local);

        var own = await StartedAsync(1);
        own.GetRequiredService<Workspace>().Name.ShouldBe("main");
        own.GetRequiredService<NbaEngine>().Policy!.Actions.ShouldBeEmpty("it begins empty");
        var back = own.GetRequiredService<IWorkspaces>();
        (back.ReadPlaces(Caller.Local).Other.Name, back.ReadPlaces(Caller.Local).Other.Exists).ShouldBe(("demo", true));
        await back.OpenOtherAsync(Caller.Local);

        var again = await StartedAsync(2);
        again.GetRequiredService<NbaEngine>().FindCustomer("kw-000001").ShouldNotBeNull("as it was left");
        (await again.GetRequiredService<AuditLog>().SearchAsync(new AuditQuery(What: "workspace.opened"))).ShouldHaveSingleItem().Entry.Target.ShouldBe("main");
        again.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        (await running.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(0);
        apps.Count.ShouldBe(3);

        async Task<IServiceProvider> StartedAsync(int index)
        {
            for (var i = 0; i < 1200; i++)
            {
                WebApplication? app;
                lock (apps)
                {
                    app = apps.ElementAtOrDefault(index);
                }

                if (app?.Lifetime.ApplicationStarted.IsCancellationRequested == true)
                {
                    return app.Services;
                }

                running.IsCompleted.ShouldBeFalse("it ended");
                await Task.Delay(50);
            }

            throw new TimeoutException($"Hub {index} did not start.");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_ThatIsToldBetweenTwoHubs_EndsTheProcess(bool isBuilt)
    {
        using var told = new CancellationTokenSource();
        var second = default(IHostApplicationLifetime);
        var running = StudioHost.RunAsync(["--urls=http://127.0.0.1:0", $"--Nba:DataFolder={_folder.Path}", "--Nba:Market:Run=false", "--Nba:Market:Customers=10"], with =>
        {
            var isFirst = !with[^1].StartsWith("--Nba:Demo", StringComparison.Ordinal);
            if (!isFirst && !isBuilt)
            {
                told.Cancel();
            }

            var app = Program.Build(with, builder => builder.Logging.ClearProviders());
            if (isFirst)
            {
                app.Lifetime.ApplicationStarted.Register(() => _ = app.Services.GetRequiredService<IWorkspaces>().OpenOtherAsync(Caller.Local));
            }
            else
            {
                second = app.Lifetime;
                second.ApplicationStarted.Register(() => told.Cancel());
            }

            return app;
        }, told.Token);

        (await running.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(0);

        (second is not null, told.IsCancellationRequested).ShouldBe((true, true));
        second!.ApplicationStarted.IsCancellationRequested.ShouldBe(isBuilt, "a hub that is not wanted any more does not come up");
        WorkspaceLock.Take(new Workspace(_folder.Path, false)).Dispose();
    }

    [Fact]
    public async Task OpenOther_WithoutAnAdminWhereOthersReachTheHub_IsRefused()
    {
        await using var server = await StudioServer.StartAsync(_folder, null);
        var services = server.Services;
        var open = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "https://0.0.0.0:5443" }).Build();
        var places = new WorkspaceSwitch(
            services.GetRequiredService<Workspace>(), services.GetRequiredService<NbaOptions>(), services.GetRequiredService<ProgramCommand>(), open, services.GetRequiredService<NbaEngine>(),
            services.GetRequiredService<IHostApplicationLifetime>(), services.GetRequiredService<AuditLog>());

        (await Should.ThrowAsync<WorkspaceRefusedException>(() => places.OpenOtherAsync(Caller.Local))).Message.ShouldContain("no admin account");

        places.NextIsDemo.ShouldBeNull();
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task OpenOther_ThatAnotherProcessServes_IsRefusedWhileThisOneGoesOn()
    {
        await using var server = await StudioServer.StartAsync(_folder, null);
        await using var own = await StudioServer.StartAsync(_folder, null, "--Nba:Demo=false");

        (await Should.ThrowAsync<WorkspaceRefusedException>(() => server.Services.GetRequiredService<IWorkspaces>().OpenOtherAsync(Caller.Local))).IsServed.ShouldBeTrue();

        (await server.Http.GetAsync("/health/ready")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Channels_TellWhichKeysAreSet_AndNeverTheirValues()
    {
        await using var server = await StudioServer.StartAsync("--Nba:Channels:email:Host=mail.example.com", "--Nba:Channels:email:Password=hush");

        var channels = server.Services.GetRequiredService<IWorkspaces>().ReadChannels(Caller.Local);

        channels.Single(c => c.Channel.Id == "email").Settings.ShouldBe(
        [
            ("Nba:Channels:email:Host", true), ("Nba:Channels:email:From", false), ("Nba:Channels:email:User", false), ("Nba:Channels:email:Password", true),
        ]);
        channels.ShouldContain(c => c.Settings.Count == 0, "agents need none");
    }
}
