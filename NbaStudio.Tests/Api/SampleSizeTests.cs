using System.Net;
using NbaStudio.Engine.Measurement.Experiments;

namespace NbaStudio.Tests.Api;

/// <summary>How many customers a trial needs, asked over the API: the plan, and what is no question.</summary>
public sealed class SampleSizeTests(PlainApi shared) : IClassFixture<PlainApi>
{
    private readonly ApiServer _api = shared.Server;

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
