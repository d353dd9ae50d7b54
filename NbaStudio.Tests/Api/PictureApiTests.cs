using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using NbaStudio.Data;
using NbaStudio.Data.Pictures;
using NbaStudio.Engine.Policies;
using NbaStudio.Security;
using NbaStudio.Tests.Hosting;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Api;

/// <summary>Pictures over the API: what is taken, what names them, and which may go.</summary>
public sealed class PictureApiTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Picture_UploadedTwice_IsOneWithItsAddress()
    {
        var (first, made) = await UploadAsync(SamplePictures.Gif(3, 2), "image/png", "?name=dot.png");
        var (second, again) = await UploadAsync(SamplePictures.Gif(3, 2), "application/octet-stream", "?name=other");

        (first, second).ShouldBe((HttpStatusCode.Created, HttpStatusCode.OK));
        made.GetProperty("type").GetString().ShouldBe("image/gif", "by its bytes, not by what was said");
        again.GetProperty("name").GetString().ShouldBe("dot.png");
        made.GetProperty("usedBy").GetArrayLength().ShouldBe(0);
        var id = made.GetProperty("id").GetString()!;
        made.GetProperty("address").GetString().ShouldBe("/pictures/" + id);
        (await _api.GetAsync("/api/v1/pictures")).Body.EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(id);
        (await _api.GetAsync("/api/v1/pictures/" + id)).Body.GetProperty("width").GetInt32().ShouldBe(3);
        (await _api.Server.SendAsync(HttpMethod.Get, "/pictures/" + id, null)).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Picture_Wrong_IsRefusedByFieldAndValue()
    {
        var (status, problem) = await UploadAsync("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "image/png");
        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain("3c73766720786d6c");
        problem.GetProperty("errors")[0].GetProperty("allowed").GetString()!.ShouldContain("PNG, JPEG, WebP or GIF");

        (await UploadAsync(SamplePictures.Png(PictureStore.MaximumSide + 1, 7), "image/png")).Body.GetProperty("detail").GetString()!.ShouldContain("4097 x 7");
        (await UploadAsync([], "image/png")).Body.GetProperty("detail").GetString().ShouldBe("The body is empty.");
        var (_, named) = await UploadAsync(SamplePictures.Point, "image/png", "?name=" + new string('a', 101));
        ApiServer.Paths(named).ShouldBe(["name"]);
        (await UploadAsync(new byte[PictureStore.MaximumBytes + 1], "image/png")).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await UploadAsync(SamplePictures.Point, "application/json")).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await _api.GetAsync("/api/v1/pictures/nope")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _api.SendAsync(HttpMethod.Delete, "/api/v1/pictures/nope")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Calls_WithoutTheirScope_AreRefused()
    {
        var id = (await UploadAsync(SamplePictures.Point, "image/png")).Body.GetProperty("id").GetString()!;

        var (read, decide, design) = (await HeaderAsync(Scopes.Read), await HeaderAsync(Scopes.Decide), await HeaderAsync(Scopes.Design));
        await Poll.UntilAsync(async () => (await _api.SendAsync(HttpMethod.Get, "/api/v1/pictures/" + id, (HttpContent?)null, read)).Status == HttpStatusCode.OK);

        (await UploadAsync(SamplePictures.Gif(1, 1), "image/png", "", read)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await UploadAsync(SamplePictures.Gif(1, 1), "image/png", "", design)).Status.ShouldBe(HttpStatusCode.Created);
        (await _api.SendAsync(HttpMethod.Get, "/api/v1/pictures", (HttpContent?)null, decide)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _api.SendAsync(HttpMethod.Delete, "/api/v1/pictures/" + id, (HttpContent?)null, design)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _api.SendAsync(HttpMethod.Get, "/api/v1/pictures/" + id, (HttpContent?)null, read)).Status.ShouldBe(HttpStatusCode.OK, "it is still there");
    }

    [Fact]
    public async Task Remove_OfWhatIsUsed_NamesTheUsesAndKeepsIt()
    {
        var id = (await UploadAsync(SamplePictures.Point, "image/png")).Body.GetProperty("id").GetString()!;
        var address = "/pictures/" + id;
        var document = _api.Engine.Policy!.Document;
        var treatment = document.Objectives[0].Groups[0].Actions[0].Treatments[0];
        var change = await PutAsync(treatment with { Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Subject = "Hat", Image = address, ImageAlt = "A hat" } } });

        var (status, problem) = await _api.SendAsync(HttpMethod.Delete, "/api/v1/pictures/" + id);
        status.ShouldBe(HttpStatusCode.Conflict);
        problem.GetProperty("detail").GetString()!.ShouldContain($"treatment '{treatment.Id}' in change {change}");

        (await _api.PostAsync($"/api/v1/policy/changes/{change}/publish", "")).Status.ShouldBe(HttpStatusCode.OK);
        var used = (await _api.GetAsync("/api/v1/pictures/" + id)).Body.GetProperty("usedBy").EnumerateArray().ShouldHaveSingleItem();
        (used.GetProperty("id").GetString(), used.TryGetProperty("change", out _)).ShouldBe((treatment.Id, false), "the newest revision names it now, the published change does not count");
        (await _api.SendAsync(HttpMethod.Delete, "/api/v1/pictures/" + id)).Body.GetProperty("detail").GetString()!.ShouldContain($"used by treatment '{treatment.Id}'.");

        var back = await PutAsync(treatment);
        (await _api.PostAsync($"/api/v1/policy/changes/{back}/publish", "")).Status.ShouldBe(HttpStatusCode.OK);
        var revision = _api.Engine.Policy!.Revision;
        (await _api.GetAsync("/api/v1/pictures/" + id)).Body.GetProperty("lastRevision").GetInt32().ShouldBe(revision - 1);
        (await _api.Server.SendAsync(HttpMethod.Get, address, null)).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _api.SendAsync(HttpMethod.Delete, "/api/v1/pictures/" + id)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _api.Server.SendAsync(HttpMethod.Get, address, null)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound, "what was held ready is gone too");
        (await _api.Get<AuditLog>().ListAsync(5)).ShouldContain(e => e.What == "picture.removed" && e.Target == id && e.Before!.Contains("1 x 1", StringComparison.Ordinal));
    }

    private async Task<string> PutAsync(TreatmentDocument treatment)
    {
        var change = (await _api.PostAsync("/api/v1/policy/changes", """{"name": "Hats"}""")).Body.GetProperty("change").GetProperty("id").GetString()!;
        var parent = _api.Engine.Policy!.Document.Objectives[0].Groups[0].Actions[0].Id;
        var item = PolicyItems.Split(_api.Engine.Policy!.Document with { Objectives = [.. _api.Engine.Policy!.Document.Objectives.Select(o => o with { Groups = [.. o.Groups.Select(g => g with { Actions = [.. g.Actions.Select(a => a with { Treatments = [.. a.Treatments.Select(t => t.Id == treatment.Id ? treatment : t)] })] })] })] })
            .Single(i => i.Kind == "treatment" && i.Id == treatment.Id);
        var (status, body) = await _api.SendAsync(HttpMethod.Put, $"/api/v1/policy/changes/{change}/items/treatment/{treatment.Id}?parent={parent}", item.Json, ("If-Match", "*"));
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        return change;
    }

    private async Task<(string, string)> HeaderAsync(string scope) => ("X-Api-Key", (await _api.Server.CreateKeyAsync([scope])).Secret);

    private async Task<(HttpStatusCode Status, JsonElement Body)> UploadAsync(byte[] bytes, string type, string query = "", params (string, string)[] headers)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await _api.SendAsync(HttpMethod.Post, "/api/v1/pictures" + query, content, headers);
    }
}
