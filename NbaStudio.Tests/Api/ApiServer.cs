using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

/// <summary>The real hub on a real socket with an engine of the test's own over a store in memory.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private ApiServer(StudioServer server, NbaEngine engine) => (Server, Engine) = (server, engine);

    public StudioServer Server { get; private set; }

    public NbaEngine Engine { get; }

    public T Get<T>()
        where T : notnull => Server.Services.GetRequiredService<T>();

    /// <param name="policy">Published as revision 1; null = none is.</param>
    public static async Task<ApiServer> StartAsync(PolicyDocument? policy, EngineOptions? options = null, params string[] settings)
    {
        NbaEngine? engine = null;
        var store = new InMemoryHubStore();
        var server = await StudioServer.StartAsync(null, builder => builder.Services.AddSingleton(services => engine ??= new NbaEngine(
            store, options ?? new EngineOptions { Secret = Encoding.UTF8.GetBytes("a secret of the tests") }, services.GetRequiredService<TimeProvider>(), RandomNumberGenerator.Fill,
            revisions: number => Compiled(services, number))), [.. settings, "--Nba:Demo=false"]);
        var api = new ApiServer(server, server.Services.GetRequiredService<NbaEngine>());
        if (policy is not null)
        {
            var keyed = PolicyKeys.Assign(policy, 0).Document;
            var stored = await server.Services.GetRequiredService<PolicyStore>().SaveRevisionAsync(0, StoredPolicy.ToItems(keyed), "test", "first");
            (await api.Engine.StartAsync(keyed, stored.Number)).Issues.Where(issue => issue.Severity == IssueSeverity.Error).ShouldBeEmpty();
        }

        return api;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return await SendAsync(method, path, content, headers);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var response = (await Server.SendAsync(method, path, content, headers)).Response;
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return (response.StatusCode, bytes.Length == 0 ? default : JsonDocument.Parse(bytes).RootElement);
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path, (HttpContent?)null);

    public Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<(HttpStatusCode Status, JsonElement Body)> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    /// <summary>Paths of the errors of a problem.</summary>
    public static string[] Paths(JsonElement problem) => [.. problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()!)];

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Engine.DisposeAsync();
    }

    private static PolicySnapshot? Compiled(IServiceProvider services, int number)
    {
        var items = services.GetRequiredService<PolicyStore>().LoadRevisionAsync(number).GetAwaiter().GetResult();
        return items is null ? null : PolicyCompiler.Compile(StoredPolicy.ToDocument(items), number, DateTimeOffset.UnixEpoch).Snapshot;
    }
}
