using NbaStudio.Api;
using NbaStudio.Commands;
using NbaStudio.Components;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Hub;
using NbaStudio.Live.Readers;

return CommandLine.Takes(args) ? await CommandLine.RunAsync(args) : await StudioHost.RunAsync(args, with => Program.Build(with));

public partial class Program
{
    /// <summary>Puts the hub together. Every part registers its services above and maps its endpoints below.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = StudioHost.CreateBuilder(args);
        builder.AddStudio();
        builder.AddHub();
        builder.Services.AddConsole().AddReaders();
        builder.Services.AddApi();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseStudio();
        app.MapStudio();
        app.MapConsole();
        return app;
    }
}
