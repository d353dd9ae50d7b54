using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NbaStudio.Data;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Security;

namespace NbaStudio.Tests.Hosting;

/// <summary>The real hub on a real socket with its own data folder, plus a few endpoints that show what guards do.</summary>
public sealed class StudioServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly bool _ownsFolder;
    private readonly WebApplication _app;

    private StudioServer(TemporaryFolder folder, bool ownsFolder, WebApplication app, LogSink log)
    {
        (_folder, _ownsFolder, _app, Log) = (folder, ownsFolder, app, log);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public LogSink Log { get; }

    public IServiceProvider Services => _app.Services;

    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    public static Task<StudioServer> StartAsync(params string[] settings) => StartAsync(null, null, settings);

    public static async Task<StudioServer> StartAsync(TemporaryFolder? folder, Action<WebApplicationBuilder>? configure, params string[] settings)
    {
        var data = folder ?? new TemporaryFolder();
        var log = new LogSink();
        var app = Program.Build(["--urls=http://127.0.0.1:0", $"--Nba:DataFolder={data.Path}", "--Nba:Market:Run=false", "--Nba:Market:Customers=10", .. settings], builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
            builder.Services.AddSingleton<IEndpointModule, GuardedEndpoints>();
            configure?.Invoke(builder);
        });
        await app.StartAsync();
        return new StudioServer(data, folder is null, app, log);
    }

    public async Task<(ApiKey Key, string Secret)> CreateKeyAsync(params string[] scopes) =>
        await Services.GetRequiredService<ApiKeyStore>().CreateAsync("test", scopes, Caller.Local);

    public string IssueBrowserToken(string customer, string channel, string? origin = null) =>
        Services.GetRequiredService<BrowserTokens>().Issue(customer, channel, origin ?? Origin).Text;

    public async Task<(HttpResponseMessage Response, Problem? Problem)> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await Http.SendAsync(request);
        var isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
        var problem = isProblem ? System.Text.Json.JsonSerializer.Deserialize<Problem>(await response.Content.ReadAsByteArrayAsync(), HubJson.Options) : null;
        return (response, problem);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsFolder)
        {
            _folder.Dispose();
        }
    }

    public sealed record Sample(string Name, double Amount, int? Count = null, SampleKind Kind = SampleKind.First);

    public enum SampleKind
    {
        First,
        Second,
    }

    private sealed class GuardedEndpoints : IEndpointModule
    {
        private int _runs;

        public void Map(IEndpointRouteBuilder routes)
        {
            var api = routes.MapGroup("/api/test");
            api.MapGet("/who", (HttpContext context) => context.Caller().Name).RequireScope(Scopes.Read);
            api.MapGet("/undeclared", () => "ok");
            api.MapPost("/sample", async (HttpContext context) => Results.Json(await StrictJson.ReadAsync<Sample>(context.Request), HubJson.Options)).RequireScope(Scopes.Design);
            api.MapPost("/bound", (Sample sample) => sample.Name).RequireScope(Scopes.Design);
            api.MapPost("/large", async (HttpContext context) =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                return "read";
            }).RequireScope(Scopes.Design).AllowBodyUpTo(3 * 1024 * 1024);
            api.MapPost("/once", () => Results.Json(new { run = Interlocked.Increment(ref _runs) }, HubJson.Options, statusCode: 201)).RequireScope(Scopes.Design).WithIdempotency();
            api.MapGet("/fails", string () => throw new InvalidOperationException("the inner secret")).RequireScope(Scopes.Read);
            api.MapGet("/customers/{id}/offers", (string id, HttpContext context) => $"{context.Caller().Kind} {context.Caller().Token?.Channel} {id}").RequireScope(Scopes.Decide).AllowBrowserToken();
            api.MapPost("/track", (HttpContext context) => context.Caller().Kind.ToString()).RequireScope(Scopes.Outcome).AllowTrackingToken();
        }
    }
}
