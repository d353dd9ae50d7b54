using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NbaStudio.Tests.Api;

/// <summary>The calls that tests of changes have in common.</summary>
public abstract class ChangeCalls
{
    protected const string Root = "/api/v1/policy/changes";

    protected abstract ApiServer Api { get; }

    protected async Task<string> CreateAsync(string name)
    {
        var (status, body) = await Api.PostAsync(Root, JsonSerializer.Serialize(new { name }));
        status.ShouldBe(HttpStatusCode.Created);
        return body.GetProperty("change").GetProperty("id").GetString()!;
    }

    protected async Task LeverAsync(string change, string objective, double lever)
    {
        var (item, tag) = await ReadAsync(change, "objective", objective);
        var json = JsonNode.Parse(item)!;
        json["lever"] = lever;
        (await PutAsync(change, "objective", objective, json.ToJsonString(), ("If-Match", tag))).Status.ShouldBe(HttpStatusCode.OK);
    }

    protected async Task<(string Item, string Tag)> ReadAsync(string change, string kind, string id)
    {
        using var response = await Api.Server.Http.GetAsync($"{Root}/{change}/items/{kind}/{id}");
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (JsonSerializer.Serialize(body.GetProperty("item")), response.Headers.ETag!.ToString());
    }

    protected async Task<(HttpStatusCode Status, JsonElement Body)> PutAsync(string change, string kind, string path, string json, params (string, string)[] headers)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await Api.SendAsync(HttpMethod.Put, $"{Root}/{change}/items/{kind}/{path}", content, headers);
    }

    protected async Task<JsonElement> PostAsync(string path, HttpStatusCode expected)
    {
        var (status, body) = await Api.SendAsync(HttpMethod.Post, $"{Root}/{path}");
        status.ShouldBe(expected, body.ToString());
        return body;
    }
}
