using System.Net;
using System.Text.Json;
using NbaStudio.Engine.Measurement.Experiments;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

public sealed class MeasureApiTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create() with { HoldOuts = [new() { Id = "nobody", Share = 0.4, Salt = "x" }] });

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task ControlGroups_AfterPurchases_AreCountedAndRefusedInWordsUntilThereIsEnough()
    {
        var events = Enumerable.Range(0, 40).Select(i => $$$"""{"eventId":"e{{{i}}}","customerId":"c{{{i}}}","type":"purchase","time":"{{{_api.Engine.Now:O}}}","properties":{"amount":{{{100 + i}}}}}""");
        (await _api.PostAsync("/api/v1/events", "[" + string.Join(',', events) + "]")).Status.ShouldBe(HttpStatusCode.Accepted);
        JsonElement holdOut = default;
        await Poll.UntilAsync(async () =>
        {
            var body = (await _api.GetAsync("/api/v1/measure/control-groups")).Body;
            if (body.GetProperty("holdOuts").GetArrayLength() == 0)
            {
                return false; // the journal is not read as far as the revision
            }

            holdOut = body.GetProperty("holdOuts")[0];
            return body.GetProperty("counted").GetDouble() >= 1 && holdOut.GetProperty("treated").GetInt64() + holdOut.GetProperty("control").GetInt64() == 40;
        });

        (holdOut.GetProperty("id").GetString(), holdOut.GetProperty("plannedShare").GetDouble()).ShouldBe(("nobody", 0.4));
        var money = holdOut.GetProperty("outcomes")[0];
        (money.GetProperty("outcome").GetString(), money.GetProperty("verdict").GetString(), money.GetProperty("refusal").GetProperty("code").GetString()).ShouldBe(("money", "noNumber", "tooFewCustomers"));
        (money.TryGetProperty("difference", out var difference) && difference.ValueKind != JsonValueKind.Null).ShouldBeFalse();
        var mean = (money.GetProperty("treated").GetDouble() * holdOut.GetProperty("treated").GetInt64()) + (money.GetProperty("control").GetDouble() * holdOut.GetProperty("control").GetInt64());
        mean.ShouldBe(Enumerable.Range(0, 40).Sum(i => 100 + i), 1e-6);

        using var file = (await _api.Server.SendAsync(HttpMethod.Get, "/api/v1/measure/control-groups.csv")).Response;
        file.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (await file.Content.ReadAsStringAsync()).Split("\r\n")[1].ShouldStartWith("nobody,,money,");
    }

    [Fact]
    public async Task Decisions_OfANewHub_AreNoneAndThenHoldWhatWasDecided()
    {
        var (status, survey) = await _api.GetAsync("/api/v1/measure/decisions");
        (status, survey.GetProperty("decisions").GetInt32()).ShouldBe((HttpStatusCode.OK, 0));
        await _api.PostAsync("/api/v1/decisions", """{"customerId":"c1","channel":"web","placements":[{"name":"hero"}]}""");
        survey = (await _api.GetAsync("/api/v1/measure/decisions")).Body;
        survey.GetProperty("decisions").GetInt32().ShouldBe(1);
        (survey.GetProperty("losses").EnumerateArray().Sum(l => l.GetProperty("candidates").GetInt64()) + survey.GetProperty("chosen").GetInt64()).ShouldBe(survey.GetProperty("candidates").GetInt64());
        survey.GetProperty("exploration").GetProperty("cost").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task Lifetime_WithoutPurchases_IsRefusedInWords()
    {
        var (status, lifetime) = await _api.PostAsync("/api/v1/measure/lifetime", "");
        (status, lifetime.GetProperty("refusal").GetProperty("code").GetString()).ShouldBe((HttpStatusCode.OK, "tooFewCustomers"));
        lifetime.TryGetProperty("purchases", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task SampleSize_OfAMeanWithTraffic_SaysHowLongAsFarAsItCan()
    {
        const string Path = "/api/v1/measure/sample-size?traffic=true&deviation=3&baseline=20&lift=";
        var traffic = (await _api.GetAsync(Path + "0.5")).Body.GetProperty("traffic");
        (traffic.GetProperty("decisions").GetInt32(), traffic.TryGetProperty("since", out _), traffic.TryGetProperty("seconds", out _)).ShouldBe((0, false, false), "nobody came by");

        for (var i = 0; i < 12; i++)
        {
            (await _api.PostAsync("/api/v1/decisions", $$"""{"customerId":"c{{i}}","channel":"web","placements":[{"name":"hero"}]}""")).Status.ShouldBe(HttpStatusCode.OK);
        }

        var answer = (await _api.GetAsync(Path + "0.5")).Body;
        (answer.GetProperty("total").GetInt64(), answer.GetProperty("deviation").GetDouble(), answer.GetProperty("reached").GetDouble()).ShouldBe((SampleSizePlan.For(9, 9, 10, [0.5, 0.5]).Total, 3, 30));
        answer.GetProperty("total").GetInt64().ShouldBeLessThanOrEqualTo(12);
        traffic = answer.GetProperty("traffic");
        (traffic.GetProperty("known").GetInt64(), traffic.GetProperty("customers").GetInt32(), traffic.GetProperty("decisions").GetInt32()).ShouldBe((12, 12, 12));
        traffic.GetProperty("seconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);

        // More than there are customers: no time makes them.
        (await _api.GetAsync(Path + "0.1")).Body.GetProperty("traffic").TryGetProperty("seconds", out _).ShouldBeFalse();
    }
}
