using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Api;

/// <summary>What people and programs send by mistake or on purpose: a clear error, never a failure of the hub, nothing half done.</summary>
public sealed class BadInputTests(PlainApi shared) : IClassFixture<PlainApi>, IAsyncLifetime
{
    private static readonly string[] Posts =
        ["/api/v1/events", "/api/v1/decisions", "/api/v1/decisions/preview", "/api/v1/outcomes", "/api/v1/policy/import"];

    private readonly ApiServer _api = shared.Server;
    private readonly string _ann = $"ann-{shared.Number()}";
    private readonly int _logged = shared.Server.Server.Log.Lines.Count;

    private string Decide => DecideFor(_ann);

    public Task InitializeAsync() => PutAsync(_api, _ann);

    public Task DisposeAsync() => HoldsAsync(_api, _ann, _logged);

    [Fact]
    public async Task Body_Malformed_Is400WithAPlace()
    {
        foreach (var path in Posts)
        {
            foreach (var body in (string[])["", "{", "{\"a\":", "nonsense", "\"text\"", "17", "null", "{\"a\":1,\"a\":2}", "{\"a\":NaN}", "{\"a\":\"\\uD800\"}", new string('[', 5_000)])
            {
                var (status, problem) = await _api.PostAsync(path, body);

                status.ShouldBe(HttpStatusCode.BadRequest, $"{path} {body} {problem}");
                problem.GetProperty("errors").GetArrayLength().ShouldBeGreaterThan(0);
                problem.GetProperty("errors")[0].GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
            }
        }
    }

    [Fact]
    public async Task Body_NotUtf8_Is400()
    {
        foreach (var path in Posts)
        {
            using var content = new ByteArrayContent([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
            content.Headers.ContentType = new("application/json");
            (await _api.SendAsync(HttpMethod.Post, path, content)).Status.ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    [Theory]
    [InlineData("/api/v1/events", 1024 * 1024)]
    [InlineData("/api/v1/decisions", 1024 * 1024)]
    [InlineData("/api/v1/outcomes", 1024 * 1024)]
    [InlineData("/api/v1/decisions/preview", 1024 * 1024)]
    [InlineData("/api/v1/policy/import", 32 * 1024 * 1024)]
    public async Task Body_TooLarge_Is413NamingTheLimit(string path, int limit)
    {
        foreach (var chunked in (bool[])[false, true])
        {
            var bytes = new byte[limit + 1];
            bytes.AsSpan().Fill((byte)' ');
            using HttpContent content = chunked ? new StreamContent(new Unsized(bytes)) : new ByteArrayContent(bytes);
            content.Headers.ContentType = new("application/json");

            var (status, problem) = await _api.SendAsync(HttpMethod.Post, path, content);

            status.ShouldBe(HttpStatusCode.RequestEntityTooLarge, $"chunked {chunked}");
            problem.GetProperty("errors")[0].GetProperty("allowed").GetString().ShouldBe($"at most {limit} bytes");
        }
    }

    [Fact]
    public async Task Entries_MoreThanAThousand_AreRefusedTogether()
    {
        var (status, problem) = await _api.PostAsync("/api/v1/events", $"[{string.Join(",", Enumerable.Range(0, 1_001).Select(i => Event($"m{i}", _ann, "1")))}]");

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("errors")[0].GetProperty("allowed").GetString()!.ShouldContain("at most 1000 entries");
        (await EventsOfAsync(_ann)).ShouldBe(0);
    }

    [Fact]
    public async Task Customer_Unknown_Is404WhereverAnIdIsAskedFor()
    {
        foreach (var path in (string[])["/api/v1/customers/nobody", "/api/v1/customers/nobody/next-best-action?channel=web", "/api/v1/customers/%F0%9F%98%80"])
        {
            var (status, problem) = await _api.GetAsync(path);
            status.ShouldBe(HttpStatusCode.NotFound);
            ApiServer.Paths(problem).ShouldBe(["customerId"]);
        }

        (await _api.SendAsync(HttpMethod.Delete, "/api/v1/customers/nobody")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _api.PostAsync("/api/v1/decisions/preview", Decide.Replace(_ann, "nobody", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Customer_UnknownWhereTheyAreRefused_IsNotCreated()
    {
        await using var strict = await ApiServer.StartAsync(ApiPolicy.Create(), "--Nba:UnknownCustomers=reject", "--Nba:UnknownAttributes=reject");

        (await strict.PostAsync("/api/v1/decisions", Decide)).Status.ShouldBe(HttpStatusCode.NotFound);
        var (status, problem) = await strict.PostAsync("/api/v1/events", Event("e", _ann, "1"));
        status.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(problem).ShouldBe(["customerId"]);
        var (_, unknown) = await strict.PutAsync($"/api/v1/customers/{_ann}", """{"attributes":{"Age":1}}""");
        unknown.GetProperty("errors")[0].GetProperty("allowed").GetString()!.ShouldContain("did you mean age");
        strict.Engine.FindCustomer(_ann).ShouldBeNull();
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", true)]
    [InlineData("0001-01-01T00:00:00+14:00", null)]
    [InlineData("1583-10-15", true)]
    [InlineData("1969-12-31T23:59:59.999Z", true)]
    [InlineData("2031-01-01T00:00:00Z", false)]
    [InlineData("9999-12-31T23:59:59Z", false)]
    [InlineData("9999-12-31T23:59:59-14:00", null)]
    [InlineData("2026-13-45T99:99:99Z", null)]
    [InlineData("yesterday", null)]
    public async Task Time_FarAway_IsTakenIntoHistoryOrRefused(string time, bool? taken)
    {
        var (status, answer) = await _api.PostAsync("/api/v1/events", $$"""{"eventId":"t","customerId":"{{_ann}}","type":"page_view","time":"{{time}}"}""");
        status.ShouldBe(taken == true ? HttpStatusCode.Accepted : HttpStatusCode.BadRequest, answer.ToString());
        if (taken != true)
        {
            ApiServer.Paths(answer).ShouldBe(["time"]);
        }

        var (_, decision) = await _api.PostAsync("/api/v1/decisions", Decide);
        var (outcome, what) = await _api.PostAsync("/api/v1/outcomes", $$"""{"decisionId":"{{decision.GetProperty("decisionId").GetString()}}","outcome":"click","time":"{{time}}"}""");
        outcome.ShouldBe(taken == true ? HttpStatusCode.Accepted : HttpStatusCode.BadRequest, what.ToString());
        (await _api.PutAsync($"/api/v1/customers/{_ann}", $$"""{"attributes":{"since":"{{time}}"},"consents":[{"channel":"*","purpose":"marketing","granted":true,"time":"{{time}}","source":"form"}]}"""))
            .Status.ShouldBe(taken == true ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        (await _api.GetAsync($"/api/v1/customers/{_ann}")).Status.ShouldBe(HttpStatusCode.OK);
        (await _api.GetAsync($"/api/v1/customers/{_ann}/next-best-action?channel=web")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("1e308", true)]
    [InlineData("-1e308", true)]
    [InlineData("1e-320", true)]
    [InlineData("1e999", false)]
    [InlineData("NaN", false)]
    [InlineData("Infinity", false)]
    [InlineData("\"NaN\"", false)]
    [InlineData("0x10", false)]
    public async Task Number_Extreme_RoundTripsOrIsRefused(string number, bool taken)
    {
        var (status, _) = await _api.PutAsync($"/api/v1/customers/{_ann}", $$"""{"attributes":{"age":{{number}}} }""");
        status.ShouldBe(taken ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        (await _api.PutAsync($"/api/v1/customers/{_ann}", $$"""{"attributes":{"fee":{{number}}} }""")).Status.ShouldBe(number == "1e-320" ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        var (decided, answer) = await _api.PostAsync("/api/v1/decisions", $$"""{"customerId":"{{_ann}}","channel":"web","placements":[{"name":"hero"}],"context":{"x":{{number}}},"explain":true}""");
        decided.ShouldBe(taken || number == "\"NaN\"" ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.ToString());
        var (sent, problem) = await _api.PostAsync("/api/v1/events", $$"""{"eventId":"n","customerId":"{{_ann}}","type":"purchase","time":"2026-01-01T00:00:00Z","properties":{"amount":{{number}}} }""");
        sent.ShouldBe(number == "1e-320" ? HttpStatusCode.Accepted : HttpStatusCode.BadRequest, problem.ToString());
        (await _api.PostAsync("/api/v1/outcomes", $$"""{"decisionId":"d-999999-1","outcome":"conversion","outcomeId":"o","amount":{{number}}}""")).Status
            .ShouldBe(HttpStatusCode.BadRequest);
        if (taken)
        {
            (await _api.GetAsync($"/api/v1/customers/{_ann}")).Body.GetProperty("attributes").GetProperty("age").GetDouble().ShouldBe(double.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Attributes_TenThousand_AreRefusedAndNoneIsKept()
    {
        var many = string.Join(",", Enumerable.Range(0, 10_000).Select(i => $"\"a{i}\":{i}"));

        var (status, problem) = await _api.PutAsync("/api/v1/customers/new", $$"""{"attributes":{ {{many}} } }""");
        status.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(problem).ShouldBe(["attributes"]);
        problem.GetProperty("errors")[0].GetProperty("allowed").GetString().ShouldBe("at most 1000 attributes");
        _api.Engine.FindCustomer("new").ShouldBeNull();

        var (events, rejected) = await _api.PostAsync("/api/v1/events", $$"""{"eventId":"p","customerId":"{{_ann}}","type":"free","time":"2026-01-01T00:00:00Z","properties":{ {{many}} } }""");
        events.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(rejected).ShouldBe(["properties"]);
        var (context, refused) = await _api.PostAsync("/api/v1/decisions", $$"""{"customerId":"{{_ann}}","channel":"web","placements":[{"name":"hero"}],"context":{ {{many}} } }""");
        context.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(refused).ShouldBe(["context"]);
    }

    [Theory]
    [InlineData("客-😀")]
    [InlineData("مرحبا بالعالم")]
    [InlineData("\u202Eevil\u202C")]
    [InlineData("a/b?c#d%41 +&=")]
    [InlineData("👩‍👩‍👧‍👦\u0000\n")]
    public async Task Text_OfAnyScript_RoundTripsInIdsAndValues(string text)
    {
        var path = $"/api/v1/customers/{Uri.EscapeDataString(text)}";
        var json = JsonSerializer.Serialize(new { attributes = new { note = text, plan = text }, aliases = new[] { text + "-2" } });
        if (text.Contains('/', StringComparison.Ordinal) || text.Contains('\0', StringComparison.Ordinal))
        {
            // A slash or a zero in an id cannot stand in an address; it works in bodies.
            var (sent, answer) = await _api.PostAsync("/api/v1/events", JsonSerializer.Serialize(new { eventId = text, customerId = text, type = text, time = "2026-01-01T00:00:00Z", properties = new Dictionary<string, string> { ["x"] = text } }));
            sent.ShouldBe(HttpStatusCode.Accepted, answer.ToString());
            (await _api.PostAsync("/api/v1/decisions", JsonSerializer.Serialize(new { customerId = text, channel = "web", placements = new[] { new { name = "hero" } } }))).Status.ShouldBe(HttpStatusCode.OK);
            return;
        }

        (await _api.PutAsync(path, json)).Status.ShouldBe(HttpStatusCode.Created);
        var (_, customer) = await _api.GetAsync($"/api/v1/customers/{Uri.EscapeDataString(text + "-2")}");
        customer.GetProperty("customerId").GetString().ShouldBe(text);
        customer.GetProperty("attributes").GetProperty("note").GetString().ShouldBe(text);
    }

    [Theory]
    [InlineData("/api/v1/customers/%2e%2e%2fsecret")]
    [InlineData("/api/v1/customers/%00")]
    [InlineData("/api/v1/customers/%FF%FE")]
    [InlineData("/api/v1/customers/%")]
    [InlineData("/api/v1/decisions/d-99999999999999999999-1")]
    [InlineData("/api/v1/decisions/d--1-1")]
    [InlineData("/api/v1/decisions/%00/explanation")]
    [InlineData("/api/v1/policy/revisions/99999999999999999999")]
    [InlineData("/api/v1/policy/revisions/-1")]
    [InlineData("/api/v1/policy/revisions/0/diff/0")]
    public async Task Address_Strange_IsAClientError(string path)
    {
        var (status, _) = await _api.GetAsync(path);

        ((int)status).ShouldBeInRange(400, 499);
    }

    [Fact]
    public async Task Id_TooLong_IsRefusedEverywhere()
    {
        var id = new string('x', 129);

        ApiServer.Paths((await _api.PutAsync($"/api/v1/customers/{id}", "{}")).Body).ShouldBe(["customerId"]);
        ApiServer.Paths((await _api.PostAsync("/api/v1/events", Event(id, _ann, "1"))).Body).ShouldBe(["eventId"]);
        ApiServer.Paths((await _api.PostAsync("/api/v1/decisions", Decide.Replace(_ann, id, StringComparison.Ordinal))).Body).ShouldBe(["customerId"]);
        ApiServer.Paths((await _api.PutAsync($"/api/v1/customers/{_ann}", $$"""{"aliases":["{{id}}"]}""")).Body).ShouldBe(["aliases[0]"]);
    }

    [Fact]
    public async Task Event_SameIdOtherContent_KeepsTheFirst()
    {
        (await _api.PostAsync("/api/v1/events", Event("same", _ann, "1"))).Body.GetProperty("accepted").GetInt32().ShouldBe(1);
        var (status, answer) = await _api.PostAsync("/api/v1/events", Event("same", _ann, "2"));

        status.ShouldBe(HttpStatusCode.Accepted);
        var conflict = answer.GetProperty("conflicts")[0];
        conflict.GetProperty("eventId").GetString().ShouldBe("same");
        conflict.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("eventId");
        (await EventsOfAsync(_ann)).ShouldBe(1);
    }

    [Fact]
    public async Task Alias_OfAnotherCustomer_IsRefusedAndNothingElseIsDone()
    {
        (await _api.PutAsync("/api/v1/customers/bob", """{"aliases":["bobby"]}""")).Status.ShouldBe(HttpStatusCode.Created);
        var (status, problem) = await _api.PutAsync($"/api/v1/customers/{_ann}", """{"aliases":["annie","bobby"],"attributes":{"age":99},"language":"ja"}""");

        status.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(problem).ShouldBe(["aliases"]);
        var (_, ann) = await _api.GetAsync($"/api/v1/customers/{_ann}");
        ann.GetProperty("attributes").GetProperty("age").GetDouble().ShouldBe(42);
        ann.TryGetProperty("language", out _).ShouldBeFalse();
        (await _api.GetAsync("/api/v1/customers/annie")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Policy_WithTwoHundredMistakes_GetsThemAllAndIsNotStored()
    {
        var policy = JsonNode.Parse(PolicyJson.Write(SmallPolicy.Create()))!;
        var actions = policy["objectives"]![0]!["groups"]![0]!["actions"]!.AsArray();
        for (var i = 0; i < 100; i++)
        {
            actions.Add(JsonNode.Parse($$"""{"id":"bad{{i}}","lever":11,"eligibility":"customer.agee > 3","treatments":[{"id":"bad{{i}}-web","channel":"web","content":{"en":{"subject":"s","body":"b"} } }]}"""));
        }

        var (status, problem) = await _api.PostAsync("/api/v1/policy/import", policy.ToJsonString());

        status.ShouldBe(HttpStatusCode.BadRequest);
        var errors = problem.GetProperty("errors").EnumerateArray().ToList();
        errors.Count.ShouldBeGreaterThanOrEqualTo(200);
        errors.Count(error => error.GetProperty("path").GetString()!.EndsWith("/lever", StringComparison.Ordinal) && error.GetProperty("message").GetString()!.Contains("11", StringComparison.Ordinal)).ShouldBe(100);
        errors.Count(error => error.GetProperty("path").GetString()!.EndsWith("/eligibility", StringComparison.Ordinal)).ShouldBe(100);
        await NothingImportedAsync();
    }

    [Fact]
    public async Task Policy_WrongShapes_AreAllNamed()
    {
        var (status, problem) = await _api.PostAsync("/api/v1/policy/import", """{"nam":"x","currency":5,"channels":{},"objectives":[{"id":"a","lever":"high"}]}""");

        status.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(problem).ShouldBe(["nam", "currency", "channels", "objectives/a/lever"], ignoreOrder: true);
        await NothingImportedAsync();
    }

    [Fact]
    public async Task Expression_OfOneMegabyte_IsRefusedQuickly()
    {
        foreach (var expression in (string[])
        [
            string.Join(" and ", Enumerable.Repeat("customer.age > 1", 60_000)), new string('(', 1_000_000), new string('x', 1_000_000), "not " + string.Concat(Enumerable.Repeat("not ", 250_000)) + "true",
        ])
        {
            var policy = SmallPolicy.WithAction(action => action with { Eligibility = expression });
            var (status, problem) = await _api.PostAsync("/api/v1/policy/import", Encoding.UTF8.GetString(PolicyJson.Write(policy)));

            status.ShouldBe(HttpStatusCode.BadRequest);
            ApiServer.Paths(problem).ShouldAllBe(path => path.EndsWith("upgrade/eligibility", StringComparison.Ordinal));
            problem.GetRawText().Length.ShouldBeLessThan(50_000);
        }

        await NothingImportedAsync();
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=\\\"x\\\" onerror=\\\"alert(1)\\\">")]
    [InlineData("<a href=\\\"javascript:alert(1)\\\">x</a>")]
    public async Task Template_WithScriptInIt_IsRefused(string body)
    {
        var policy = Encoding.UTF8.GetString(PolicyJson.Write(SmallPolicy.WithTreatment(t => t with { Content = SmallPolicy.Content("BODY") }))).Replace("BODY", body, StringComparison.Ordinal);

        var (status, problem) = await _api.PostAsync("/api/v1/policy/import", policy);

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("errors").EnumerateArray().ShouldContain(error => error.GetProperty("path").GetString()!.Contains("content", StringComparison.Ordinal));
        await NothingImportedAsync();
    }

    [Fact]
    public async Task Script_InAPersonalValue_IsEscapedInMailAndPlainElsewhere()
    {
        const string Script = "<script>alert('x')</script>";
        await _api.PutAsync($"/api/v1/customers/{_ann}", JsonSerializer.Serialize(new
        {
            attributes = new { plan = Script }, addresses = new { mail = "ann@example.com" },
            consents = new[] { new { channel = "*", purpose = "marketing", granted = true, time = "2024-01-01T00:00:00Z", source = "form" } },
        }));

        var (_, web) = await _api.GetAsync($"/api/v1/customers/{_ann}/next-best-action?channel=web");
        var (_, mail) = await _api.GetAsync($"/api/v1/customers/{_ann}/next-best-action?channel=mail");

        web.GetProperty("actions")[0].GetProperty("content").GetProperty("body").GetString().ShouldBe($"Hello {Script}");
        mail.GetProperty("actions")[0].GetProperty("content").GetProperty("body").GetString().ShouldBe("Hello &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
        mail.GetProperty("actions")[0].GetProperty("content").GetProperty("subject").GetString().ShouldBe($"Hello {Script}");
    }

    [Theory]
    [InlineData("Origin", "https://shop.example")]
    [InlineData("Origin", "null")]
    [InlineData("Host", "attacker.example")]
    [InlineData("X-Forwarded-Host", "attacker.example")]
    public async Task Event_FromAForeignPageOrUnderAnotherName_IsRefused(string header, string value)
    {
        var (status, problem) = await _api.SendAsync(HttpMethod.Post, "/api/v1/events", Event("f", _ann, "1"), (header, value));

        status.ShouldBe(HttpStatusCode.Forbidden);
        problem.GetProperty("detail").GetString()!.ShouldContain(header == "X-Forwarded-Host" ? header : value);
        (await EventsOfAsync(_ann)).ShouldBe(0);
    }

    [Fact]
    public async Task Entries_Null_AreNamed()
    {
        ApiServer.Paths((await _api.PutAsync($"/api/v1/customers/{_ann}", """{"consents":[null],"aliases":[null]}""")).Body).ShouldContain("consents[0]");
        ApiServer.Paths((await _api.PostAsync("/api/v1/decisions", $$"""{"customerId":"{{_ann}}","channel":"web","placements":[null]}""")).Body).ShouldBe(["placements[0]"]);
        ApiServer.Paths((await _api.PostAsync("/api/v1/decisions/preview", Decide.Replace("}]}", "}],\"overrides\":{\"factors\":[null,{},{\"action\":\"none\",\"lever\":11}]}}", StringComparison.Ordinal))).Body)
            .ShouldBe(["overrides.factors[0]", "overrides.factors[1]", "overrides.factors[2].lever", "overrides.factors[2].action"]);
        ApiServer.Paths((await _api.PostAsync("/api/v1/decisions", $$"""{"customerId":"{{_ann}}","channel":"web","placements":[{"name":"hero","count":2147483647},{"name":"tile","count":-1}]}""")).Body)
            .ShouldBe(["placements[0].count", "placements[1].count", "placements"]);
    }

    [Fact]
    public async Task Bodies_DamagedAtRandom_NeverFailTheHub()
    {
        // What is damaged may still stand: it is taken, and no other test has to live with it.
        await using var own = await ApiServer.StartAsync(ApiPolicy.Create());
        await PutAsync(own, "ann");
        (string Path, string Body)[] good =
        [
            ("/api/v1/events", Event("z", "ann", "1")), ("/api/v1/decisions", DecideFor("ann")), ("/api/v1/outcomes", """{"decisionId":"d-1-1","outcome":"conversion","amount":1.5,"outcomeId":"o","time":"2026-01-01T00:00:00Z"}"""),
            ("/api/v1/decisions/preview", """{"customerId":"ann","channel":"web","placements":[{"name":"hero"}],"overrides":{"weights":{"p":1},"factors":[{"action":"family","value":3}]}}"""),
            ("/api/v1/policy/import", Encoding.UTF8.GetString(PolicyJson.Write(SmallPolicy.Create()))),
        ];
        var random = new Random(11);
        string[] pieces = ["null", "[]", "{}", "1e400", "-0", "\"\"", "\u0000", "\\u0000", "true", "9999999999999999999999", "\"😀\"", "]", "}", ",", ":"];
        for (var round = 0; round < 400; round++)
        {
            var (path, body) = good[random.Next(good.Length)];
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var at = random.Next(body.Length);
                body = random.Next(2) == 0 ? body.Remove(at, Math.Min(random.Next(1, 8), body.Length - at)) : body.Insert(at, pieces[random.Next(pieces.Length)]);
            }

            var (status, answer) = await own.PostAsync(path, body);
            ((int)status).ShouldBeLessThan(500, $"{path} {body} {answer}");
        }

        await HoldsAsync(own, "ann", 0);
    }

    private static string DecideFor(string customer) => $$"""{"customerId":"{{customer}}","channel":"web","placements":[{"name":"hero"}]}""";

    private static async Task PutAsync(ApiServer api, string customer) =>
        (await api.PutAsync($"/api/v1/customers/{customer}", """{"attributes":{"age":42,"plan":"gold","fee":30}}""")).Status.ShouldBe(HttpStatusCode.Created);

    // Whatever a test sent: no request failed inside, and the hub still decides.
    private static async Task HoldsAsync(ApiServer api, string customer, int logged)
    {
        api.Server.Log.Lines.Skip(logged).Where(line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal)).ShouldBeEmpty();
        (await api.PostAsync("/api/v1/decisions", DecideFor(customer))).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static string Event(string id, string customer, string page) =>
        $$"""{"eventId":"{{id}}","customerId":"{{customer}}","type":"page_view","time":"{{DateTimeOffset.UtcNow.AddSeconds(-5):O}}","properties":{"page":"{{page}}"} }""";

    private async Task<double> EventsOfAsync(string customer)
    {
        var (_, body) = await _api.GetAsync($"/api/v1/customers/{customer}");
        return body.GetProperty("aggregates").EnumerateObject().Single(aggregate => aggregate.Name.Contains("visits_7d", StringComparison.Ordinal)).Value.GetDouble();
    }

    private async Task NothingImportedAsync()
    {
        (await _api.Get<ChangeStore>().ListAsync()).ShouldBeEmpty();
        _api.Engine.Policy!.Revision.ShouldBe(2);
    }

    /// <summary>A stream that does not say how long it is.</summary>
    private sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
