using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Hub;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

/// <summary>The real hub on a real socket with an empty workspace and a policy of the test's own.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private ApiServer(StudioServer server) => Server = server;

    public StudioServer Server { get; }

    public NbaEngine Engine => Get<NbaEngine>();

    public T Get<T>()
        where T : notnull => Server.Services.GetRequiredService<T>();

    public static async Task<ApiServer> StartAsync(PolicyDocument policy, params string[] settings)
    {
        var api = new ApiServer(await StudioServer.StartAsync([.. settings, "--Nba:Demo=false"]));
        var keyed = PolicyKeys.Assign(policy, 0).Document;
        var stored = await api.Get<PolicyStore>().SaveRevisionAsync(1, PolicyStorage.Split(keyed), "test", "the test's policy");
        (await api.Engine.PublishAsync(keyed, stored.Number)).Issues.Where(issue => issue.Severity == IssueSeverity.Error).ShouldBeEmpty();
        return api;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return await SendAsync(method, path, content, headers);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var response = (await Server.SendAsync(method, path, content, headers)).Response;
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return (response.StatusCode, bytes.Length == 0 ? default : JsonDocument.Parse(bytes).RootElement);
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<(HttpStatusCode Status, JsonElement Body)> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    /// <summary>Paths of the errors of a problem.</summary>
    public static string[] Paths(JsonElement problem) => [.. problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()!)];

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
