using NbaStudio.Api;
using NbaStudio.Commands;
using NbaStudio.Commands.Backup;
using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Data.Accounts;
using NbaStudio.Hosting.Clock;
using NbaStudio.Hosting.Health;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Hosting.Metrics;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Hosting;

/// <summary>What every part of the hub stands on: configuration, time, workspace, console data, security, health, metrics.</summary>
public static class StudioServices
{
    /// <summary>Reads and checks the configuration, opens the workspace and registers the foundations.</summary>
    /// <exception cref="ConfigurationMistakesException">Something in the configuration is wrong; all of it is listed.</exception>
    /// <exception cref="InvalidOperationException">An address cannot be listened on. Nothing was opened.</exception>
    public static WebApplicationBuilder AddStudio(this WebApplicationBuilder builder)
    {
        var reader = new SettingsReader();
        var options = reader.Read(builder.Configuration);
        var mistakes = reader.Mistakes.Concat(LoopbackBinding.Check(builder.Configuration, hasAdmin: reader.Mistakes.Count == 0 && AccountProbe.HasAdmin(options, builder.Environment.ContentRootPath), options.Proxies.Count > 0)).ToList();
        if (mistakes.Count > 0)
        {
            throw new ConfigurationMistakesException(mistakes);
        }

        AddressProbe.Check(builder.Configuration);
        var workspace = Workspace.Open(options, builder.Environment.ContentRootPath);
        builder.Services.AddFoundations(options, workspace).AddSecurity(options, workspace);
        builder.Services.AddSingleton(new HubClock(options.ClockAt(TimeProvider.System.GetUtcNow())))
            .AddSingleton<TimeProvider>(services => services.GetRequiredService<HubClock>())
            .AddSingleton<ProgramCommand>()
            .AddSingleton<WorkspaceSwitch>()
            .AddSingleton<IWorkspaces>(services => services.GetRequiredService<WorkspaceSwitch>())
            .AddSingleton<IBackups, BackupDesk>()
            .AddSingleton<IdempotencyStore>()
            .AddSingleton<MetricsExporter>()
            .AddSingleton<IReadinessCheck, ConsoleDatabaseCheck>()
            .AddSingleton<IEndpointModule, HealthEndpoints>()
            .AddSingleton<IEndpointModule, MetricsEndpoint>()
            .AddSingleton<IEndpointModule, ClockEndpoints>()
            .AddHostedService<StudioLifetime>();
        builder.Services.ConfigureHttpJsonOptions(json => HubJson.Apply(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        return builder;
    }

    /// <summary>What commands need too: options, workspace, console data, keys.</summary>
    public static IServiceCollection AddFoundations(this IServiceCollection services, NbaOptions options, Workspace workspace) =>
        services.AddSingleton(options).AddSingleton(new WallClock(TimeProvider.System)).AddConsoleData(workspace).AddApiKeys().AddAccounts(workspace);

    /// <summary>The request pipeline up to the endpoints.</summary>
    public static WebApplication UseStudio(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<StoppingMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<EngineProblemMiddleware>();
        app.UseRouting();
        app.UseMiddleware<EscapedSlashMiddleware>();
        app.UseSecurity();
        app.UseMiddleware<IdempotencyMiddleware>();
        return app;
    }

    /// <summary>Static files and the endpoints of every registered module.</summary>
    public static WebApplication MapStudio(this WebApplication app)
    {
        app.MapStaticAssets().OpenToAll();
        foreach (var module in app.Services.GetServices<IEndpointModule>())
        {
            module.Map(app);
        }

        return app;
    }
}
