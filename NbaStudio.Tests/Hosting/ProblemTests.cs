using System.Net;
using System.Text;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Tests.Hosting;

public sealed class ProblemTests(PlainServer shared) : IClassFixture<PlainServer>
{
    private readonly StudioServer _server = shared.Server;

    [Fact]
    public async Task UnknownRoute_UnderApi_Is404Problem()
    {
        var (response, problem) = await _server.SendAsync(HttpMethod.Get, "/api/v1/nothing");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        problem!.Detail.ShouldBe("There is no GET /api/v1/nothing.");
    }

    [Fact]
    public async Task WrongMethod_UnderApi_Is405ProblemNamingTheRightOne()
    {
        var (response, problem) = await _server.SendAsync(HttpMethod.Delete, "/api/test/who");

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        problem!.Detail!.ShouldContain("GET");
    }

    [Fact]
    public async Task UnhandledException_UnderApi_Is500ProblemWithoutInternalsAndIsLogged()
    {
        var (response, problem) = await _server.SendAsync(HttpMethod.Get, "/api/test/fails");
        var text = await response.Content.ReadAsStringAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        text.ShouldNotContain("inner secret");
        text.ShouldNotContain("Exception");
        problem!.TraceId.ShouldNotBeNullOrEmpty();
        _server.Log.Lines.ShouldContain(line => line.Contains("the inner secret", StringComparison.Ordinal) && line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"name":"a","amount":1""", null, null)]
    [InlineData("not json", "", null)]
    [InlineData("", "", "a JSON body")]
    [InlineData("null", "", "a JSON value")]
    [InlineData("[]", "", "an object")]
    [InlineData("""{"name":"a","amount":"1"}""", "amount", "a finite number")]
    [InlineData("""{"name":"a","amount":1e999}""", "amount", "a finite number")]
    [InlineData("""{"name":"a","amount":NaN}""", "amount", null)]
    [InlineData("""{"name":null,"amount":1}""", "name", "text")]
    [InlineData("""{"amount":1}""", "name", "text")]
    [InlineData("""{"name":"a","amount":1,"kind":"third"}""", "kind", "first, second")]
    [InlineData("""{"name":"a","amount":1,"kind":1}""", "kind", "first, second")]
    [InlineData("""{"name":"a","amount":1,"count":1.5}""", "count", "a whole number")]
    [InlineData("""{"name":"a","amount":1,"amont":2}""", "amont", "name, amount, count, kind")]
    public async Task Body_Wrong_NamesFieldAndWhatIsAllowed(string body, string? path, string? allowed)
    {
        var (response, problem) = await _server.SendAsync(HttpMethod.Post, "/api/test/sample", new StringContent(body, Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = problem!.Errors!.Single();
        error.Path.ShouldBe(path ?? error.Path);
        error.Allowed.ShouldBe(allowed);
        error.Message.ShouldNotContain("System.");
    }

    [Fact]
    public async Task Body_SeveralMistakes_AreAllListed()
    {
        const string Body = """{"nme":"a","amount":"x","kind":"third","count":{}}""";

        var (_, problem) = await _server.SendAsync(HttpMethod.Post, "/api/test/sample", new StringContent(Body, Encoding.UTF8, "application/json"));

        problem!.Errors!.Select(error => error.Path).ShouldBe(["nme", "amount", "kind", "count", "name"], ignoreOrder: true);
        problem.Errors!.Single(error => error.Path == "nme").Message.ShouldContain("Did you mean name?");
    }

    [Theory]
    [InlineData("""{"name":"a","amount":1e999}""")]
    [InlineData("""{"name":""")]
    [InlineData("""{"name":"a","amount":1,"unknown":1}""")]
    public async Task Body_WrongOnFrameworkBinding_Is400Problem(string body)
    {
        var (response, problem) = await _server.SendAsync(HttpMethod.Post, "/api/test/bound", new StringContent(body, Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        problem!.Errors.ShouldNotBeNull();
    }

    [Fact]
    public void Parse_NestedTooDeeply_SaysSo()
    {
        var deep = Encoding.UTF8.GetBytes(new string('[', 40) + new string(']', 40));

        StrictJson.TryParse<StudioServer.Sample>(deep, out _, out var errors).ShouldBeFalse();

        errors.Single().Message.ShouldContain("nested too deeply");
    }

    [Fact]
    public void Parse_PropertyTwice_IsRefused()
    {
        StrictJson.TryParse<StudioServer.Sample>("""{"name":"a","name":"b","amount":1}"""u8, out _, out var errors).ShouldBeFalse();

        errors.Single().Message.ShouldContain("twice");
    }

    [Theory]
    [InlineData("""{"name":"\uD800","amount":1}""")]
    [InlineData("""{"\uD800":"a","name":"a","amount":1}""")]
    public void Parse_HalfASurrogatePair_IsRefused(string body)
    {
        StrictJson.TryParse<StudioServer.Sample>(Encoding.UTF8.GetBytes(body), out _, out var errors).ShouldBeFalse();

        errors.ShouldNotBeEmpty();
    }

    [Fact]
    public void Parse_RandomDamage_NeverThrowsAnythingElse()
    {
        var random = new Random(7);
        var good = Encoding.UTF8.GetBytes("""{"name":"日本語 😀","amount":1.5,"count":3,"kind":"second"}""");
        for (var round = 0; round < 3000; round++)
        {
            var bytes = good.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (!StrictJson.TryParse<StudioServer.Sample>(bytes, out _, out var errors))
            {
                errors.ShouldNotBeEmpty();
            }
        }
    }
}
