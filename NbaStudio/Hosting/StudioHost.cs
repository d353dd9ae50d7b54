using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Security;

namespace NbaStudio.Hosting;

/// <summary>Starts and stops the process; what it is made of stands in Program.cs.</summary>
public static class StudioHost
{
    /// <summary>Listened on where the configuration names no address.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>The working folder if it has the configuration file, else the program's own.</summary>
    public static string ContentRoot
    {
        get
        {
            var here = Directory.GetCurrentDirectory();
            return File.Exists(Path.Combine(here, "appsettings.json")) ? here : AppContext.BaseDirectory;
        }
    }

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var root = ContentRoot;
        var assets = Path.Combine(root, "wwwroot-assets");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(StudioHost).Assembly.GetName().Name,
            ContentRootPath = root,
            WebRootPath = Directory.Exists(assets) ? assets : null,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimitMiddleware.DefaultBytes;
        });
        var configuration = builder.Configuration;
        if (configuration["urls"] is null && configuration["http_ports"] is null && configuration["https_ports"] is null && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        return builder;
    }

    /// <summary>Runs until the process is told to stop; where somebody asked for the other workspace, it goes on with that one. 0 after a clean stop, 2 where it could not start.</summary>
    /// <param name="stop">Ends it as a signal does.</param>
    public static async Task<int> RunAsync(string[] args, Func<string[], WebApplication> build, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(build);
        // A hub hears signals only while it runs; one that comes between two of them is meant all the same.
        using var signals = new StopSignals(stop);
        try
        {
            for (var with = args; ;)
            {
                await using var app = build(with);
                // Taken for good when the hub starts, where a refusal would be told by a stack trace.
                WorkspaceLock.Take(app.Services.GetRequiredService<Workspace>()).Dispose();
                var workspaces = app.Services.GetRequiredService<WorkspaceSwitch>();
                await ((IHost)app).RunAsync(signals.Told);
                if (signals.Told.IsCancellationRequested || workspaces.NextIsDemo is not { } demo)
                {
                    return 0;
                }

                // The last of several wins. Only for now: the next start of the program goes by its settings.
                with = [.. args, $"--Nba:Demo={(demo ? "true" : "false")}"];
            }
        }
        catch (OperationCanceledException) when (signals.Told.IsCancellationRequested)
        {
            // It was told before it was up.
            return 0;
        }
        catch (ConfigurationMistakesException mistakes)
        {
            await Console.Error.WriteLineAsync(mistakes.Message);
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException)
        {
            await Console.Error.WriteLineAsync($"NBA Studio cannot run: {failure.Message}");
        }

        return 2;
    }
}
