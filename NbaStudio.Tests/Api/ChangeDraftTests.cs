using System.Net;
using System.Text.Json;
using NbaStudio.Data;

namespace NbaStudio.Tests.Api;

/// <summary>Changes over HTTP that are never published: what is refused, and what a draft shows.</summary>
public sealed class ChangeDraftTests(PlainApi shared) : ChangeCalls, IClassFixture<PlainApi>
{
    private readonly ApiServer _api = shared.Server;

    protected override ApiServer Api => _api;

    [Fact]
    public async Task Resolve_NullAmongTheEdits_IsRefusedByItsPlace()
    {
        var id = await CreateAsync("Nothing");
        await LeverAsync(id, "grow", 3);

        var (status, problem) = await _api.PostAsync($"{Root}/{id}/resolve", """{"items":[null]}""");

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("items[0]");
    }

    [Fact]
    public async Task Put_WithoutIfMatchOrWithAnOldOne_IsRefused()
    {
        var id = await CreateAsync("Spring");
        var (item, tag) = await ReadAsync(id, "objective", "grow");
        (await PutAsync(id, "objective", "grow", item)).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        await LeverAsync(id, "grow", 3);

        (await PutAsync(id, "objective", "grow", item, ("If-Match", tag))).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await PutAsync(id, "condition", "new", """{"name":"new","when":"customer.age > 3"}""", ("If-Match", tag))).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await PutAsync(id, "objective", "grow", item, ("If-None-Match", "*"))).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await _api.SendAsync(HttpMethod.Delete, $"{Root}/{id}/items/objective/grow")).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await ReadAsync(id, "objective", "grow")).Item.ShouldContain("\"lever\":3");
    }

    [Fact]
    public async Task Delete_OfAGroup_TakesWhatHangsUnderItAndCanBeTakenBack()
    {
        var id = await CreateAsync("Less");
        var (_, tag) = await ReadAsync(id, "group", "plans");

        (await _api.SendAsync(HttpMethod.Delete, $"{Root}/{id}/items/group/plans", (HttpContent?)null, ("If-Match", tag))).Status.ShouldBe(HttpStatusCode.NoContent);

        (await _api.GetAsync($"{Root}/{id}/items/action/upgrade")).Status.ShouldBe(HttpStatusCode.NotFound);
        var differences = (await _api.GetAsync($"{Root}/{id}")).Body.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("difference").GetString()).ToList();
        differences.Count.ShouldBe(6);
        differences.ShouldAllBe(d => d == "removed");
        await _api.PostAsync($"{Root}/{id}/resolve", """{"items":[{"kind":"group","id":"plans","take":"theirs"}]}""");
        (await _api.GetAsync($"{Root}/{id}")).Body.GetProperty("differences").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Submit_WithMistakes_IsRefusedWithAllOfThem()
    {
        var id = await CreateAsync("Wrong");
        await LeverAsync(id, "grow", 11);
        await LeverAsync(id, "serve", -1);
        var review = (await _api.GetAsync($"{Root}/{id}")).Body;
        review.GetProperty("valid").GetBoolean().ShouldBeFalse();
        review.GetProperty("issues").GetArrayLength().ShouldBe(2);

        foreach (var call in (string[])["submit", "publish"])
        {
            var problem = await PostAsync($"{id}/{call}", HttpStatusCode.BadRequest);
            ApiServer.Paths(problem).ShouldBe(["objectives/grow/lever", "objectives/serve/lever"]);
        }
    }

    [Theory]
    [InlineData("thing", "a", """{"id":"a"}""", HttpStatusCode.BadRequest)]
    [InlineData("condition", "a", """{"name":"b","when":"true"}""", HttpStatusCode.BadRequest)]
    [InlineData("condition", "a", """{"name":"a","when":"true","color":1}""", HttpStatusCode.BadRequest)]
    [InlineData("condition", "a", "{", HttpStatusCode.BadRequest)]
    [InlineData("condition", "a", """{"name":"a","when":"true","key":7}""", HttpStatusCode.BadRequest)]
    [InlineData("objective", "o", """{"id":"o","groups":[{"id":"g"}]}""", HttpStatusCode.BadRequest)]
    [InlineData("condition", "a?parent=x", """{"name":"a","when":"true"}""", HttpStatusCode.BadRequest)]
    [InlineData("condition", "a?position=-1", """{"name":"a","when":"true"}""", HttpStatusCode.BadRequest)]
    [InlineData("condition", "a?rename=perhaps", """{"name":"a","when":"true"}""", HttpStatusCode.BadRequest)]
    [InlineData("condition", "a?rename=true", """{"name":"b","when":"true"}""", HttpStatusCode.NotFound)]
    public async Task Put_BadInput_IsRefusedAndNothingIsStored(string kind, string path, string body, HttpStatusCode expected)
    {
        var id = await CreateAsync("Bad");

        (await PutAsync(id, kind, path, body)).Status.ShouldBe(expected);

        (await _api.Get<ChangeStore>().FindAsync(id))!.Edits.ShouldBeEmpty();
    }

    [Fact]
    public async Task Put_MarkupAndLongTexts_StayTexts()
    {
        var id = await CreateAsync("<b>bold</b> & \"quoted\"");
        var text = string.Concat(Enumerable.Repeat("<script>alert('あ')</script>", 4_000));
        var body = JsonSerializer.Serialize(new { name = "long", when = $"customer.note = \"{text}\"" });

        (await PutAsync(id, "condition", "long", body)).Status.ShouldBe(HttpStatusCode.Created);

        (await _api.GetAsync($"{Root}/{id}/items/condition/long")).Body.GetProperty("item").GetProperty("when").GetString()!.ShouldContain("<script>");
        (await _api.GetAsync($"{Root}/{id}")).Body.GetProperty("change").GetProperty("name").GetString().ShouldBe("<b>bold</b> & \"quoted\"");
        (await _api.PostAsync(Root, """{"name":"  "}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _api.PostAsync(Root, JsonSerializer.Serialize(new { name = new string('x', 201) }))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Delete_OfWhatOthersReferTo_IsAnIssueThatBlocks()
    {
        var id = await CreateAsync("Dangling");
        await _api.SendAsync(HttpMethod.Delete, $"{Root}/{id}/items/condition/adult", (HttpContent?)null, ("If-Match", "*"));

        var review = (await _api.GetAsync($"{Root}/{id}")).Body;

        review.GetProperty("valid").GetBoolean().ShouldBeFalse();
        await PostAsync($"{id}/publish", HttpStatusCode.BadRequest);
    }
}
