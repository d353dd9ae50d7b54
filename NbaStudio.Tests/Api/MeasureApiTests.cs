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

    [Theory]
    [InlineData("baseline=0.05&lift=0.1&shares=0.9,0.1", 0.05, 0.055, new[] { 0.9, 0.1 }, 0.8, 0.05)]
    [InlineData("baseline=0.2&lift=-0.1&power=0.9&alpha=0.01", 0.2, 0.18, new[] { 0.5, 0.5 }, 0.9, 0.01)]
    public async Task SampleSize_OfRates_IsThePlan(string query, double baseline, double reached, double[] shares, double power, double alpha)
    {
        var (status, answer) = await _api.GetAsync("/api/v1/measure/sample-size?" + query);

        status.ShouldBe(HttpStatusCode.OK, answer.ToString());
        var plan = SampleSizePlan.ForRates(baseline, reached, shares, power, alpha);
        (answer.GetProperty("total").GetInt64(), answer.GetProperty("anytimeTotal").GetInt64()).ShouldBe((plan.Total, plan.AnytimeTotal));
        answer.GetProperty("arms").EnumerateArray().Select(a => a.GetInt64()).ShouldBe(plan.Arms);
        answer.GetProperty("reached").GetDouble().ShouldBe(reached, 1e-12);
        (answer.TryGetProperty("deviation", out _), answer.TryGetProperty("traffic", out _)).ShouldBe((false, false));
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

    [Theory]
    [InlineData("lift=0.1", "baseline", "baseline is missing.", "a number from 0.000001 to 0.999999")]
    [InlineData("baseline=0.05", "lift", "lift is missing.", "a number from -1000000 to 1000000")]
    [InlineData("baseline=5%25&lift=0.1", "baseline", "'5%' is not allowed.", "a number from 0.000001 to 0.999999")]
    [InlineData("baseline=NaN&lift=0.1", "baseline", "'NaN' is not allowed.", "a number from 0.000001 to 0.999999")]
    [InlineData("baseline=1.5&lift=0.1", "baseline", "'1.5' is not allowed.", "a number from 0.000001 to 0.999999")]
    [InlineData("baseline=0.6&lift=0.9", "lift", "A lift of 0.9 on 0.6 is not allowed; the other arms would have 1.14.", "a rate between 0 and 1 that differs from the baseline")]
    [InlineData("baseline=0.6&lift=0", "lift", "A lift of 0 on 0.6 is not allowed; the other arms would have 0.6.", "a rate between 0 and 1 that differs from the baseline")]
    [InlineData("baseline=0&deviation=1&lift=0.1", "baseline", "A lift of 0.1 on 0 is not allowed; the other arms would have 0.", "a mean that differs from the baseline")]
    [InlineData("baseline=0.05&lift=0.1&shares=1", "shares", "'1' is not allowed.", "2 to 20 numbers above 0 with commas between, the control first, such as 0.9,0.1")]
    [InlineData("baseline=0.05&lift=0.1&shares=0.5,-0.5", "shares", "'0.5,-0.5' is not allowed.", "2 to 20 numbers above 0 with commas between, the control first, such as 0.9,0.1")]
    [InlineData("baseline=0.05&lift=0.1&power=1", "power", "'1' is not allowed.", "a number from 0.01 to 0.9999")]
    [InlineData("baseline=0.05&lift=0.1&alpha=x", "alpha", "'x' is not allowed.", "a number from 0.0001 to 0.5")]
    [InlineData("baseline=20&lift=0.1&deviation=0", "deviation", "'0' is not allowed.", "a number from 0.000000000001 to 1000000000000")]
    [InlineData("baseline=0.05&lift=1e-9", "lift", "A lift of 1E-09 on 0.05 would take more customers than there are people.", "a larger difference")]
    [InlineData("deviation=1e12&baseline=1&lift=0.001", "lift", "A lift of 0.001 on 1 would take more customers than there are people.", "a larger difference")]
    [InlineData("baseline=0.05&lift=0.0000001", "lift", "A lift of 1E-07 on 0.05 would take more customers than there are people.", "a larger difference")]
    public async Task SampleSize_WhatCannotBe_IsRefusedByFieldAndValue(string query, string field, string message, string allowed)
    {
        var (status, problem) = await _api.GetAsync("/api/v1/measure/sample-size?" + query);

        status.ShouldBe(HttpStatusCode.BadRequest);
        var error = problem.GetProperty("errors").EnumerateArray().Single();
        (error.GetProperty("path").GetString(), error.GetProperty("message").GetString(), error.GetProperty("allowed").GetString()).ShouldBe((field, message, allowed));
    }

    [Fact]
    public async Task SampleSize_SeveralMistakes_AreNamedTogether()
    {
        var (_, problem) = await _api.GetAsync("/api/v1/measure/sample-size?baseline=2&lift=x&shares=,&power=0&alpha=1");

        problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("path").GetString()).ShouldBe(["baseline", "lift", "power", "alpha", "shares"]);
    }
}
