using System.Net;
using System.Text.Json;

namespace NbaStudio.Tests.Api;

/// <summary>Whatever characters an id has, its customer can be addressed.</summary>
public sealed class CustomerIdTests(PlainApi shared) : IClassFixture<PlainApi>
{
    private readonly ApiServer _api = shared.Server;

    [Theory]
    [InlineData("a/b")]
    [InlineData("/")]
    [InlineData("a//b/")]
    [InlineData("100%")]
    [InlineData("a%2Fb")]
    [InlineData("a%2fb/c")]
    [InlineData("a+b c")]
    [InlineData("🦜/🎏")]
    [InlineData("顧客/一番")]
    [InlineData("مرحبا/שלום")]
    [InlineData("a?b#c&d=e;f")]
    [InlineData("..%2F../etc")]
    [InlineData("crm\\77")]
    public async Task Customer_IdWithSpecialCharacters_IsWrittenReadDecidedAndErased(string id)
    {
        var path = $"/api/v1/customers/{Uri.EscapeDataString(id)}";

        (await _api.PutAsync(path, """{"attributes":{"age":42}}""")).Status.ShouldBe(HttpStatusCode.Created);
        _api.Engine.FindCustomer(id).ShouldNotBeNull();
        (await _api.PutAsync(path, """{"attributes":{"age":43}}""")).Status.ShouldBe(HttpStatusCode.OK);
        var (status, customer) = await _api.GetAsync(path);
        status.ShouldBe(HttpStatusCode.OK);
        customer.GetProperty("customerId").GetString().ShouldBe(id);
        (await _api.GetAsync($"{path}/next-best-action?channel=web")).Status.ShouldBe(HttpStatusCode.OK);
        var (decided, reply) = await _api.PostAsync(
            "/api/v1/decisions", JsonSerializer.Serialize(new { customerId = id, channel = "web", placements = new[] { new { name = "hero" } } }));
        (decided, reply.GetProperty("customerId").GetString()).ShouldBe((HttpStatusCode.OK, id));

        (await _api.SendAsync(HttpMethod.Delete, path)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _api.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Customers_SlashAndItsEscape_AreTwo()
    {
        await _api.PutAsync("/api/v1/customers/two%2Fb", """{"attributes":{"age":1}}""");
        await _api.PutAsync("/api/v1/customers/two%252Fb", """{"attributes":{"age":2}}""");

        (await _api.GetAsync("/api/v1/customers/two%2fb")).Body.GetProperty("attributes").GetProperty("age").GetDouble().ShouldBe(1);
        (await _api.GetAsync("/api/v1/customers/two%252Fb?language=ja")).Body.GetProperty("attributes").GetProperty("age").GetDouble().ShouldBe(2);
        _api.Engine.FindCustomer("two/b").ShouldNotBe(_api.Engine.FindCustomer("two%2Fb"));
    }

    [Fact]
    public async Task BrowserToken_OfACustomerWithASlash_OpensOnlyThatCustomer()
    {
        await _api.PutAsync("/api/v1/customers/one%2Fb", """{"attributes":{"age":1}}""");
        await _api.PutAsync("/api/v1/customers/one%252Fb", """{"attributes":{"age":2}}""");
        var token = _api.Server.IssueBrowserToken("one/b", "web");

        (await OpenAsync("one%2Fb")).ShouldBe(HttpStatusCode.OK);
        (await OpenAsync("one%252Fb")).ShouldBe(HttpStatusCode.Forbidden);

        async Task<HttpStatusCode> OpenAsync(string escaped)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/customers/{escaped}/stream?channel=web");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            request.Headers.TryAddWithoutValidation("Origin", _api.Server.Origin);
            using var response = await _api.Server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return response.StatusCode;
        }
    }
}
