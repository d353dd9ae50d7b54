using System.Net;
using System.Text;
using System.Text.Json;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Api;

/// <summary>Customers, events, decisions and outcomes through the public interface.</summary>
public sealed class MainPathTests(PlainApi shared) : IClassFixture<PlainApi>
{
    private readonly ApiServer _api = shared.Server;
    private readonly string _ann = $"ann-{shared.Number()}";

    [Fact]
    public async Task Customer_PutReadChangeErase_RoundTrips()
    {
        const string Body = """
            {"attributes":{"age":42,"plan":"gold","fee":12.5,"since":"2020-02-29T12:00:00+09:00","tags":["a","b"],"active":true,"note":"\uD83D\uDE00 مرحبا"},
             "consents":[{"channel":"*","purpose":"marketing","granted":true,"time":"2024-01-01T00:00:00Z","source":"form","proof":"f-1"}],
             "aliases":["crm-whole"],"addresses":{"mail":"ann@example.com"},"timeZone":"Asia/Tokyo","language":"ja"}
            """;
        (await _api.PutAsync("/api/v1/customers/whole", Body)).Status.ShouldBe(HttpStatusCode.Created);
        (await _api.PutAsync("/api/v1/customers/crm-whole", """{"attributes":{"plan":null,"age":43}}""")).Status.ShouldBe(HttpStatusCode.OK);

        var (status, customer) = await _api.GetAsync("/api/v1/customers/crm-whole");

        status.ShouldBe(HttpStatusCode.OK);
        customer.GetProperty("customerId").GetString().ShouldBe("whole");
        var attributes = customer.GetProperty("attributes");
        attributes.GetProperty("age").GetDouble().ShouldBe(43);
        attributes.TryGetProperty("plan", out _).ShouldBeFalse();
        attributes.GetProperty("fee").GetDecimal().ShouldBe(12.5m);
        attributes.GetProperty("since").GetString().ShouldBe("2020-02-29T03:00:00Z");
        attributes.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["a", "b"]);
        attributes.GetProperty("active").GetBoolean().ShouldBeTrue();
        attributes.GetProperty("note").GetString().ShouldBe("😀 مرحبا");
        customer.GetProperty("timeZone").GetString().ShouldBe("Asia/Tokyo");
        customer.GetProperty("consents")[0].GetProperty("proof").GetString().ShouldBe("f-1");
        customer.GetProperty("addresses")[0].GetProperty("address").GetString().ShouldBe("ann@example.com");
        customer.GetProperty("nextBestAction").EnumerateArray().Select(next => next.GetProperty("channel").GetString()).ShouldBe(["web", "mail"]);

        (await _api.SendAsync(HttpMethod.Delete, "/api/v1/customers/whole")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _api.GetAsync("/api/v1/customers/crm-whole")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Customer_Exported_HoldsWhatIsStoredAndErasureEmptiesIt()
    {
        await _api.PutAsync($"/api/v1/customers/{_ann}", """{"attributes":{"age":42,"fee":50,"illness":"none"},"consents":[{"channel":"*","purpose":"marketing","granted":true,"time":"2024-01-01T00:00:00Z","source":"form","proof":"f-1"}],"aliases":["crm-1"]}""");
        await _api.PutAsync("/api/v1/customers/cookie", """{"attributes":{"plan":"gold"}}""");
        await _api.PostAsync("/api/v1/events", """{"eventId":"e1","customerId":"cookie","type":"page_view","time":"2026-11-22T00:00:00Z","properties":{"page":"/pläne"}}""");
        await _api.PostAsync("/api/v1/customers/cookie/merge", $$"""{"into":"{{_ann}}"}""");
        var (_, decision) = await _api.PostAsync("/api/v1/decisions", $$"""{"customerId":"{{_ann}}","channel":"web","placements":[{"name":"hero"}]}""");
        var id = decision.GetProperty("decisionId").GetString();
        await _api.PostAsync("/api/v1/outcomes", $$"""{"decisionId":"{{id}}","outcome":"accept","outcomeId":"o1"}""");

        var (status, export) = await _api.GetAsync("/api/v1/customers/crm-1/export");

        status.ShouldBe(HttpStatusCode.OK);
        export.GetProperty("customer").GetProperty("attributes").GetProperty("illness").GetString().ShouldBe("none");
        export.GetProperty("customer").GetProperty("consents")[0].GetProperty("proof").GetString().ShouldBe("f-1");
        export.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("properties").GetProperty("page").GetString()).ShouldBe(["/pläne"], "the one who was folded in");
        export.GetProperty("decisions").EnumerateArray().Select(d => d.GetProperty("decisionId").GetString()).ShouldContain(id);
        export.GetProperty("outcomes").EnumerateArray().Select(o => (o.GetProperty("decisionId").GetString(), o.GetProperty("kind").GetString())).ShouldContain((id, "accept"));
        (await _api.GetAsync("/api/v1/customers/nobody/export")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _api.SendAsync(HttpMethod.Delete, $"/api/v1/customers/{_ann}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _api.GetAsync($"/api/v1/customers/{_ann}/export")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Customer_WrongValues_AreAllNamedAndNothingIsStored()
    {
        const string Body = """
            {"attributes":{"age":"old","active":1},"timeZone":"Mars/Base"}
            """;
        var (status, problem) = await _api.PutAsync("/api/v1/customers/wrong", Body);

        status.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(problem).ShouldBe(["attributes.age", "attributes.active", "timeZone"]);
        problem.GetProperty("errors")[0].GetProperty("allowed").GetString().ShouldBe("a finite number");
        (await _api.GetAsync("/api/v1/customers/wrong")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Customer_WrongConsentAddressAliasLanguage_AreAllNamed()
    {
        const string Body = """
            {"consents":[{"channel":"fax","purpose":"","granted":true,"time":"2999-01-01T00:00:00Z","source":"form"}],"aliases":[""],
             "addresses":{"fax":"1","mail":"ann@example.com\r\nBcc: all@example.com"},"language":"not a tag"}
            """;
        var (status, problem) = await _api.PutAsync("/api/v1/customers/wrong", Body);

        status.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(problem).ShouldBe(["consents[0].channel", "consents[0].purpose", "consents[0].time", "aliases[0]", "addresses.fax", "addresses.mail", "language"]);
    }

    [Fact]
    public async Task Events_Array_AnswersForEachEntry()
    {
        var now = DateTimeOffset.UtcNow.ToString("O");
        var body = $$"""
            [{"eventId":"e1","customerId":"several","type":"page_view","time":"{{now}}","properties":{"page":"/a","free":[ "x" ]} },
             {"eventId":"e1","customerId":"several","type":"page_view","time":"{{now}}","properties":{"page":"/a","free":[ "x" ]} },
             {"eventId":"e1","customerId":"several","type":"page_view","time":"{{now}}","properties":{"page":"/b"} },
             {"eventId":"e2","customerId":"several","type":"page_view","time":"{{now}}","properties":{"page":7} },
             {"eventId":"e3","customerId":"several","type":"page_view","time":"soon"},
             null]
            """;
        var (status, answer) = await _api.PostAsync("/api/v1/events", body);

        status.ShouldBe(HttpStatusCode.Accepted);
        answer.GetProperty("accepted").GetInt32().ShouldBe(1);
        answer.GetProperty("duplicates").GetInt32().ShouldBe(1);
        answer.GetProperty("conflicts")[0].GetProperty("index").GetInt32().ShouldBe(2);
        answer.GetProperty("conflicts")[0].GetProperty("eventId").GetString().ShouldBe("e1");
        var rejected = answer.GetProperty("rejected").EnumerateArray().ToDictionary(entry => entry.GetProperty("index").GetInt32(), entry => ApiServer.Paths(entry).Single());
        rejected.ShouldBe(new Dictionary<int, string> { [3] = "properties.page", [4] = "time", [5] = "" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Events_Stream_TakesLinesAndNamesTheWrongOnes()
    {
        var now = DateTimeOffset.UtcNow.ToString("O");
        var lines = new StringBuilder();
        for (var i = 0; i < 1_200; i++)
        {
            lines.Append(i == 700 ? "{broken\n\n" : $$"""{"eventId":"s{{i}}","customerId":"stream-{{i % 7}}","type":"page_view","time":"{{now}}","properties":{"page":"/{{i}}"} }""" + "\n");
        }

        using var content = new StringContent(lines.ToString(), Encoding.UTF8, "application/x-ndjson");
        var (status, answer) = await _api.SendAsync(HttpMethod.Post, "/api/v1/events", content);

        status.ShouldBe(HttpStatusCode.Accepted);
        answer.GetProperty("accepted").GetInt32().ShouldBe(1_199);
        answer.GetProperty("rejected")[0].GetProperty("index").GetInt32().ShouldBe(700);
        answer.GetProperty("rejected")[0].GetProperty("line").GetInt32().ShouldBe(701);
    }

    [Fact]
    public async Task Event_Triggering_AnswersWithTheDecision()
    {
        await PutAnnAsync();
        JsonElement answer = default;
        for (var i = 0; i < 3; i++)
        {
            (_, answer) = await _api.PostAsync(
                "/api/v1/events", $$"""{"eventId":"x{{i}}","customerId":"{{_ann}}","type":"page_view","time":"{{DateTimeOffset.UtcNow:O}}","properties":{"page":"/cancel"} }""");
        }

        var decision = answer.GetProperty("decisions")[0];
        decision.GetProperty("customerId").GetString().ShouldBe(_ann);
        decision.GetProperty("actions")[0].GetProperty("channel").GetString().ShouldBe("mail");
    }

    [Fact]
    public async Task Decision_SameRequestId_IsTheRecordedOne()
    {
        await PutAnnAsync();
        var (status, first) = await DecideAsync("r1");
        var (_, second) = await DecideAsync("r1");

        status.ShouldBe(HttpStatusCode.OK);
        var action = first.GetProperty("actions")[0];
        action.GetProperty("priority").GetDouble().ShouldBe(
            action.GetProperty("propensity").GetDouble() * action.GetProperty("contextWeight").GetDouble() * action.GetProperty("value").GetDouble() * action.GetProperty("lever").GetDouble()
            - action.GetProperty("price").GetDouble(), 1e-9);
        action.GetProperty("trackingToken").GetString().ShouldNotBeNullOrEmpty();
        second.GetProperty("decisionId").GetString().ShouldBe(first.GetProperty("decisionId").GetString());
        second.GetProperty("fromRecord").GetBoolean().ShouldBeTrue();

        var (conflict, problem) = await _api.PostAsync("/api/v1/decisions", $$"""{"requestId":"r1","customerId":"{{_ann}}","channel":"web","placements":[{"name":"tile"}]}""");
        conflict.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(problem).ShouldBe(["requestId"]);
    }

    [Fact]
    public async Task Decision_Explained_OfATreatmentWithTwoHeads_SaysWhatItsValueIsMadeOf()
    {
        var policy = ApiPolicy.Create();
        var objective = policy.Objectives[0];
        var group = objective.Groups[0];
        await using var api = await ApiServer.StartAsync(policy with
        {
            Objectives =
            [
                objective with { Groups = [group with { Actions = [.. group.Actions.Select(a => a with { Treatments = [.. a.Treatments.Select(t => t with { Heads = TwoHeads })] })] }] },
                .. policy.Objectives.Skip(1),
            ],
        });
        await PutAnnAsync(api);
        var (_, decision) = await api.PostAsync("/api/v1/decisions", $$"""{"customerId":"{{_ann}}","channel":"web","placements":[{"name":"hero"}],"explain":true}""");

        var factors = decision.GetProperty("explanation").GetProperty("candidates")[0].GetProperty("factors");
        var heads = factors.GetProperty("heads").EnumerateArray().Select(h => (Kind: h.GetProperty("kind").GetString(), P: h.GetProperty("propensity").GetDouble(), Value: h.GetProperty("value").GetDouble())).ToList();
        heads.Select(h => (h.Kind, h.Value)).ShouldBe([("engagement", 360), ("harm", -20)]);
        heads[0].P.ShouldBe(factors.GetProperty("propensity").GetDouble(), 1e-9);
        heads[1].P.ShouldBe(0.03, 1e-6);
        (heads.Sum(h => h.P * h.Value) / heads[0].P).ShouldBe(factors.GetProperty("value").GetDouble(), 1e-6);
    }

    private static readonly Engine.Policies.HeadDocument[] TwoHeads =
        [new() { Kind = "engagement", Positive = ["click"] }, new() { Kind = "harm", Positive = ["unsubscribe"], Value = "-20", Window = "7d", StartingPropensity = 0.03 }];

    [Fact]
    public async Task Decision_Explained_SaysWhyInBothLanguages()
    {
        await PutAnnAsync();
        var (_, decision) = await _api.PostAsync("/api/v1/decisions", $$$"""{"customerId":"{{{_ann}}}","channel":"web","placements":[{"name":"hero"}],"explain":true,"context":{"rain":true}}""");
        var id = decision.GetProperty("decisionId").GetString();

        decision.GetProperty("explanation").GetProperty("candidates").GetArrayLength().ShouldBeGreaterThan(0);
        var factors = decision.GetProperty("explanation").GetProperty("candidates")[0].GetProperty("factors");
        var (p, interval) = (factors.GetProperty("propensity").GetDouble(), factors.GetProperty("propensityInterval"));
        interval.GetProperty("low").GetDouble().ShouldBeInRange(1e-9, p - 1e-6);
        interval.GetProperty("high").GetDouble().ShouldBeInRange(p + 1e-6, 1 - 1e-9);
        var (_, record) = await _api.GetAsync($"/api/v1/decisions/{id}");
        record.GetRawText().ShouldContain("propensityInterval");
        var (_, english) = await _api.GetAsync($"/api/v1/decisions/{id}/explanation");
        var (_, japanese) = await _api.GetAsync($"/api/v1/decisions/{id}/explanation?language=ja");
        english.GetProperty("headline").GetString().ShouldBe(decision.GetProperty("explanation").GetProperty("headline").GetString());
        japanese.GetProperty("headline").GetString()!.ShouldContain(c => c >= 0x3040 && c < 0xA000);
        (await _api.GetAsync($"/api/v1/decisions/{id}/explanation?language=fr")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Decision_ReadAndReplayed_IsIdentical()
    {
        await PutAnnAsync();
        var id = (await DecideAsync("r1")).Body.GetProperty("decisionId").GetString();

        var (_, record) = await _api.GetAsync($"/api/v1/decisions/{id}");
        record.GetProperty("customerId").GetString().ShouldBe(_ann);
        record.GetProperty("inputs").EnumerateObject().ShouldContain(input => input.Name.Contains("fee", StringComparison.Ordinal) && input.Value.GetDouble() == 30);
        record.GetProperty("outcome").GetProperty("choices").GetArrayLength().ShouldBe(1);

        var (status, replay) = await _api.SendAsync(HttpMethod.Post, $"/api/v1/decisions/{id}/replay");
        status.ShouldBe(HttpStatusCode.OK);
        replay.GetProperty("identical").GetBoolean().ShouldBeTrue();
        var (_, changed) = await _api.PostAsync($"/api/v1/decisions/{id}/replay", """{"policy":"current","overrides":{"silenceThreshold":1000000}}""");
        changed.GetProperty("identical").GetBoolean().ShouldBeFalse();
        changed.GetProperty("replayed").GetProperty("silence").GetProperty("code").GetString().ShouldBe("belowThreshold");
        (await _api.PostAsync($"/api/v1/decisions/{id}/replay", """{"change":"c"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _api.GetAsync("/api/v1/decisions/d-999999-9")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Preview_WithOverrides_ChangesNothing()
    {
        await PutAnnAsync();
        var (_, plain) = await _api.PostAsync("/api/v1/decisions/preview", $$"""{"customerId":"{{_ann}}","channel":"web","placements":[{"name":"hero"}]}""");
        var winner = plain.GetProperty("actions")[0].GetProperty("action").GetString();
        var other = winner == "upgrade" ? "family" : "upgrade";
        var (status, lifted) = await _api.PostAsync(
            "/api/v1/decisions/preview",
            $$$"""{"customerId":"{{{_ann}}}","channel":"web","placements":[{"name":"hero"}],"at":"{{{DateTimeOffset.UtcNow.AddDays(1):O}}}","overrides":{"factors":[{"action":"{{{other}}}","lever":10,"propensity":0.9}]}}""");

        status.ShouldBe(HttpStatusCode.OK);
        lifted.GetProperty("actions")[0].GetProperty("action").GetString().ShouldBe(other);
        lifted.GetProperty("actions")[0].TryGetProperty("trackingToken", out _).ShouldBeFalse();
        (await _api.GetAsync($"/api/v1/customers/{_ann}")).Body.GetProperty("decisions").GetInt64().ShouldBe(0);
        var (bad, problem) = await _api.PostAsync(
            "/api/v1/decisions/preview",
            $$$$"""{"customerId":"{{{{_ann}}}}","channel":"web","placements":[{"name":"hero"}],"at":"9999-01-01","overrides":{"weights":{"p":3}}}""");
        bad.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(problem).ShouldBe(["at"]);
    }

    [Fact]
    public async Task Outcomes_ByDecisionAndToken_CountOnce()
    {
        await PutAnnAsync();
        var decision = (await DecideAsync("r1")).Body;
        var id = decision.GetProperty("decisionId").GetString();
        var token = decision.GetProperty("actions")[0].GetProperty("trackingToken").GetString();

        var (status, answer) = await _api.PostAsync("/api/v1/outcomes", $$"""
            [{"trackingToken":"{{token}}","outcome":"click"},{"decisionId":"{{id}}","outcome":"click"},{"decisionId":"{{id}}","outcome":"conversion","amount":9.99,"outcomeId":"o1"},
             {"decisionId":"{{id}}","outcome":"conversion","amount":10,"outcomeId":"o1"},{"decisionId":"{{id}}","outcome":"conversion"},{"decisionId":"d-999999-1","outcome":"click"},
             {"decisionId":"{{id}}","outcome":"hug"},{"trackingToken":"{{token}}","outcome":"click","time":"2999-01-01T00:00:00Z"}]
            """);

        status.ShouldBe(HttpStatusCode.Accepted);
        (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("duplicates").GetInt32()).ShouldBe((2, 1));
        answer.GetProperty("conflicts")[0].GetProperty("index").GetInt32().ShouldBe(3);
        answer.GetProperty("rejected").EnumerateArray().Select(entry => (entry.GetProperty("index").GetInt32(), ApiServer.Paths(entry).Single()))
            .ShouldBe([(4, "outcomeId"), (5, "decisionId"), (6, "outcome"), (7, "time")]);
        (await _api.PostAsync("/api/v1/outcomes", """{"decisionId":"d-999999-1","outcome":"click"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task NextBestAction_OfAChannel_IsWhatADecisionWouldBe()
    {
        await PutAnnAsync();
        var (status, next) = await _api.GetAsync($"/api/v1/customers/{_ann}/next-best-action?channel=web");
        var (_, mail) = await _api.GetAsync($"/api/v1/customers/{_ann}/next-best-action?channel=mail");

        status.ShouldBe(HttpStatusCode.OK);
        next.GetProperty("actions").GetArrayLength().ShouldBeGreaterThan(0);
        next.GetProperty("headline").GetString().ShouldNotBeNullOrEmpty();
        mail.GetProperty("actions").GetArrayLength().ShouldBe(1);
        var (bad, problem) = await _api.GetAsync($"/api/v1/customers/{_ann}/next-best-action?channel=fax");
        bad.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("errors")[0].GetProperty("allowed").GetString().ShouldBe("web, mail");
    }

    private Task PutAnnAsync() => PutAnnAsync(_api);

    private async Task PutAnnAsync(ApiServer api) => (await api.PutAsync($"/api/v1/customers/{_ann}", """
        {"attributes":{"age":42,"plan":"gold","fee":30},"addresses":{"mail":"ann@example.com"},
         "consents":[{"channel":"*","purpose":"marketing","granted":true,"time":"2024-01-01T00:00:00Z","source":"form"}]}
        """)).Status.ShouldBe(HttpStatusCode.Created);

    private Task<(HttpStatusCode Status, JsonElement Body)> DecideAsync(string requestId) =>
        _api.PostAsync("/api/v1/decisions", $$"""{"requestId":"{{requestId}}","customerId":"{{_ann}}","channel":"web","placements":[{"name":"hero","count":1}],"context":{"hour":12} }""");
}
