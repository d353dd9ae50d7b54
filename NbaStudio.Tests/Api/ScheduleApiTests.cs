using System.Net;
using System.Text.Json;
using NbaStudio.Data;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

public sealed class ScheduleApiTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async Task InitializeAsync()
    {
        _api = await ApiServer.StartAsync(Policy("customer.age >= 18"), "--Nba:Clock=start=2026-11-24T00:00:00Z,speed=1");
        for (var i = 0; i < 40; i++)
        {
            (await _api.PutAsync($"/api/v1/customers/c{i}", $$"""{"attributes":{"age":{{i}}},"consents":[{"channel":"*","purpose":"marketing","granted":true,"time":"2026-11-01T00:00:00Z","source":"form"}]}""")).Status
                .ShouldBe(HttpStatusCode.Created);
        }
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Run_IsListed_Stopped_AndStaysSo()
    {
        var before = (await _api.GetAsync("/api/v1/schedules")).Body;
        var schedule = before.GetProperty("schedules").EnumerateArray().Single();
        schedule.GetProperty("times").GetString().ShouldBe("every tuesday at 10:00");
        schedule.GetProperty("pacePerMinute").GetInt32().ShouldBe(1);
        schedule.GetProperty("next").EnumerateArray().Select(n => n.GetProperty("due").GetString()).ShouldBe(["2026-11-24T10:00:00Z", "2026-12-01T10:00:00Z", "2026-12-08T10:00:00Z"]);
        before.GetProperty("runs").GetArrayLength().ShouldBe(0);

        (await _api.PutAsync("/api/v1/clock", """{"time":"2026-11-24T10:00:00Z"}""")).Status.ShouldBe(HttpStatusCode.OK);
        JsonElement run = default;
        await Poll.UntilAsync(async () => (await _api.GetAsync("/api/v1/schedules")).Body.GetProperty("runs").EnumerateArray().Any(r => (run = r).GetProperty("decided").GetInt64() > 0));
        (run.GetProperty("status").GetString(), run.GetProperty("trigger").GetString(), run.GetProperty("customers").GetInt64()).ShouldBe(("running", "tuesdays", 40));
        var id = run.GetProperty("id").GetString();
        var (status, stopped) = await _api.PostAsync($"/api/v1/schedules/runs/{id}/stop", "");
        (status, stopped.GetProperty("status").GetString(), stopped.GetProperty("decided").GetInt64()).ShouldBe((HttpStatusCode.OK, "stopped", 1));
        (await _api.PostAsync($"/api/v1/schedules/runs/{id}/stop", "")).Status.ShouldBe(HttpStatusCode.OK, "stopping twice is no mistake");
        (await _api.PostAsync("/api/v1/schedules/runs/nothing/stop", "")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _api.Get<AuditLog>().ListAsync(10)).Count(entry => entry.What == "schedule.stop" && entry.Target == id).ShouldBe(1);
    }

    [Fact]
    public async Task Reach_OfTheLivePolicyAndOfAChange_IsCounted_AlsoInLines()
    {
        var (status, reach) = await _api.GetAsync("/api/v1/schedules/tuesdays/reach");
        (status, reach.GetProperty("members").GetInt64(), reach.GetProperty("customers").GetInt64(), reach.GetProperty("complete").GetBoolean()).ShouldBe((HttpStatusCode.OK, 22, 40, true));

        var (imported, review) = await _api.PostAsync("/api/v1/policy/import", System.Text.Encoding.UTF8.GetString(PolicyJson.Write(Policy("customer.age >= 30"))));
        imported.ShouldBe(HttpStatusCode.Created);
        var change = review.GetProperty("change").GetProperty("id").GetString();
        (await _api.GetAsync($"/api/v1/schedules/tuesdays/reach?change={change}")).Body.GetProperty("members").GetInt64().ShouldBe(10);

        var (response, _) = await _api.Server.SendAsync(HttpMethod.Get, "/api/v1/schedules/tuesdays/reach", null, ("Accept", "application/x-ndjson"));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Select(line => line.GetProperty("complete").GetBoolean()).ShouldBe([false, true]);

        (await _api.GetAsync("/api/v1/schedules/wednesdays/reach")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _api.GetAsync("/api/v1/schedules/tuesdays/reach?change=none")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Timers_OfTheReader_AreCountedByTimeAndListed()
    {
        var reader = _api.Get<IScheduleReader>();
        (await _api.PutAsync("/api/v1/clock", """{"time":"2026-11-24T10:00:00Z"}""")).Status.ShouldBe(HttpStatusCode.OK);
        await Poll.UntilAsync(() => Task.FromResult(reader.Read("en").Runs.Any(r => r.Run.Decided > 0)));

        var hours = await reader.ReadTimersAsync(TimerStep.Hour, "en");
        (hours.Customers, hours.Overdue, hours.Buckets.Count).ShouldBe((1, 0, 48));
        hours.Buckets.Take(3).Sum(b => b.Customers).ShouldBe(1, "the message loses its point in two hours");
        hours.Soonest.Select(t => (t.CustomerId, t.Kind, t.Treatment)).ShouldBe(
            [("c18", TimerKind.Validity, "note-hook"), ("c18", TimerKind.ResponseWindow, "note-hook")]);
        (await reader.ReadTimersAsync(TimerStep.Minute, "en")).Later.ShouldBe(1);
        reader.Read("ja").Schedules.Single().Label.ShouldBe("火曜");
    }

    [Fact]
    public async Task Reach_OfANamedCondition_CountsThoseForWhomItHoldsAndTheScheduleUsesIt()
    {
        var named = Policy("true") with
        {
            Audiences = [],
            Conditions = [new() { Name = "adults", When = "customer.age >= 30" }, new() { Name = "grown", When = "condition \"adults\" and customer.age < 60" }],
            ContextWeights = [new() { When = "condition \"grown\"", Weight = 1.2 }],
        };
        var (imported, review) = await _api.PostAsync("/api/v1/policy/import", System.Text.Encoding.UTF8.GetString(PolicyJson.Write(named)));
        imported.ShouldBe(HttpStatusCode.Created);
        var change = review.GetProperty("change").GetProperty("id").GetString()!;

        (await _api.GetAsync($"/api/v1/schedules/tuesdays/reach?change={change}")).Body.GetProperty("members").GetInt64().ShouldBe(10);

        var (rules, draft) = (_api.Get<IRuleDesk>(), (await _api.Get<IItemEditor>().OpenAsync(change))!);
        var sets = rules.ReadNamed(draft, "en");
        sets.Select(s => (s.Kind, s.Name)).ShouldBe([("condition", "adults"), ("condition", "grown")]);
        sets[0].Uses.ShouldBe([new RuleUse("condition", "grown", "grown", RuleField.When), new RuleUse("contextWeight", "", "condition \"grown\"", null), new RuleUse("trigger", "tuesdays", "Tuesdays", null)]);
        sets[1].Uses.ShouldHaveSingleItem().Kind.ShouldBe("contextWeight");
        rules.Places(draft, "en").Single(p => p.Id == "adults").UsedBy.ShouldBe(3, "a condition, a weight through it, and a schedule");
    }

    private static PolicyDocument Policy(string audience)
    {
        var action = Decisions.TestPolicy.Action("note", channels: "hook");
        return Decisions.TestPolicy.Of(action) with
        {
            TimeZone = "UTC",
            Audiences = [new() { Name = "adults", When = audience }],
            Triggers =
            [
                new()
                {
                    Name = "tuesdays", Label = new Dictionary<string, string> { ["en"] = "Tuesdays", ["ja"] = "火曜" }, Schedule = "every tuesday at 10:00", Audience = "adults", PacePerMinute = 1,
                    Channels = ["hook"], ValidFor = "2h",
                },
            ],
        };
    }
}
