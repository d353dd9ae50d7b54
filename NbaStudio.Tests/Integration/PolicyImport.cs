using System.Net.Http.Json;
using System.Text.Json;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Integration;

/// <summary>Publishes a policy as an operator does: imported as a change, then published.</summary>
internal static class PolicyImport
{
    public static async Task PublishAsync(HttpClient http, PolicyDocument document)
    {
        using var policy = new ByteArrayContent(PolicyJson.Write(document));
        policy.Headers.ContentType = new("application/json");
        using var imported = await http.PostAsync("/api/v1/policy/import?name=test", policy);
        imported.IsSuccessStatusCode.ShouldBeTrue(await imported.Content.ReadAsStringAsync());
        var change = (await imported.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("change").GetProperty("id").GetString();
        using var published = await http.PostAsync($"/api/v1/policy/changes/{change}/publish", null);
        published.IsSuccessStatusCode.ShouldBeTrue(await published.Content.ReadAsStringAsync());
    }
}
