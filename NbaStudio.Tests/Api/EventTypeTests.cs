using System.Net;
using System.Text.Json;
using NbaStudio.Data;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Api;

/// <summary>Merging customers, what events there are, and new aggregates, through the public interface.</summary>
public sealed class EventTypeTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Types_SeenAndDeclared_AreListedAndDeclaredInOneCall()
    {
        await SendAsync("1", "page_view", """{"page":"/a","device":"phone"}""");
        await SendAsync("2", "cart_added", """{"value":12.5,"item":"cup"}""");
        await SendAsync("3", "cart_added", """{"value":3}""");

        var (status, list) = await _api.GetAsync("/api/v1/events/types");

        status.ShouldBe(HttpStatusCode.OK);
        var types = list.GetProperty("types").EnumerateArray().ToDictionary(t => t.GetProperty("type").GetString()!);
        var cart = types["cart_added"];
        (cart.GetProperty("declared").GetBoolean(), cart.GetProperty("today").GetInt32(), cart.GetProperty("lastHour").GetInt32()).ShouldBe((false, 2, 2));
        cart.GetProperty("properties")[1].GetProperty("seenTypes")[0].GetString().ShouldBe("number");
        var view = types["page_view"];
        view.GetProperty("declared").GetBoolean().ShouldBeTrue();
        view.GetProperty("aggregates")[0].GetString().ShouldBe("visits_7d");
        view.GetProperty("triggers").GetArrayLength().ShouldBe(1);
        view.GetProperty("properties").EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldBe(["page", "device"]);
        types["purchase"].GetProperty("today").GetInt32().ShouldBe(0);

        (await _api.SendAsync(HttpMethod.Post, "/api/v1/events/types/nothing/declare")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _api.SendAsync(HttpMethod.Post, "/api/v1/events/types/page_view/declare")).Status.ShouldBe(HttpStatusCode.Conflict);
        var (declared, review) = await _api.SendAsync(HttpMethod.Post, "/api/v1/events/types/cart_added/declare");
        declared.ShouldBe(HttpStatusCode.Created);
        review.GetProperty("differences").GetArrayLength().ShouldBe(1);
        var id = review.GetProperty("change").GetProperty("id").GetString();
        (await _api.SendAsync(HttpMethod.Post, $"/api/v1/policy/changes/{id}/publish")).Status.ShouldBe(HttpStatusCode.OK);

        // From now on the type is checked.
        var (rejected, problem) = await SendAsync("4", "cart_added", """{"value":"many"}""");
        rejected.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(problem).ShouldBe(["properties.value"]);
        (await _api.Get<AuditLog>().ListAsync(20)).Select(entry => entry.What).ShouldContain("change.created");
    }

    [Fact]
    public async Task Declaration_OfWhatWasSeen_GoesIntoAnOpenChange()
    {
        await SendAsync("1", "cart_added", """{"value":12.5,"item":"cup"}""");
        var declarations = _api.Get<IEventDeclarations>();
        declarations.ReadDeclaration("nothing").ShouldBeNull();
        var declaration = declarations.ReadDeclaration("Cart_Added").ShouldNotBeNull();

        var put = await _api.Get<IItemEditor>().PutAsync(new ItemsEdit(null, "Spring", [declaration]), Caller.Local);

        var change = put.Change.ShouldNotBeNull(string.Join(' ', put.Notes.Select(n => n.Message)));
        var declared = (await _api.Get<IItemEditor>().OpenAsync(change))!.Document.Events.Single(e => e.Type == "cart_added");
        declared.Properties.Select(p => (p.Name, p.Type, p.Required)).ShouldBe([("value", "number", false), ("item", "text", false)], ignoreOrder: true);
        _api.Engine.Policy!.Document.Events.ShouldNotContain(e => e.Type == "cart_added", "nothing is in force yet");
        (await _api.Get<IItemEditor>().PutAsync(new ItemsEdit(change, "Spring", [declaration]), Caller.Local)).Change.ShouldBeNull("it is declared there already");
    }

    [Fact]
    public async Task Merge_OverTheApi_AnswersEveryCase()
    {
        await SendAsync("1", "page_view", """{"page":"/a"}""", "cookie-1");
        await _api.PutAsync("/api/v1/customers/crm-1", """{"attributes":{"age":30}}""");
        (await _api.PostAsync("/api/v1/customers/cookie-1/merge", """{"into":"crm-9"}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        ApiServer.Paths((await _api.PostAsync("/api/v1/customers/cookie-1/merge", """{"into":"cookie-1"}""")).Body).ShouldBe(["into"]);
        (await _api.PostAsync("/api/v1/customers/cookie-1/merge", "{}")).Status.ShouldBe(HttpStatusCode.BadRequest);

        var (status, answer) = await _api.PostAsync("/api/v1/customers/cookie-1/merge", """{"into":"crm-1"}""");

        status.ShouldBe(HttpStatusCode.OK);
        (answer.GetProperty("customerId").GetString(), answer.GetProperty("merged").GetBoolean()).ShouldBe(("crm-1", true));
        (await _api.PostAsync("/api/v1/customers/cookie-1/merge", """{"into":"crm-1"}""")).Body.GetProperty("merged").GetBoolean().ShouldBeFalse();
        var (_, customer) = await _api.GetAsync("/api/v1/customers/cookie-1");
        customer.GetProperty("aliases").EnumerateArray().Select(a => a.GetString()).ShouldBe(["crm-1", "cookie-1"]);
        customer.GetProperty("aggregates").GetProperty("aggregate.visits_7d").GetDouble().ShouldBe(1);
        (await _api.Get<AuditLog>().ListAsync(20)).Select(entry => entry.What).ShouldContain("customer.merged");
    }

    [Fact]
    public async Task Publish_NewAggregate_CountsWhatCameBefore()
    {
        for (var i = 0; i < 5; i++)
        {
            await SendAsync("p" + i, "purchase", """{"amount":10}""");
        }

        var policy = System.Text.Json.Nodes.JsonNode.Parse(await _api.Server.Http.GetStringAsync("/api/v1/policy"))!;
        policy["aggregates"]!.AsArray().Add(JsonSerializer.SerializeToNode(new { name = "spent", function = "sum", @event = "purchase", property = "amount", window = "90d" }));
        var (_, review) = await _api.PostAsync("/api/v1/policy/import", policy.ToJsonString());
        (await _api.SendAsync(HttpMethod.Post, $"/api/v1/policy/changes/{review.GetProperty("change").GetProperty("id").GetString()}/publish")).Status.ShouldBe(HttpStatusCode.OK);
        var (_, customer) = await _api.GetAsync("/api/v1/customers/c");
        customer.GetProperty("aggregates").GetProperty("aggregate.spent").GetDouble().ShouldBe(50);
        customer.TryGetProperty("completeFrom", out _).ShouldBeFalse();
        var (_, progress) = await _api.GetAsync("/api/v1/policy/publication");
        progress.GetProperty("inForce").GetInt32().ShouldBe(3);
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(string id, string type, string properties, string customer = "c") =>
        _api.PostAsync("/api/v1/events", $$"""{"eventId":"{{id}}","customerId":"{{customer}}","type":"{{type}}","time":"{{DateTimeOffset.UtcNow.AddSeconds(-1):O}}","properties":{{properties}}}""");
}
